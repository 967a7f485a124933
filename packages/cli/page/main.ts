import { either as E } from 'fp-ts';
import type { BookView } from '@bitfinex-ws/orderbook';
import type { Charts } from './charts.js';
import { createControls } from './controls.js';
import { depthCurve } from './depth-curve.js';
import { createText, element } from './dom.js';
import type { Feed } from './feed.js';
import { amountDecimals, grouped, priceDecimals, symbolText } from './format.js';
import { drawWithFrames, nextTask, whenIdle } from './frames.js';
import { createLadder } from './ladder.js';
import type { PageSettings } from '../src/serve/settings.js';
import { stateOf } from './state.js';
import { createTape } from './tape.js';
import { createVitals } from './vitals.js';

const DEPTH_POINTS = 240;
/** Nobody reads faster than 30 books a second. */
const BOOK_MS = 30;
/** The longest that the charts wait for the first book. */
const CHARTS_MS = 1500;
/** So many closing prices tell how many decimals the others have. */
const CANDLES_MEASURED = 30;
/** Levels a side that the ladder has at most. */
const MOST_ROWS = 25;

const settings = JSON.parse(element('settings').textContent) as PageSettings;
const url = settings.url ?? `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/2`;
const vitals = createVitals(settings.simulated);
const ladder = createLadder(element<HTMLTableElement>('ladder'));
const tape = createTape(element<HTMLTableElement>('tape').tBodies[0] as HTMLTableSectionElement);
let charts: Charts | null = null;
let view: BookView | null = null;
let candles: ReadonlyArray<unknown> = [];
let tapeVersion = -1;
let curve = { version: -1, drawn: -1 };
let decimals = { depth: -1, candles: -1 };
let marked = false;

/** As many rows as there is room for; all of them are there before the first figure, so that nothing moves later. */
const fit = (): void => {
  const row = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row'));
  const heightOf = (id: string): number => element(id).clientHeight;
  const setRow = (table: string, room: number, rows: number): void =>
    element(table).style.setProperty('--row', `${Math.max(row, room / rows)}px`);
  // Besides the levels: the titles, and the middle of the book, which is one and a half.
  const levels = Math.max(3, Math.min(MOST_ROWS, Math.floor((heightOf('book-room') / row - 2.6) / 2)));
  setRow('ladder', levels < MOST_ROWS ? heightOf('book-room') : 0, 2 * levels + 2.6);
  ladder.resize(levels);
  const trades = Math.max(3, Math.floor(heightOf('tape-room') / row - 1.1));
  setRow('tape', heightOf('tape-room'), trades + 1.1);
  tape.resize(trades);
  tapeVersion = -1;
  view = null;
};

createText(element('source'))(settings.source);
fit();
document.documentElement.classList.remove('bare');

// What connects is a part of its own, and so are the charts: each is read and started in tasks of its own.
const startFeed = async (): Promise<Feed> => {
  const { createFeed } = await import('./feed.js');
  await nextTask();
  return createFeed(settings, url, vitals.tell);
};
const feed = await startFeed();
await nextTask();

const controls = createControls(settings, {
  select: (selection) => {
    feed.show(selection);
    ladder.reset();
    tape.reset();
    charts?.reset();
    view = null;
    decimals = { depth: -1, candles: -1 };
    candles = [];
    const lends = selection.symbol.startsWith('f');
    for (const title of document.querySelectorAll('th.price')) title.textContent = lends ? 'Rate' : 'Price';
    document.title = `${symbolText(selection.symbol)} · bitfinex-ws`;
  },
  zoom: (factor) => charts?.zoom(factor),
  scroll: (by) => charts?.scroll(by),
  note: vitals.tell,
  say: vitals.say,
  tell: () => vitals.say(summary()),
});

const drawBook = (): void => {
  const read = feed.book();
  const next = read !== null && E.isRight(read) ? read.right : null;
  if (controls.paused() || (next !== null && view?.valid === true)) return;
  if (next === null && view === null && marked) return ladder.draw(null);
  view = next;
  curve = { ...curve, version: curve.version + 1 };
  ladder.draw(view);
  if (view === null || marked) return;
  marked = true;
  performance.mark('first-book');
  void startCharts();
};

/** The book first: the page never says in one frame that the book is lost and goes on showing it. */
const drawState = (now: number): void => {
  drawBook();
  vitals.draw(feed, now);
};

/** The decimals of a chart only grow, so that its axis stays as wide as it is. */
const need = (of: 'depth' | 'candles', prices: Iterable<number>): void => {
  const needed = priceDecimals(prices);
  if (needed <= decimals[of]) return;
  decimals = { ...decimals, [of]: needed };
  charts?.setDecimals(of, needed);
};

