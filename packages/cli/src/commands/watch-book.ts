import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { LINE_MS } from '../limits.js';
import { print } from '../output.js';
import { bookLine, bookSummary } from '../render/book-line.js';
import { hasScreen } from '../screen.js';
import type { Stop } from '../stop.js';
import { createPane, type Pane } from '../watch/pane.js';
import { showScreen } from '../watch/show-screen.js';
import type { Session } from './session.js';

/**
 * Shows books and the trades of their symbols: on a terminal as a screen, elsewhere a line a second for each; then a summary of
 * each. At least one spec.
 */
export const watchBook = async (
  specs: ReadonlyArray<BookSpec>,
  limit: number | null,
  session: Session,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  let lose: (error: CliError) => void = () => undefined;
  const lost = new Promise<E.Either<CliError, null>>((resolve) => (lose = (error) => resolve(E.left(error))));
  const panes = new Map<string, Pane>();
  const openPane = (spec: BookSpec): Pane => {
    const pane = createPane(spec, { session, stop, io, limit, onLost: (error) => lose(error) });
    panes.set(spec.symbol, pane);
    return pane;
  };
  const opened = await Promise.all(specs.map((spec) => openPane(spec).tune(spec)));
  if (stop.cause() !== null) return E.right(null);
  const failed = opened.find(E.isLeft);
  if (failed) return failed;

  const hide = hasScreen(io)
    ? showScreen(specs, { session, stop, io, panes, openPane })
    : showLines([...panes.values()], io);
  const ended = await Promise.race([lost, stop.asked.then(() => E.right(null))]);
  hide();
  for (const pane of panes.values()) for (const line of bookSummary(pane.facts(io.clock.now()))) await print(io, line);
  return ended;
};

/** A line a second for each book; of several, each line says first which. */
const showLines = (panes: ReadonlyArray<Pane>, { clock, stdout }: Io): (() => void) => {
  const lineOf = (pane: Pane): string => {
    const facts = pane.facts(clock.now());
    return panes.length === 1 ? bookLine(facts) : `${facts.spec.symbol}  ${bookLine(facts)}`;
  };
  const again = (): void => {
    cancel = clock.after(LINE_MS, again);
    for (const pane of panes) stdout.write(`${lineOf(pane)}\n`);
  };
  let cancel = clock.after(LINE_MS, again);
  return () => cancel();
};
