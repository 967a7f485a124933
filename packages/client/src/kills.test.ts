import { either as E } from 'fp-ts';
import { startSimulator, type Simulator, type TimelineEntry } from '@bitfinex-ws/simulator';
import {
  createPatientClock,
  createSeededRandom,
  createTradesJudge,
  type ToldOfTrades,
  type TradesJudge,
} from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { setImmediate as turn } from 'node:timers/promises';
import {
  book,
  createClient,
  orThrow,
  ticker,
  trades,
  type BookSubscription,
  type Client,
  type StreamMessage,
  type Subscription,
} from './index.js';

const KILLS = 100;
const WAYS = [
  { type: 'reset' },
  { type: 'reset' },
  { type: 'close', code: 1001 },
  { type: 'close', code: 1006 },
  { type: 'close', code: 1012 },
] as const;

/** Each of the first hundred connections dies once it has been sent so many frames: some while they are still being set up. */
const kills = (seed: number): ReadonlyArray<TimelineEntry> => {
  const random = createSeededRandom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  return Array.from({ length: KILLS }, (_, at) => ({
    connections: { nth: at + 1 },
    afterFrames: random() < 0.3 ? 1 + below(14) : 15 + below(300),
    fault: WAYS[below(WAYS.length)] ?? WAYS[0],
  }));
};

let simulator: Simulator;
let client: Client;

beforeEach(async () => {
  const timeline = kills(20210417);
  simulator = E.getOrElse<unknown, Simulator>(() => {
    throw new Error('the simulator did not start');
  })(await startSimulator({ rate: 0, checksumMs: 0, scenario: { timeline } }));
  client = createClient({
    url: simulator.url,
    clock: createPatientClock(systemClock),
    backoff: { baseMs: 2, capMs: 4 },
  });
});
afterEach(async () => {
  await client.close();
  await simulator.close();
});

/** The market moves, and everybody reads, until it is so. */
const moveUntil = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) {
    simulator.step();
    await turn();
  }
};
/** The market stands still, and what it has said has been read: an object that never ends, said last, is no channel's. */
const everythingHasCome = async (): Promise<void> => {
  const read = new Promise((resolve) => client.on('failure', resolve));
  simulator.control.inject({ type: 'say', text: '{' });
  await read;
  await turn();
};

type Kind = 'matched' | 'stored';
const KINDS: Readonly<Record<string, Kind>> = { te: 'matched', fte: 'matched', tu: 'stored', ftu: 'stored' };

/** Hears what a subscription to trades says: matches and what was stored are judged apart, and so are the bounds of its gaps. */
const hear = (live: Subscription) => {
  const judges: Readonly<Record<Kind, TradesJudge>> = { matched: createTradesJudge(), stored: createTradesJudge() };
  const tell = (item: ToldOfTrades): void => Object.values(judges).forEach(({ told }) => told(item));
  const wrong: string[] = [];
  const proved: Array<readonly [number | null, number | null]> = [];
  let newest: number | null = null;
  let behind: number | null = null;

  const note = (message: StreamMessage): void => {
    if (message.type === 'trades' || message.type === 'fundingTrades') {
      const ids = message.trades.map(({ id }) => id).reverse();
      newest = ids.at(-1) ?? newest;
      return tell({ type: 'rows', ids });
    }
    const kind = KINDS[message.type];
    if (kind !== undefined && 'trade' in message) {
      const { id } = message.trade;
      judges[kind].told({ type: 'trade', id });
      if (kind === 'matched') [newest, behind] = [id, behind ?? id];
    }
    if (message.type === 'gap') {
      tell({ type: 'gap' });
      if ((message.from?.id ?? null) !== newest) wrong.push(`from ${message.from?.id}, and the newest was ${newest}`);
      behind = null;
    }
    if (message.type === 'resynced') {
      tell({ type: 'whole' });
      if (behind !== null && message.to.id !== behind)
        wrong.push(`to ${message.to.id}, and the first behind is ${behind}`);
      if (message.missing === 'none' && behind !== null) proved.push([message.from?.id ?? null, behind]);
    }
  };
  const run = async (): Promise<void> => {
    for await (const message of live) note(message);
  };
  void run();
  return { judges, wrong, proved };
};

