import type { Random } from '@bitfinex-ws/machine';

/** Seeded dice: the only source of chance in this package. The same seed and purpose give the same throws. */
export interface Dice {
  /** A number in [0, 1). */
  readonly next: Random;
  /** An integer in [0, bound). */
  readonly below: (bound: number) => number;
  /** True with this probability. */
  readonly chance: (probability: number) => boolean;
  /** About normally distributed: mean 0, standard deviation 1, never beyond ±3.5. */
  readonly normal: () => number;
  /** Exponentially distributed with this mean. */
  readonly exponential: (mean: number) => number;
}

/** Makes dice for one purpose; each market, connection and id has its own, so that none depends on who throws first. */
export const createDice = (seed: number, purpose: string): Dice => {
  const next = smallFastCounter(fingerprint(`${seed}:${purpose}`));
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    chance: (probability) => next() < probability,
    normal: () => (next() + next() + next() + next() - 2) * Math.sqrt(3),
    exponential: (mean) => -mean * Math.log(1 - next()),
  };
};

/** A version 4 uuid drawn from the dice. */
export const drawUuid = (dice: Dice): string => {
  const hex = (digits: number): string => Array.from({ length: digits }, () => dice.below(16).toString(16)).join('');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + dice.below(4)).toString(16)}${hex(3)}-${hex(12)}`;
};

/** FNV-1a over the text, to 32 bits. */
const fingerprint = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/** The sfc32 generator (Doty-Humphrey), warmed up so that near seeds part at once. */
const smallFastCounter = (seed: number): Random => {
  let a = seed | 0;
  let b = Math.imul(seed, 0x9e3779b1) | 0;
  let c = ~seed | 0;
  let counter = 1;
  const draw = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let warm = 0; warm < 16; warm++) draw();
  return draw;
};
