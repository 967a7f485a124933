import { either as E } from 'fp-ts';
import type { Fault } from '@bitfinex-ws/simulator';
import { createSeededRandom, settle } from '@bitfinex-ws/testkit';
import type { OrderOutcome } from '@bitfinex-ws/trading';
import type { NewOrder } from '@bitfinex-ws/protocol';
import {
  createReadOnlyAccount,
  type Account,
  type OrderTicket,
  type ResolvedOrder,
  type ResolverQuestion,
} from '../src/trading/index.js';
import { accountOptions, openDesk, type AccountDesk } from './account-desk.js';
import { judge, judgeViews } from './trading-judge.js';
import { resolvedOf } from './trading-truth.js';
import { sortUnresolved, type Unresolved } from './unresolved.js';

/** What came of one schedule. */
interface ScheduleResult {
  readonly tickets: number;
  readonly faults: number;
  readonly logins: number;
  /** How many tickets came to each outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Why those that came to `Unresolved` did. */
  readonly unresolved: Unresolved;
  /** The longest that a ticket took, ms of the schedule's clock. */
  readonly slowestMs: number;
  /** Whether the account was closed while tickets were open. */
  readonly closedEarly: boolean;
}

/** Times of the account in a schedule, ms: short, so that many deadlines pass. */
const TIMES = {
  ackTimeoutMs: 800,
  resolveMs: 4_000,
  awayMs: 15_000,
  resolverMs: 1_000,
  fillsMs: 300,
  snapshotsMs: 2_000,
};
/** From the last that was done on, no ticket may take longer than this, ms, once its order is over or can not be known. */
const DEADLINE_MS = TIMES.ackTimeoutMs + TIMES.resolveMs + TIMES.awayMs + TIMES.fillsMs + 5_000;

/** Runs one schedule: orders, hands and faults at random. Throws where a ticket lies, settles twice, late or never. */
export const runSchedule = async (seed: number): Promise<ScheduleResult> => {
  const random = createSeededRandom(seed);
  const pick = <A>(choices: ReadonlyArray<A>): A => choices[Math.floor(random() * choices.length)] as A;
  const asks = random() < 0.5;
  const desk: AccountDesk = openDesk(
    {
      ...TIMES,
      random,
      batchMs: pick([null, null, 0, 20]),
      queue: { limit: 1_000 },
      ...(asks && { resolver: (question) => resolve(desk, question, pick([0, 100, 600])) }),
    },
    { seed },
  );
  const { account, exchange, clock, timers, until } = desk;
  exchange.control.setBook('tBTCUSD', {
    bids: [
      [30_000, 0.02],
      [29_990, 1],
    ],
    asks: [
      [30_100, 0.02],
      [30_110, 1],
    ],
  });
  await until(account.ready());

  const tickets: Watched[] = [];
  const watch = (answer: ReturnType<Account['submit']>): void => {
    if (E.isRight(answer)) for (const ticket of legsOf(answer.right)) tickets.push(watched(ticket, clock.now));
  };
  let faults = 0;
  const steps = 3 + Math.floor(random() * 10);
  for (let step = 0; step < steps; step++) {
    if (random() < 0.4) {
      exchange.control.inject(anyFault(random, pick), 'all');
      faults++;
    }
    act(account, desk, watch, tickets, random, pick);
    await clock.advanceAsync(pick([0, 0, 5, 50, 400, 1_500]));
  }
  exchange.control.calm();
  const closedEarly = random() < 0.2;
  if (!closedEarly) await wind(desk, tickets);
  const closedAt = clock.now();
  if (!closedEarly) await judgeViews(exchange, account, () => lookAnew(desk));
  await until(account.close());
  await settle();
  const open = tickets.filter(({ outcome }) => outcome() === null);
  if (open.length > 0) throw new Error(`${open.length} ticket(s) of schedule ${seed} never settled`);
  const pending = Object.values(account.status().pending).reduce((sum, count) => sum + count, 0);
  if (pending > 0) throw new Error(`${pending} pending after close`);
  for (const { ticket, outcome, finals, answers } of tickets) {
    const end = outcome() as OrderOutcome;
    judge(exchange, ticket, end, closedEarly);
    if (finals() !== 1 || answers() !== 1)
      throw new Error(`cid ${ticket.cid} settled ${finals()} times, ack ${answers()}`);
  }
  if (timers() > 0) throw new Error(`${timers()} timer(s) after close`);
  await until(exchange.close());
  const outcomes: Record<string, number> = {};
  for (const { outcome } of tickets) outcomes[outcome()?._tag ?? ''] = (outcomes[outcome()?._tag ?? ''] ?? 0) + 1;
  const ends = tickets.flatMap(({ outcome }) => outcome() ?? []);
  const unresolved = sortUnresolved(ends, { closedEarly, asks });
  if (unresolved.other > 0) throw new Error(`${unresolved.other} ticket(s) unresolved, and nothing says why`);
  const slowestMs = Math.max(0, ...tickets.map(({ settledAt, ticket }) => (settledAt() ?? closedAt) - ticket.cid));
  const { logins } = account.status();
  return { tickets: tickets.length, faults, logins, outcomes, unresolved, slowestMs, closedEarly };
};