/** Gaps and their ends as one handle tells them: they must take turns. */
const outagesOf = (live: Subscription) => {
  const told: string[] = [];
  live.on('gap', ({ cause }) => told.push(`gap: ${cause}`));
  live.on('resynced', () => told.push('resynced'));
  return {
    isBroken: () => told.at(-1)?.startsWith('gap') === true,
    wrong: () => told.filter((what, at) => (at % 2 === 0 ? what !== 'gap: disconnected' : what !== 'resynced')),
    gaps: () => told.filter((what) => what.startsWith('gap')).length,
  };
};

const shown = (live: BookSubscription) => {
  const view = live.book.view();
  if (E.isLeft(view)) return { verified: view.left.reason };
  const { bids, asks, verified } = view.right;
  const rows = (levels: Iterable<{ readonly price: number; readonly amount: number }>) =>
    [...levels].map(({ price, amount }) => [price, amount]);
  return { verified, bids: rows(bids), asks: rows(asks) };
};
const known = ({ spec: { symbol, prec, len } }: BookSubscription) => {
  const truth = simulator.ledger.book(symbol, prec, len);
  const rows = (levels: ReadonlyArray<ReadonlyArray<number>> = []) =>
    levels.map((row) => (prec === 'R0' ? [row[1], row[2]] : [row[0], row[2]]));
  return { verified: 'checksum', bids: rows(truth?.bids), asks: rows(truth?.asks) };
};

describe('a client whose socket is killed at a hundred random moments under load', () => {
  it('loses nothing in secret, tells each outage once, and keeps its handles and its books', async () => {
    const lives = await Promise.all([
      orThrow(client.subscribe(trades('tBTCUSD'))),
      orThrow(client.subscribe(trades('fUSD'))),
      orThrow(client.subscribe(ticker('tBTCUSD'))),
      orThrow(client.subscribe(book('tBTCUSD'))),
      orThrow(client.subscribe(book('tETHUSD', { prec: 'R0' }))),
      orThrow(client.subscribe(book('tXRPBTC', { prec: 'P1' }))),
    ]);
    const [deals, loans, , ...books] = lives;
    const ids = lives.map(({ id }) => id);
    const heard = [deals, loans].map((live) => ({ symbol: live.spec.symbol, ...hear(live) }));
    const outages = lives.map(outagesOf);
    const untold: number[] = [];
    let lost = 0;
    client.on('disconnected', () => {
      lost++;
      // Now and then more is traded meanwhile than a snapshot tells of.
      if (lost % 5 === 0) simulator.step(800);
      if (!outages.every(({ isBroken }) => isBroken())) untold.push(lost);
    });

    const isWhole = (): boolean =>
      simulator.ledger.connections().length > KILLS &&
      lives.every(({ state }) => state === 'live') &&
      outages.every(({ isBroken }) => !isBroken());
    await moveUntil(isWhole);
    await moveUntil(() => books.every((live) => shown(live).verified === 'checksum'));
    await everythingHasCome();

    expect(untold).toEqual([]);
    expect(outages.flatMap(({ wrong }) => wrong())).toEqual([]);
    expect(lost).toBeGreaterThan(60);
    expect(lives.map(({ id }) => id)).toEqual(ids);
    expect(ids.map((id) => client.subscription(id))).toEqual(lives);
    for (const { symbol, judges, wrong, proved } of heard) {
      const ledger = simulator.ledger.trades(symbol).map(({ id }) => id);
      const place = new Map(ledger.map((id, at) => [id, at]));
      for (const judge of Object.values(judges)) {
        const verdict = judge.judge(ledger, true);
        expect(verdict).toMatchObject({ twice: 0, disorder: 0, unknown: 0, secret: 0 });
        expect(verdict.read).toBeGreaterThan(100);
        expect(verdict.announced).toBeGreaterThan(0);
      }
      expect(wrong).toEqual([]);
      // Where it says that nothing is missing, the two bounds are neighbours in the ledger.
      const steps = proved.flatMap(([from, to]) => (place.get(to ?? 0) ?? 0) - (place.get(from ?? 0) ?? 0));
      expect(steps.length).toBeGreaterThan(10);
      expect(steps.filter((step) => step !== 1)).toEqual([]);
    }
    expect(books.map(shown)).toEqual(books.map(known));
  });
});
