import { createSeededRandom } from '@bitfinex-ws/testkit';
import { openDesk } from './account-desk.js';
import { anyOrder, lookAnew } from './trading-schedule.js';
import { judgeViews } from './trading-judge.js';

/** What came of one storm. */
interface StormResult {
  readonly recoveries: number;
  readonly orders: number;
}

/** Trades while the connection is lost again and again; throws where the views of the account are not what a new login is told. */
export const runStorm = async (seed: number, rounds: number): Promise<StormResult> => {
  const random = createSeededRandom(seed);
  const pick = <A>(choices: ReadonlyArray<A>): A => choices[Math.floor(random() * choices.length)] as A;
  const desk = openDesk({ random }, { seed });
  const { account, exchange, clock, timers, until } = desk;
  exchange.control.setBook('tBTCUSD', { bids: [[29_990, 50]], asks: [[30_110, 50]] });
  await until(account.ready());
  let [recoveries, orders] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    const back = new Promise((resolve) => account.on('reconciled', resolve));
    for (let acts = 0; acts < 4; acts++) {
      if (random() < 0.6) {
        account.submit(anyOrder(pick));
        orders++;
      } else {
        const amount = pick(['0.02', '-0.02', '0.4', '-0.4']);
        exchange.control.trade({ symbol: 'tBTCUSD', price: pick(['29500', '30050', '30150']), amount });
      }
      if (acts === 1) exchange.killConnections();
      await clock.advanceAsync(pick([0, 0, 10, 120]));
    }
    await until(back);
    await clock.advanceAsync(500);
    await judgeViews(exchange, account, () => lookAnew(desk));
    recoveries++;
  }
  await until(account.close());
  if (timers() > 0) throw new Error(`${timers()} timer(s) after close`);
  await until(exchange.close());
  return { recoveries, orders };
};