/** As REST would tell it: what the ledger has, a while later. */
const resolve = async (
  { exchange, clock }: AccountDesk,
  { cid }: ResolverQuestion,
  ms: number,
): Promise<ResolvedOrder | null> => {
  await new Promise<void>((done) => void clock.after(ms, done));
  return resolvedOf(exchange, cid);
};

/** Everything is calm: what lives is cancelled, and all tickets must settle. */
const wind = async ({ account, clock, until }: AccountDesk, tickets: ReadonlyArray<Watched>): Promise<void> => {
  const isOver = (): boolean => tickets.every(({ outcome }) => outcome() !== null);
  for (let waited = 0; waited < DEADLINE_MS && !isOver(); waited += 1_000) {
    if (account.status().state === 'ready') await until(account.cancelMany({ all: true }));
    await clock.advanceAsync(1_000);
  }
  if (!isOver()) {
    const open = tickets.filter(({ outcome }) => outcome() === null).map(({ ticket }) => ticket.state());
    throw new Error(`not settled ${DEADLINE_MS} ms after the last fault: ${JSON.stringify(open)}`);
  }
  for (let waited = 0; waited < DEADLINE_MS && account.status().state !== 'ready'; waited += 500) {
    await clock.advanceAsync(500);
  }
};

/** Another login of the same account, which knows nothing but what its snapshots say. */
export const lookAnew = async ({ exchange, clock, until }: AccountDesk) => {
  const { apiKey, signer, transport, governor } = accountOptions(exchange, clock);
  const other = createReadOnlyAccount({
    clock,
    ...(apiKey && { apiKey }),
    ...(signer && { signer }),
    ...(transport && { transport }),
    ...(governor !== undefined && { governor }),
  });
  await until(other.ready());
  await clock.advanceAsync(100);
  return { other, end: () => until(other.close()) };
};

interface Watched {
  readonly ticket: OrderTicket;
  readonly outcome: () => OrderOutcome | null;
  readonly settledAt: () => number | null;
  readonly finals: () => number;
  readonly answers: () => number;
}

const watched = (ticket: OrderTicket, now: () => number): Watched => {
  let outcome: OrderOutcome | null = null;
  let settledAt: number | null = null;
  let [finals, answers] = [0, 0];
  void ticket.final.then((end) => {
    outcome = end;
    settledAt = now();
  });
  void ticket.ack.then(() => answers++);
  void (async () => {
    for await (const step of ticket) if (step.type === 'final') finals++;
  })();
  return { ticket, outcome: () => outcome, settledAt: () => settledAt, finals: () => finals, answers: () => answers };
};
const legsOf = (ticket: OrderTicket): ReadonlyArray<OrderTicket> =>
  ticket.other === null ? [ticket] : [ticket, ticket.other];

type Pick = <A>(choices: ReadonlyArray<A>) => A;

