import { BOOK_LENGTHS, BOOK_MODES } from '@bitfinex-ws/testkit';
import { walkBook } from '../test/walk.js';

const UPDATES = 20_000;
const cases = BOOK_MODES.flatMap((mode) => BOOK_LENGTHS.map((len) => ({ name: mode.name, mode, len })));

describe('a book on a random walk of 20,000 updates', () => {
  it.each(cases)('in $name, length $len, equals the slow model after every message', ({ mode, len }) => {
    const at = performance.now();
    const { messages, compared, checksums, stats } = walkBook({ mode, len, seed: len * 7 + mode.start, updates: UPDATES });
    process.stderr.write(`${mode.name} ${len} ${messages} ${compared / messages} ${checksums} ${JSON.stringify(stats)} ${performance.now() - at}\n`);
    expect(stats).toMatchObject({ updates: UPDATES, unknownDeletions: 0, ignored: 0 });
    expect(stats.checksums).toEqual({ matched: len === 1 ? 0 : checksums, mismatched: 0 });
    expect(stats.longest).toBeLessThanOrEqual(len);
  });
});
