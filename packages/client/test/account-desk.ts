import { nodeSigner } from '@bitfinex-ws/auth/node';
import {
  explainSimulatorError,
  openExchange,
  type ExchangeInProcess,
  type ExchangeOptions,
} from '@bitfinex-ws/simulator';
import { createFakeClock, createSeededRandom, settle, type FakeClock } from '@bitfinex-ws/testkit';
import { createAccount, type Account, type AccountOptions } from '../src/trading/index.js';
import { leaksOf, watched } from './canary.js';

/** An exchange within the process and one account of it, on a clock that is turned by hand. */
export interface AccountDesk {
  readonly exchange: ExchangeInProcess;
  readonly clock: FakeClock;
  readonly account: Account;
  /** How many timers of the account are running. */
  readonly timers: () => number;
  /** Turns the clock in small steps until the promise has settled; throws after `withinMs`. */
  readonly until: <A>(promise: Promise<A>, withinMs?: number) => Promise<A>;
}

/** What an account of that exchange is made with. */
export const accountOptions = (
  exchange: ExchangeInProcess,
  clock: Pick<FakeClock, 'now' | 'after'>,
  seed = 1,
): AccountOptions => {
  const [key] = exchange.keys;
  return {
    apiKey: key?.apiKey ?? '',
    signer: nodeSigner(key?.apiSecret ?? ''),
    transport: watched(exchange),
    clock,
    random: createSeededRandom(seed),
    governor: false,
    orderRate: false,
    backoff: { baseMs: 50, capMs: 400, slowMs: 0, stableMs: 1_000 },
  };
};

/** Opens both; nobody has connected yet. The market is empty unless something is put into it. */
export const openDesk = (options: AccountOptions = {}, exchangeOptions: ExchangeOptions = {}): AccountDesk => {
  const clock = createFakeClock();
  const opened = openExchange({ clock, rate: 0, market: 'none', markets: ['tBTCUSD'], ...exchangeOptions });
  if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
  const exchange: ExchangeInProcess = {
    ...opened.right,
    // Whatever a test was about, no secret may have been said in it.
    close: async () => {
      await opened.right.close();
      const leaks = leaksOf(opened.right);
      if (leaks.length > 0) throw new Error(`it was said in a frame: ${leaks.join(', ')}`);
    },
  };
  const own = counted(clock);
  const account = createAccount({ ...accountOptions(exchange, own), ...options });
  const until: AccountDesk['until'] = async (promise, withinMs = 60_000) => {
    let settled = false;
    const done = (): void => void (settled = true);
    promise.then(done, done);
    await settle();
    for (let waited = 0; !settled && waited < withinMs; waited += STEP_MS) await clock.advanceAsync(STEP_MS);
    if (!settled) throw new Error(`not settled after ${withinMs} ms`);
    return promise;
  };
  return { exchange, clock, account, timers: own.running, until };
};

/** The same clock, which knows of the timers that were started on it through here. */
const counted = (clock: FakeClock) => {
  const running = new Set<symbol>();
  return {
    now: clock.now,
    after: (ms: number, fire: () => void) => {
      const timer = Symbol();
      running.add(timer);
      const cancel = clock.after(ms, () => {
        running.delete(timer);
        fire();
      });
      return () => {
        running.delete(timer);
        cancel();
      };
    },
    running: () => running.size,
  };
};

const STEP_MS = 20;
