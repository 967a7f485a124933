/** The bits of the flags of an order. https://docs.bitfinex.com/docs/flag-values */
export const ORDER_FLAGS = {
  /** Not shown in the public book. The only one that a funding offer has. */
  hidden: 64,
  /** Closes the position, if there is one; the sign of the amount still says which way. */
  close: 512,
  /** May not open, increase or turn the position. */
  reduceOnly: 1024,
  /** May not take from the public book; it may still meet a hidden order. */
  postOnly: 4096,
  /** One cancels the other: comes with a stop, and whichever is filled ends the other. */
  oco: 16384,
  /** On margin: takes no funding at variable rates. */
  noVarRates: 524288,
} as const;

/** The flags of an order as an object. A flag that is not named is not set. */
export interface OrderFlags {
  readonly hidden?: boolean;
  readonly close?: boolean;
  readonly reduceOnly?: boolean;
  readonly postOnly?: boolean;
  readonly oco?: boolean;
  readonly noVarRates?: boolean;
  /** The sum of the bits that this package has no name for; missing where there are none. Written as they were read. */
  readonly unknown?: number;
}

/** Their names. */
export const FLAG_NAMES = ['hidden', 'close', 'reduceOnly', 'postOnly', 'oco', 'noVarRates'] as const;
const KNOWN = 64 + 512 + 1024 + 4096 + 16384 + 524288;

/** The flags that a mask stands for; bits without a name are kept in `unknown`. `orderMask` gives the same mask back. */
export const orderFlags = (mask: number): OrderFlags => {
  const flags = FLAG_NAMES.filter((name) => (mask & ORDER_FLAGS[name]) !== 0).map((name) => [name, true] as const);
  const unknown = mask - (mask & KNOWN);
  return { ...Object.fromEntries(flags), ...(unknown === 0 ? {} : { unknown }) };
};

/** The mask of flags, 0 for none. */
export const orderMask = (flags: OrderFlags): number => {
  const named = FLAG_NAMES.reduce((mask, name) => (flags[name] === true ? mask | ORDER_FLAGS[name] : mask), 0);
  const unknown = flags.unknown ?? 0;
  // Only the named bits go through bit arithmetic, which knows 32 of them.
  const overlap = unknown & KNOWN;
  return unknown - overlap + (overlap | named);
};