/** An order of any kind, around 30,050. */
export const anyOrder = (pick: Pick): NewOrder => {
  const sign = pick(['', '-']);
  const symbol = 'tBTCUSD' as const;
  const amount = `${sign}${pick(['0.01', '0.05', '0.3', '0.013'])}`;
  const passive = sign === '' ? pick(['29000', '29990', '30050']) : pick(['30200', '30110', '30060']);
  const crossing = sign === '' ? '30105' : '29995';
  return pick<NewOrder>([
    { type: 'EXCHANGE LIMIT', symbol, amount, price: passive },
    { type: 'EXCHANGE LIMIT', symbol, amount, price: passive },
    { type: 'EXCHANGE LIMIT', symbol, amount, price: crossing },
    { type: 'EXCHANGE MARKET', symbol, amount },
    { type: 'EXCHANGE FOK', symbol, amount, price: crossing },
    { type: 'EXCHANGE IOC', symbol, amount, price: crossing },
    { type: 'EXCHANGE LIMIT', symbol, amount, price: crossing, flags: { postOnly: true } },
    { type: 'EXCHANGE LIMIT', symbol, amount: `${sign}100000`, price: passive },
    { type: 'EXCHANGE LIMIT', symbol, amount, price: passive, priceOcoStop: sign === '' ? '31000' : '29000' },
    { type: 'LIMIT', symbol, amount, price: crossing },
  ]);
};

const act = (
  account: Account,
  { exchange }: AccountDesk,
  watch: (answer: ReturnType<Account['submit']>) => void,
  tickets: ReadonlyArray<Watched>,
  random: () => number,
  pick: Pick,
): void => {
  const choice = random();
  const some = tickets.length > 0 ? pick(tickets).ticket : null;
  if (choice < 0.5 || some === null) return watch(account.submit(anyOrder(pick)));
  if (choice < 0.6) return void some.cancel();
  if (choice < 0.68) return void some.update({ price: pick(['29500', '30500', '29991']) });
  if (choice < 0.72) return void account.cancelMany({ all: true });
  if (choice < 0.82) {
    const order = anyOrder(pick);
    for (const result of account.batch([
      { type: 'submit', order },
      { type: 'submit', order: anyOrder(pick) },
      { type: 'cancel', target: { cid: some.cid, cidDate: some.cid } },
    ])) {
      if (result.type === 'submit') watch(result.ticket);
    }
    return;
  }
  // The market fills what rests, in part or whole.
  const price = pick(['29000', '29990', '30050', '30060', '30110', '30200']);
  exchange.control.trade({ symbol: 'tBTCUSD', price, amount: pick(['0.005', '-0.005', '0.2', '-0.2', '1', '-1']) });
};

const anyFault = (random: () => number, pick: Pick): Fault => {
  const request = pick(['on', 'on', 'on', 'ou', 'oc', 'oc_multi', 'ox_multi', 'auth'] as const);
  const account = { channel: 'account' };
  return pick<Fault>([
    { type: 'reset' },
    { type: 'reset' },
    { type: 'close', code: pick([1000, 1001, 1006, 1012]) },
    { type: 'cut-before', request },
    { type: 'cut-before', request: 'on' },
    { type: 'cut-after', request },
    { type: 'cut-after', request: 'on' },
    { type: 'request-lost', request },
    { type: 'ack-lost', request },
    { type: 'ack-late', request, ms: pick([100, 700, 1_500]) },
    { type: 'ack-doubled', request },
    { type: 'ack-behind', request },
    { type: 'refuse', request, code: 10001, msg: 'Invalid order.', row: pick(['sent', 'nulls', 'none']) },
    { type: 'drop', frames: account, times: 1 + Math.floor(random() * 3) },
    { type: 'double', frames: account, times: 2 },
    { type: 'swap', frames: account },
    { type: 'shuffle' },
    { type: 'latency', ms: pick([30, 200]), jitter: 50, way: pick(['up', 'down', 'both'] as const) },
    { type: 'stall', ms: pick([300, 2_000]) },
    { type: 'restart', ms: pick([100, 1_000, 5_000]) },
    { type: 'maintenance', ms: pick([200, 2_000]) },
    { type: 'refuse-handshake', status: 503, times: 2 },
  ]);
};
