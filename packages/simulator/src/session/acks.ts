import type { Dice } from '../market/random.js';

/**
 * How soon subscriptions are acknowledged. 'prompt': at once, books after 5 to 40 ms, so that the order is not that of the
 * requests. 'recorded': as in the recording of 2021, trades after 10 to 110 ms, books after 1.2 to 13 s, and a channel's first
 * data up to 33 ms behind.
 */
export type AckManners = 'prompt' | 'recorded';

/** From the first to before the second, in whole ms. */
type Span = readonly [least: number, most: number];
const AT_ONCE: Span = [0, 0];

const ACKS: Readonly<Record<AckManners, Readonly<Record<string, Span>>>> = {
  prompt: { book: [5, 40] },
  recorded: { trades: [10, 110], book: [1_200, 13_000] },
};
const DATA: Readonly<Record<AckManners, Span>> = { prompt: AT_ONCE, recorded: [0, 33] };

const draw = ([least, most]: Span, dice: Dice): number => (most > least ? least + dice.below(most - least) : least);

/** Milliseconds from a request to its acknowledgement. */
export const ackDelay = (manners: AckManners, channel: string, dice: Dice): number =>
  draw(ACKS[manners][channel] ?? AT_ONCE, dice);

/** Milliseconds from an acknowledgement to the first data. */
export const dataDelay = (manners: AckManners, dice: Dice): number => draw(DATA[manners], dice);
