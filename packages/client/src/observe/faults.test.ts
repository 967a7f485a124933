import { either as E } from 'fp-ts';
import type { BookView } from '@bitfinex-ws/orderbook';
import {
  BOOK_LENGTHS,
  BOOK_MODES,
  bookDifference,
  createBookFeed,
  createMarket,
  createSeededRandom,
  withOtherDigit,
  type BookMode,
  type FeedFrame,
} from '@bitfinex-ws/testkit';
import { createObserver } from './observer.js';

interface Asked {
  readonly name: string;
  readonly mode: BookMode;
  readonly len: number;
}
const ALL: ReadonlyArray<Asked> = BOOK_MODES.flatMap((mode) =>
  BOOK_LENGTHS.map((len) => ({ name: `${mode.name} len ${len}`, mode, len })),
);
const isFunding = ({ mode }: Asked): boolean => mode.symbol.startsWith('f');

/** Books on the same connection, which a changed digit must not touch: one of trading, one of funding. */
const OTHERS: ReadonlyArray<Asked> = ALL.filter(({ name }) => name === 'P1 len 25' || name === 'fR0 len 25').map(
  (asked) => ({ ...asked, mode: { ...asked.mode, symbol: isFunding(asked) ? 'fUST' : 'tLTCUSD' } }),
);
const TARGET = 1;

interface Recorded {
  readonly opening: ReadonlyArray<string>;
  /** The snapshots of three books, then 200 frames of what happened. */
  readonly frames: ReadonlyArray<FeedFrame>;
}
const record = (target: Asked): Recorded => {
  const random = createSeededRandom(ALL.indexOf(target));
  const bulk = random() < 0.5;
  const asked = [target, ...OTHERS];
  const feed = createBookFeed(random, bulk);
  const opening = [
    { event: 'info', version: 2, platform: { status: 1 } },
    { event: 'conf', status: 'OK', flags: 196_608 + (bulk ? 536_870_912 : 0) },
    ...asked.map(({ mode: { symbol, prec }, len }, index) => ({
      ...{ event: 'subscribed', channel: 'book', chanId: TARGET + index, symbol, prec, freq: 'F0', len: String(len) },
    })),
  ];
  const snapshots = asked.map(({ mode, len }, index) => feed.open(TARGET + index, createMarket(mode, len, random)));
  const frames = [...snapshots, ...Array.from({ length: 200 }, () => feed.next())];
  return { opening: opening.map((event) => JSON.stringify(event)), frames };
};

/** Takes the frames one by one, and compares each view that a checksum vouches for with what that checksum was taken of. */
const watch = ({ opening }: Recorded) => {
  const observer = createObserver();
  for (const text of opening) observer.push(text, 0);
  let vouched = 0;
  const viewOf = (chanId: number): E.Either<{ readonly reason: string }, BookView> =>
    observer
      .books()
      .find((each) => each.chanId === chanId)
      ?.book.view() ?? E.left({ reason: 'not there' });
  const state = (chanId: number): string => {
    const view = viewOf(chanId);
    return E.isLeft(view) ? view.left.reason : view.right.verified;
  };
  return {
    states: (): ReadonlyArray<string> => [1, 2, 3].map(state),
    state,
    vouched: () => vouched,
    push: ({ text, chanId, shown }: FeedFrame): string => {
      const told = observer.push(text, 0).map((each) => (each.type === 'bookError' ? each.error._tag : each.type));
      const view = viewOf(chanId);
      if (shown !== null && E.isRight(view) && view.right.verified === 'checksum') {
        const difference = bookDifference(view.right, shown);
        if (difference !== null) throw new Error(`vouched for by a checksum: ${difference}`);
        vouched++;
      }
      return told.join();
    },
  };
};

/** Rounds of each fault in each mode and length. */
const FAULTS_EACH = 2;

const FAULTS = ['dropped', 'doubled', 'swapped'] as const;
type Fault = (typeof FAULTS)[number];
/** What arrives in place of a frame and its successor. */
const inPlace: Readonly<Record<Fault, (first: FeedFrame, second: FeedFrame) => ReadonlyArray<FeedFrame>>> = {
  dropped: (_, second) => [second],
  doubled: (first, second) => [first, first, second],
  swapped: (first, second) => [second, first],
};
/** Which of those shows it: the successor of what is missing, the second of two, the one that came early. */
const shownBy: Readonly<Record<Fault, number>> = { dropped: 0, doubled: 1, swapped: 0 };

const pick = <T>(items: ReadonlyArray<T>, random: () => number): T => {
  const picked = items[Math.floor(random() * items.length)];
  if (picked === undefined) throw new Error('there is nothing to pick');
  return picked;
};

