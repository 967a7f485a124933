import { createHmac } from 'node:crypto';
import { createSeededRandom } from '@bitfinex-ws/testkit';
import type { ExchangeInProcess } from '../src/index.js';

/** TIMESTAMP, SEQ_ALL and OB_CHECKSUM. */
const FLAGS = 32_768 + 65_536 + 131_072;

/** A client that comes back, subscribes, logs in and trades, all by dice of its own. */
export const runBot = (
  exchange: ExchangeInProcess,
  place: number,
  after: (ms: number, run: () => void) => void,
): void => {
  const next = createSeededRandom(place);
  const key = exchange.keys[place % 2];
  if (!key) throw new Error('no key');
  let nonce = place * 1_000_000;
  const dial = (): void => {
    const orders: number[] = [];
    const client = exchange.connect({
      onOpen: () => {
        client.send({ event: 'conf', flags: FLAGS });
        for (const prec of ['P0', 'P1', 'R0'])
          client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec });
        for (const channel of ['ticker', 'trades']) client.send({ event: 'subscribe', channel, symbol: 'tETHUSD' });
        const authNonce = ++nonce;
        const authPayload = `AUTH${authNonce}`;
        const authSig = createHmac('sha384', key.apiSecret).update(authPayload).digest('hex');
        client.send({ event: 'auth', apiKey: key.apiKey, authNonce, authPayload, authSig, dms: place === 1 ? 4 : 0 });
        after(500, act);
      },
      onText: (text) => {
        if (text.startsWith('[0,"on",[')) orders.push(Number(/^\[0,"on",\[(\d+)/.exec(text)?.[1]));
      },
      onClose: () => after(200 + 800 * next(), dial),
    });
    const act = (): void => {
      if (client.state() !== 'open') return;
      const price = 64_000 + Math.round(400 * next());
      const amount = String((next() - 0.5).toFixed(4));
      const type = next() < 0.7 ? 'EXCHANGE LIMIT' : 'MARKET';
      const known = orders.pop();
      if (known !== undefined && next() < 0.4) client.send([0, 'oc', null, { id: known }]);
      else
        client.send([
          0,
          'on',
          null,
          { type, symbol: 'tBTCUSD', amount, price: String(price), cid: Math.floor(1e6 * next()) },
        ]);
      after(100 + 600 * next(), act);
    };
  };
  dial();
};
