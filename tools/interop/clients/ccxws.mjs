// ccxws 0.47.0: its BitfinexClient, public data with sequence numbers.
import { createRequire } from 'node:module';
import { absent, fails, seconds, shows, url, wait, within, works } from './_child.mjs';

const ccxws = createRequire(import.meta.url)('ccxws');
const client = new ccxws.BitfinexClient({ wssPath: url, enableEmptyHeartbeatEvents: true, tradeMessageType: 'all' });
const market = { id: 'BTCUSD', base: 'BTC', quote: 'USD' };
const complaints = [];
client.on('error', (error) => complaints.push(error.message));
const numbers = [];
const seen = { ticker: 0, trade: 0, l2snapshot: 0, l2update: 0, l3snapshot: 0, l3update: 0 };
for (const name of Object.keys(seen)) {
  client.on(name, (data) => {
    seen[name]++;
    numbers.push(data.sequenceId);
  });
}
await shows(
  'subscribe',
  within(new Promise((resolve) => client.on('connected', resolve) && client.subscribeTicker(market)), 'connected'),
  () => 'by pair, without t',
);
client.subscribeTrades(market);
client.subscribeLevel2Updates(market);
client.subscribeLevel3Updates(market);
await wait(seconds * 1000);

const some = (feature, isThere, note) => (isThere ? works(feature, note) : fails(feature, JSON.stringify(seen)));
works('conf', 'flags 98304, sent before all else');
some('ticker', seen.ticker > 0, `${seen.ticker} tickers`);
some('trades', seen.trade > 0, `${seen.trade} te, tu and of the past`);
some('book P0', seen.l2snapshot === 1 && seen.l2update > 0, `tBTCUSD P0 250: ${seen.l2update} updates`);
some('book R0', seen.l3snapshot === 1 && seen.l3update > 0, `tBTCUSD R0 25: ${seen.l3update} updates`);
for (const feature of ['checksum P', 'checksum 1e-7', 'checksum R0', 'checksum f'])
  absent(feature, 'does not ask for checksums');
for (const feature of ['ticker f', 'trades f', 'book f', 'candles f']) absent(feature, 'knows no funding markets');
for (const feature of ['book P1–P4', 'candles', 'status deriv', 'status liq', 'ping']) absent(feature, 'not offered');
works('two books', 'P0 250 and R0 25 of tBTCUSD');
// The trades of the past come one by one under one number.
const odd = numbers.filter((number, at) => at > 0 && number !== numbers[at - 1] && number !== numbers[at - 1] + 1);
some('sequence', numbers[0] === 1 && odd.length === 0, `${numbers.at(-1)} frames, heartbeats too, every number there`);
if (odd.length > 0) fails('sequence', `${odd.length} numbers out of turn`);
client.unsubscribeTrades(market);
await wait(500);
const before = seen.trade;
await wait(1_500);
some('unsubscribe', seen.trade === before, 'by id');
if (complaints.length > 0) fails('complaints', complaints[0]);
process.exit(0);
