import { createFakeClock, sharedLines } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { mannersOf, medianOf, type Heard, type Manners } from '../test/manners.js';
import { createInside } from './inside.js';
import type { Line, LineListener } from './line.js';
import { resolveOptions } from './options.js';

/** The requests of the recording, in its order, with markets of the simulator. */
const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tLTCUSD', 'tETHBTC', 'tXRPUSD', 'tSOLUSD', 'tLTCBTC'];
const REQUESTS = [
  { event: 'conf', flags: 65_536 },
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'ticker', symbol })),
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'book', symbol, prec: 'P0', freq: 'F0', len: '100' })),
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'trades', symbol })),
];
const RECORDED_MS = 30_000;
/** The recording begins four seconds before a burst; here books are not acknowledged yet when the first one comes. */
const BEFORE_BURST_MS = 10;

/** What a client of the simulator hears, on a clock by hand. */
const simulated = (): ReadonlyArray<Heard> => {
  const clock = createFakeClock();
  const config = resolveOptions({ clock, acks: 'recorded' });
  if (E.isLeft(config)) throw new Error(config.left._tag);
  const inside = createInside(config.right);
  const exchange = inside.begin({ rest: () => undefined, wake: () => undefined, close: () => Promise.resolve() });
  const heard: Heard[] = [];
  let listener: LineListener | null = null;
  const line: Line = {
    write: (bytes) => heard.push({ at: clock.now(), text: textOf(bytes) }),
    close: () => undefined,
    finish: () => undefined,
    reset: () => undefined,
    hold: () => undefined,
    release: () => undefined,
    flush: () => undefined,
    apart: () => undefined,
    stopReading: () => undefined,
    waiting: () => 0,
    listen: (given) => (listener = given),
  };
  clock.advance(config.right.heartbeatMs - BEFORE_BURST_MS);
  const { answer } = inside.onKnock();
  if (answer._tag === 'Welcome') answer.onLine(line);
  for (const request of REQUESTS) (listener as LineListener | null)?.onFrame(JSON.stringify(request));
  clock.advance(RECORDED_MS + BEFORE_BURST_MS);
  void exchange.close();
  return heard;
};
/** The text of one whole, unmasked frame. */
const textOf = (frame: string): string => {
  const short = frame.charCodeAt(1);
  return frame.slice(short < 126 ? 2 : short === 126 ? 4 : 10);
};

const recording = sharedLines('captures/bitfinex-2021-04-17.jsonl')?.map(
  (line) => JSON.parse(line) as { readonly t: number; readonly dir: 'in' | 'out'; readonly frame: string },
);
const recorded = (): Manners => {
  const frames = recording ?? [];
  const asked = frames.filter(({ dir }) => dir === 'out').map(({ frame }) => JSON.parse(frame) as { symbol?: string });
  const heard = frames.filter(({ dir }) => dir === 'in').map(({ t, frame }) => ({ at: t, text: frame }));
  return mannersOf(
    heard,
    asked.flatMap(({ symbol }) => symbol ?? []),
  );
};
const servers: ReadonlyArray<readonly [string, () => Manners]> = [
  ['the simulator', () => mannersOf(simulated(), SYMBOLS)],
  ['the exchange, as recorded,', recorded],
];

describe.each(servers)('%s', (name, read) => {
  const test = name === 'the simulator' || recording ? it : it.skip;
  let known: Manners | null = null;
  const manners = (): Manners => (known ??= read());

  test('greets, acknowledges conf, and then channels', () => {
    expect(manners().opening).toEqual(['info', 'conf', 'subscribed']);
  });

  test('counts every array frame, from one', () => {
    expect(manners().numbered).toBeGreaterThan(500);
    expect(manners().gaps).toBe(0);
  });

  test('sends nothing but heartbeats before the acknowledgement, and the first data right behind it', () => {
    expect(manners().early).toBe(0);
    expect(manners().firstDataMs).toBeLessThan(100);
  });

  test('acknowledges tickers first and in order, books last and out of order', () => {
    const { ticker, trades, book } = manners().acknowledged;
    expect(ticker).toMatchObject({ asAsked: true });
    expect(book).toMatchObject({ asAsked: false });
    expect(Number(ticker?.lastMs)).toBeLessThan(5);
    expect(Number(trades?.lastMs)).toBeLessThan(200);
    expect(Number(book?.firstMs)).toBeGreaterThan(1_000);
    expect(Number(book?.lastMs)).toBeLessThan(14_000);
  });

  test('beats every fifteen seconds in one burst, ascending by id, on what is not acknowledged yet too', () => {
    const { bursts } = manners();
    expect(bursts.map(({ channels, ascending }) => [channels, ascending])).toEqual(bursts.map(() => [21, true]));
    expect(bursts[0]?.unacknowledged).toBeGreaterThan(0);
    expect(bursts.every(({ spanMs }) => spanMs < 5)).toBe(true);
    const [first, second] = bursts;
    expect(Number(second?.at) - Number(first?.at)).toBeCloseTo(15_000, -2);
  });

  test('tells a ticker again after about ten seconds', () => {
    expect(medianOf(manners().tickerGapsMs)).toBeGreaterThan(9_500);
    expect(medianOf(manners().tickerGapsMs)).toBeLessThan(10_500);
  });

  test('has the last thirty trades, the newest first, and each trade twice from then on', () => {
    expect(new Set(manners().tradeRows)).toEqual(new Set([30]));
    expect(manners()).toMatchObject({ newestFirst: true, entryFirst: true });
  });

  test('keeps the window of a book: sorted, never too long, and only what is there is deleted, by one', () => {
    expect(manners().books.updates).toBeGreaterThan(500);
    expect(manners().books).toMatchObject({ disorderly: 0, unknown: 0, odd: 0, over: 0 });
  });
});
