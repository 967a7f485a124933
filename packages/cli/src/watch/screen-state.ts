import type { Length, Precision } from '@bitfinex-ws/protocol';
import type { Key } from './keys.js';

/** What a person has chosen to see. */
export interface ScreenState {
  readonly symbols: ReadonlyArray<string>;
  /** Which of them is shown. */
  readonly active: number;
  readonly prec: Precision;
  readonly len: Length;
  /** Null: it moves. Else since when it stands still, ms. */
  readonly pausedAt: number | null;
}

const PRECISIONS: ReadonlyArray<Precision> = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
const LENGTHS: ReadonlyArray<Length> = [1, 25, 100, 250];

/** What a key makes of it; `quit` where it ends the program. A key that means nothing changes nothing. */
export const pressKey = (state: ScreenState, key: Key, now: number): ScreenState | 'quit' => {
  const { symbols, active, prec, len, pausedAt } = state;
  const show = (index: number): ScreenState => ({ ...state, active: index, pausedAt: null });
  switch (key) {
    case 'q':
    case 'ctrl-c':
      return 'quit';
    case 'tab':
    case 'right':
      return show((active + 1) % symbols.length);
    case 'shift-tab':
    case 'left':
      return show((active - 1 + symbols.length) % symbols.length);
    case 'p':
    case 'P':
      return { ...state, prec: beside(PRECISIONS, prec, key === 'p' ? 1 : -1), pausedAt: null };
    case 'l':
    case 'L':
      return { ...state, len: beside(LENGTHS, len, key === 'l' ? 1 : -1), pausedAt: null };
    case 'space':
      return { ...state, pausedAt: pausedAt === null ? now : null };
    default: {
      const index = /^[1-9]$/.test(key) ? Number(key) - 1 : symbols.length;
      return index < symbols.length ? show(index) : state;
    }
  }
};

/** The one after or before, round and round. */
const beside = <A>(list: ReadonlyArray<A>, one: A, by: 1 | -1): A =>
  list[(list.indexOf(one) + by + list.length) % list.length] ?? one;