const drawDepth = (): void => {
  if (charts === null || controls.paused() || curve.drawn === curve.version) return;
  curve = { ...curve, drawn: curve.version };
  const read = feed.book();
  if (read === null || E.isLeft(read)) return charts.drawDepth({ points: [], step: 1 });
  const { right: book } = read;
  need('depth', [book.bids.price(0), book.asks.price(0), book.bids.price(1), book.asks.price(1)]);
  charts.drawDepth(depthCurve(book, DEPTH_POINTS));
};

const drawCandles = (): void => {
  const next = feed.candles();
  if (charts === null || controls.paused() || next === candles) return;
  candles = next;
  need(
    'candles',
    next.slice(-CANDLES_MEASURED).map(({ close }) => close),
  );
  charts.drawCandles(next);
};

const drawTape = (): void => {
  if (controls.paused() || feed.tradesVersion() === tapeVersion) return;
  tapeVersion = feed.tradesVersion();
  tape.draw(feed.trades());
};

const quoteText = {
  last: createText(element('last')),
  change: createText(element('change')),
  high: createText(element('high')),
  low: createText(element('low')),
  volume: createText(element('volume')),
};
const drawQuote = (): void => {
  if (controls.paused()) return;
  const quote = feed.quote();
  const newest = feed.trades().find(({ amount }) => amount !== null);
  const last = newest?.price ?? quote?.last ?? null;
  const places = priceDecimals([last ?? 0, quote?.high ?? 0, quote?.low ?? 0]);
  const price = (value: number | null | undefined): string => (value == null ? '–' : grouped(value, places));
  quoteText.last(price(last));
  quoteText.high(price(quote?.high));
  quoteText.low(price(quote?.low));
  const { volume = null, changeRelative: change = null } = quote ?? {};
  quoteText.volume(volume === null ? '–' : grouped(volume, Math.min(2, amountDecimals(volume))));
  quoteText.change(change === null ? '–' : `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(2)} %`);
  element('change').className = (change ?? 0) < 0 ? 'ask' : 'bid';
};

/** What the charts show, for those who do not see them. */
const candlesText = createText(element('candles-text'));
const depthText = createText(element('depth-text'));
const describe = (): void => {
  const newest = feed.candles().at(-1);
  candlesText(
    newest === undefined
      ? 'No candles yet.'
      : `Newest candle: open ${newest.open}, high ${newest.high}, low ${newest.low}, close ${newest.close}.`,
  );
  const book = feed.book();
  if (book === null || E.isLeft(book)) return depthText('The book can not be read now.');
  let [bids, asks] = [0, 0];
  book.right.bids.each((_, size) => (bids += size));
  book.right.asks.each((_, size) => (asks += size));
  depthText(`Bids of ${bids.toFixed(2)} in all, asks of ${asks.toFixed(2)}.`);
};

/** The book and how far it can be relied on, in a sentence. */
const summary = (): string => {
  const book = feed.book();
  const state = stateOf(feed.link(), book, feed.problem(), Date.now(), settings.simulated).spoken;
  if (book === null || E.isLeft(book)) return state;
  const { bestBid, bestAsk } = book.right;
  const text = (level: typeof bestBid): string => (level === null ? 'none' : String(level.price));
  return `Bid ${text(bestBid)}, ask ${text(bestAsk)}. ${state}.`;
};

let chartsStarted = false;
const startCharts = async (): Promise<void> => {
  if (chartsStarted) return;
  chartsStarted = true;
  await whenIdle();
  const { createCharts } = await import('./charts.js');
  charts = await createCharts(element('depth-chart'), element('candles-chart'), whenIdle);
  curve = { ...curve, drawn: -1 };
  decimals = { depth: -1, candles: -1 };
  candles = [];
};

// Rows that are new are empty: they are filled before anybody sees them.
const observer = new ResizeObserver(() => {
  fit();
  drawBook();
  drawTape();
});
for (const id of ['book-room', 'tape-room']) observer.observe(element(id));
drawWithFrames([
  { everyMs: BOOK_MS, run: drawBook },
  { everyMs: 200, run: drawState },
  { everyMs: 250, heavy: true, run: drawCandles },
  { everyMs: 120, heavy: true, run: drawDepth },
  { everyMs: 100, run: drawTape },
  { everyMs: 500, run: drawQuote },
  { everyMs: 2000, run: describe },
]);
// The charts come after the first book, and also where there is none.
setTimeout(() => void startCharts(), CHARTS_MS);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => charts?.setTheme());
