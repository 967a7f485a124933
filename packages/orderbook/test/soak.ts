import { BOOK_LENGTHS, BOOK_MODES } from '@bitfinex-ws/testkit';
import { walkBook } from './walk.js';

const walks = BOOK_MODES.flatMap((mode) => BOOK_LENGTHS.map((len) => ({ name: `${mode.name} len ${len}`, mode, len })));

/** What `npm run soak -- orderbook` walks through: every mode and length. */
export const cases: ReadonlyArray<string> = walks.map(({ name }) => name);

/** One walk; its figures. Throws where the book is not what the model says. */
export const soak = (name: string, updates: number, seed: number): Readonly<Record<string, number>> => {
  const walk = walks.find((each) => each.name === name);
  if (walk === undefined) throw new Error(`there is no walk ${name}`);
  const { messages, scanned, compared, checksums, stats } = walkBook({ ...walk, seed, updates });
  return {
    updates: stats.updates,
    messages,
    'from bytes': scanned,
    'levels compared': compared,
    checksums,
    longest: stats.longest,
  };
};
