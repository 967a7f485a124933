// Reads a subscription to trades for good, and lets what it is told be held against the server's ledger.
import { createTradesJudge } from '@bitfinex-ws/testkit';

/** How much of what a reader was told is kept for a person to look at. */
const TRACED = 1_000;

/** `pause`: what a slow reader does after each message. */
export const followTrades = (live, pause = null) => {
  const judging = createTradesJudge();
  let heard = [];
  let trace = [];
  const told = (item) => heard.push(item);
  const run = async () => {
    for await (const message of live) {
      switch (message.type) {
        case 'trades':
        case 'fundingTrades':
          told({ type: 'rows', ids: message.trades.map(({ id }) => id).reverse() });
          break;
        case 'te':
        case 'fte':
          told({ type: 'trade', id: message.trade.id });
          break;
        case 'gap':
          told({ type: 'gap', cause: message.cause });
          break;
        case 'resynced':
          told({ type: 'whole', missing: message.missing });
          break;
        case 'dropped':
          told({ type: 'notice' });
          break;
      }
      if (pause !== null) await pause();
    }
  };
  void run();
  return {
    symbol: live.spec.symbol,
    /** What was heard up to now is for the ledger of a later moment to judge, which knows all of it. */
    handIn: () => {
      for (const item of heard) judging.told(item);
      trace = [...trace, ...heard].slice(-TRACED);
      heard = [];
    },
    /** What was told last, for whoever has to find out why a verdict is what it is. */
    trace: () => trace,
    judge: judging.judge,
  };
};
