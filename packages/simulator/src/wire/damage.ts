import type { Dice } from '../market/random.js';
import { bytesOf } from './websocket-text.js';

/** How a frame can be damaged. */
type Damage = 'digit' | 'cut' | 'json' | 'utf8';

/**
 * The bytes of the text after the damage; null where it has no digit to change. Digits are sought from `start` to `end`
 * only, so that a frame keeps its channel and its number.
 */
export const damaged = (
  how: Damage,
  text: string,
  [start, end]: readonly [number, number],
  dice: Dice,
): string | null => {
  switch (how) {
    case 'digit':
      return withOtherDigit(text, start, end, dice);
    case 'cut':
      return bytesOf(text.slice(0, text.length >>> 1));
    case 'json':
      return `${bytesOf(text.slice(0, -1))},`;
    case 'utf8': {
      // The first byte of a sequence of two, and then none that could be the second.
      const bytes = bytesOf(text);
      const middle = bytes.length >>> 1;
      return `${bytes.slice(0, middle)}\xc3(${bytes.slice(middle)}`;
    }
  }
};

const withOtherDigit = (text: string, start: number, end: number, dice: Dice): string | null => {
  const places: number[] = [];
  for (let place = start; place < end; place++) {
    const code = text.charCodeAt(place);
    if (code >= 48 && code <= 57) places.push(place);
  }
  const place = places[dice.below(places.length)];
  if (place === undefined) return null;
  // Never a zero: it might come to lead a number, which JSON does not allow.
  const digit = (Number(text.charAt(place)) % 9) + 1;
  return bytesOf(text.slice(0, place) + String(digit) + text.slice(place + 1));
};
