/**
 * How decimals and ids come out of a decoder: `number`, the default, as JavaScript numbers; `text`, as the text that was
 * sent, so that ids above 2^53 and decimals of more than 17 digits survive. Times, counts and flags are numbers in both.
 */
export type NumberMode = 'number' | 'text';

/** A decimal or an id in a number mode: a number, or its text exactly as it was sent. */
export type Num<N extends NumberMode> = N extends 'text' ? string : number;
