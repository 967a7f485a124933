import { either as E } from 'fp-ts';
import { explainConnectionLoss } from '@bitfinex-ws/client';
import type { BookSpec } from '@bitfinex-ws/protocol';
import type { Session } from '../commands/session.js';
import type { Io } from '../io/ports.js';
import { REDRAW_MS, TABS_SHOWN } from '../limits.js';
import { bookScreen } from '../render/book-screen.js';
import type { LinkFacts, ScreenFacts, Tab } from '../render/facts.js';
import { styleFor } from '../render/style.js';
import { enterScreen } from '../screen.js';
import type { Stop } from '../stop.js';
import type { Pane } from './pane.js';
import { pressKey, type ScreenState } from './screen-state.js';

/** What the screen shows, and what the keys reach. */
interface ScreenPorts {
  readonly session: Session;
  readonly stop: Stop;
  readonly io: Io;
  /** By symbol; a symbol gets its pane when it is first looked at. */
  readonly panes: Map<string, Pane>;
  readonly openPane: (spec: BookSpec) => Pane;
}

/** Takes the terminal until the answer is called, and gives it back meanwhile where the process is stopped. */
export const showScreen = (specs: ReadonlyArray<BookSpec>, ports: ScreenPorts): (() => void) => {
  const { session, stop, io, panes } = ports;
  const { clock, stdout } = io;
  const [first] = specs as [BookSpec];
  const style = styleFor(stdout.isTTY, io.env);
  let state: ScreenState = {
    symbols: symbolsOf(specs, session),
    active: 0,
    prec: first.prec,
    len: first.len,
    pausedAt: null,
  };
  let still: ScreenFacts | null = null;
  let dialAt = 0;
  const endDials = session.client.on('reconnecting', ({ at, ms }) => (dialAt = at + ms));

  const factsNow = (): ScreenFacts => {
    const now = clock.now();
    const pane = paneOf(state);
    const tabs = state.symbols.map((symbol): Tab => {
      const view = panes.get(symbol)?.facts(now).book;
      return { symbol, mid: view && E.isRight(view) ? view.right.mid : null };
    });
    const links = linksOf(session, dialAt, now);
    return { ...pane.facts(now), tabs, active: state.active, links, paused: false, problem: pane.problem() };
  };
  const specOf = ({ symbols, active, prec, len }: ScreenState): BookSpec => ({
    ...first,
    symbol: (symbols[active] ?? first.symbol) as BookSpec['symbol'],
    prec,
    len,
  });
  const paneOf = (shown: ScreenState): Pane => {
    const spec = specOf(shown);
    const there = panes.get(spec.symbol);
    if (there !== undefined) return there;
    const pane = ports.openPane(spec);
    void pane.tune(spec);
    return pane;
  };
  /** Every pane follows the precision and the length; those that are not looked at do when they are. */
  const retune = (): void => {
    const pane = paneOf(state);
    const { spec } = pane.facts(clock.now());
    if (spec.prec !== state.prec || spec.len !== state.len) void pane.tune(specOf(state));
  };
  const press = (key: string): void => {
    if (key === 'ctrl-z') return void suspend();
    const next = pressKey(state, key, clock.now());
    if (next === 'quit') return stop.ask(key === 'ctrl-c' ? 'SIGINT' : 'finished');
    state = next;
    retune();
    still = state.pausedAt === null ? null : (still ?? frozen(factsNow()));
    draw();
  };

  const draw = (): void => terminal?.screen.draw(bookScreen(still ?? factsNow(), stdout.size(), style));
  const take = () => ({ screen: enterScreen(io, () => draw()), endKeys: io.onKey(press) });
  const giveBack = (): void => {
    terminal?.endKeys();
    terminal?.screen.leave();
    terminal = null;
  };
  const retake = (): void => {
    giveBack();
    if (ended) return;
    terminal = take();
    draw();
  };
  const suspend = async (): Promise<void> => {
    giveBack();
    await io.suspend();
    retake();
  };
  let ended = false;
  let terminal: ReturnType<typeof take> | null = take();
  // Whoever stopped it from outside has left another screen there, and the terminal without its keys.
  const endContinue = io.onContinue(() => (terminal === null ? undefined : retake()));
  draw();
  let cancel = clock.after(REDRAW_MS, again);
  function again(): void {
    cancel = clock.after(REDRAW_MS, again);
    draw();
  }
  return () => {
    ended = true;
    cancel();
    endContinue();
    endDials();
    giveBack();
  };
};

/** The symbols that were asked for, then those that the source has of the same kind. */
const symbolsOf = (specs: ReadonlyArray<BookSpec>, { source }: Session): ReadonlyArray<string> => {
  const asked = specs.map(({ symbol }) => symbol);
  const kind = asked[0]?.charAt(0) ?? 't';
  const more = asked.length > 1 ? [] : source.symbols.filter((symbol) => symbol.startsWith(kind));
  return [...new Set<string>([...asked, ...more])].slice(0, Math.max(asked.length, TABS_SHOWN));
};

const linksOf = ({ client }: Session, dialAt: number, now: number): LinkFacts => {
  const { connections, totals } = client.status();
  const [first] = connections;
  const gone = first?.state === 'Open' ? null : (first?.lastLoss ?? null);
  return {
    open: totals.open,
    all: connections.length,
    used: totals.used,
    capacity: totals.used + totals.free,
    roundTripMs: first?.roundTripMs ?? null,
    lost: gone && explainConnectionLoss(gone.loss),
    againMs: dialAt > now ? dialAt - now : null,
  };
};

/** As it stands now, whatever becomes of the book. */
const frozen = (facts: ScreenFacts): ScreenFacts => ({
  ...facts,
  paused: true,
  book: E.isRight(facts.book) ? E.right(facts.book.right.freeze()) : facts.book,
});