interface Change {
  readonly place: number;
  /** Key or amount. */
  readonly column: number;
  /** Where the checksum comes that covers what is changed. */
  readonly checkedAt: number;
}
/** Updates of the target whose row still stands, under the hash, when the next checksum is taken. */
const changesUnderTheHash = (frames: ReadonlyArray<FeedFrame>): ReadonlyArray<Change> =>
  [...frames.entries()].flatMap(([place, { chanId, type, rows }]) => {
    if (chanId !== TARGET || type !== 'update') return [];
    const isChecksum = (frame: FeedFrame, at: number): boolean =>
      at > place && frame.chanId === TARGET && frame.shown !== null;
    const checkedAt = frames.findIndex(isChecksum);
    const shown = frames[checkedAt]?.shown ?? { bids: [], asks: [] };
    const hashed = [...shown.bids.slice(0, 25), ...shown.asks.slice(0, 25)];
    // The last row of the frame, so that its columns are the last numbers of its text.
    const [row] = rows.slice(-1);
    if (row === undefined || !hashed.some((level) => level.row === row)) return [];
    // One that leaves the window and comes back is sent again, which mends it.
    if (frames.slice(place + 1, checkedAt).some((frame) => frame.rows.includes(row))) return [];
    return [0, row.length - 1].map((column) => ({ place, column, checkedAt }));
  });

describe.each(ALL)('on the connection of a book $name', (target) => {
  const recorded = record(target);
  const { frames } = recorded;
  /** Whether a checksum covers all of a book but its counts, so that one that matches brings it back after a gap. */
  const isCovered = (index: number): boolean => {
    const { mode, len } = [target, ...OTHERS][index] ?? target;
    return mode.kind === 'price' && len === 25;
  };

  it.each(FAULTS)('a frame that was %s is found by the sequence there', (fault) => {
    const random = createSeededRandom(10 * ALL.indexOf(target) + FAULTS.indexOf(fault));
    for (let round = 0; round < FAULTS_EACH; round++) {
      const place = pick([...frames.keys()].slice(3, -1), random);
      const [before, [first, second], rest] = [frames.slice(0, place), frames.slice(place), frames.slice(place + 2)];
      if (first === undefined || second === undefined) throw new Error('the recording is too short');
      const arriving = inPlace[fault](first, second);
      const { push, states } = watch(recorded);
      const unharmed = [...before, ...arriving.slice(0, shownBy[fault])];
      expect(unharmed.map(push).filter((told) => told !== 'message')).toEqual([]);
      expect(states().filter((state) => !['checksum', 'sequence'].includes(state))).toEqual([]);
      const [showing, ...after] = arriving.slice(shownBy[fault]);
      if (showing === undefined) throw new Error('nothing shows it');
      expect(push(showing)).toMatch(/^gap,message/);
      // What shows it may itself be a checksum: only one that matches makes a book readable, and only a book that it covers.
      const lost = states().map((state, index) => !isCovered(index) || showing.shown === null || state !== 'checksum');
      expect(states().filter((state, index) => lost[index] && !['gap', 'mismatch'].includes(state))).toEqual([]);
      for (const frame of [...after, ...rest]) push(frame);
      expect(states().filter((state, index) => !isCovered(index) && state !== 'gap')).toEqual([]);
      expect(states().filter((state, index) => isCovered(index) && state === 'sequence')).toEqual([]);
    }
  });

  // No checksum is compared where a side has one level.
  if (target.len === 1) return;
  it('a changed digit under the hash is found by the next checksum', () => {
    const random = createSeededRandom(10 * ALL.indexOf(target) + 9);
    const changes = changesUnderTheHash(frames);
    for (let round = 0; round < FAULTS_EACH; round++) {
      const { place, column, checkedAt } = pick(changes, random);
      const { push, states, state } = watch(recorded);
      const told = frames
        .slice(0, checkedAt + 1)
        .map((frame, at) => push(at === place ? withOtherDigit(frame, column, random) : frame));
      expect(told.slice(0, place).filter((each) => each !== 'message')).toEqual([]);
      expect(told.slice(place).join()).toMatch(/ChecksumMismatch|WrongSide|SideTooLong|UnknownDeletion/);
      // Nobody has verified the rule for funding: there a mismatch takes the word of the checksum away, and no more.
      expect(['mismatch', 'desync', ...(isFunding(target) ? ['sequence'] : [])]).toContain(state(TARGET));
      expect(
        states()
          .slice(1)
          .filter((each) => !['checksum', 'sequence'].includes(each)),
      ).toEqual([]);
    }
  });
});
