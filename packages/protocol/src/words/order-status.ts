/*
 * https://docs.bitfinex.com/docs/abbreviations-glossary
 *
 * PARTIALLY FILLED @ 915.9(0.22)
 * EXECUTED @ 916.2(0.78): was PARTIALLY FILLED @ 915.9(0.22)
 * INSUFFICIENT BALANCE (G1) was: ACTIVE (note:POSCLOSE), PARTIALLY FILLED @ 0.008049(-0.41291886)
 */

/** One fill that a status tells of. */
export interface OrderFill {
  readonly price: number;
  /** Signed as the order: positive bought, negative sold. */
  readonly amount: number;
  /** Both as the exchange wrote them, digit by digit. */
  readonly text: { readonly price: string; readonly amount: string };
}

/** One state that an order is or was in. */
export interface OrderState {
  /** ACTIVE, EXECUTED, PARTIALLY FILLED, CANCELED, RSN_DUST …: whatever the exchange says, known or not. */
  readonly head: string;
  /** What stands behind `note:` in parentheses, such as POSCLOSE; null where nothing does. */
  readonly note: string | null;
  /** The fills that this state tells of, in the order of the text. */
  readonly fills: ReadonlyArray<OrderFill>;
}

/** What the status of an order or an offer says. */
export interface OrderStatus extends OrderState {
  /** Every fill in the text, those of the history included, in the order of the text: the latest comes first. */
  readonly fills: ReadonlyArray<OrderFill>;
  /** The states before, in the order of the text. */
  readonly history: ReadonlyArray<OrderState>;
  /** The text itself. */
  readonly raw: string;
}

// ` was: ` and `: was ` both occur; a comma parts states as well. No pattern here looks ahead further than it reads.
const SEPARATOR = /: was | was: |, (?=[A-Z])/;
const HEAD_END = / @ | \(note/;
const NOTE = /\(note: ?([^()]*)\)/;
const NUMBER = '-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?';
const FILL = new RegExp(`@ (${NUMBER})\\((${NUMBER})\\)`, 'g');

/**
 * Reads the status of an order. Never fails: a status that nobody knows is its own head, and `raw` is the text as sent.
 * What stands in place of a price or an amount and is no number makes no fill.
 */
export const parseOrderStatus = (text: string): OrderStatus => {
  const [current, ...history] = text.split(SEPARATOR).map(stateOf);
  const { head, note } = current ?? stateOf(text);
  return { head, note, fills: fillsOf(text), history, raw: text };
};

const stateOf = (text: string): OrderState => {
  const end = text.search(HEAD_END);
  const head = (end < 0 ? text : text.slice(0, end)).trim();
  return { head, note: NOTE.exec(text)?.[1]?.trim() ?? null, fills: fillsOf(text) };
};

const fillsOf = (text: string): ReadonlyArray<OrderFill> =>
  [...text.matchAll(FILL)].flatMap(([, price = '', amount = '']) => {
    const fill = { price: Number(price), amount: Number(amount), text: { price, amount } };
    return Number.isFinite(fill.price) && Number.isFinite(fill.amount) ? [fill] : [];
  });

/** Whether the order is in the book, filled in part or not at all. */
export const isActiveStatus = ({ head }: OrderState): boolean => head === 'ACTIVE' || head === 'PARTIALLY FILLED';

/** Whether the order is filled. Look at the order's amount as well: only 0 says that nothing remained. */
export const isFilledStatus = ({ head }: OrderState): boolean => head === 'EXECUTED' || head === 'FORCED EXECUTED';

/** Whether the order was taken back, by its owner or by its own terms (post only, fill or kill, immediate or cancel). */
export const isCanceledStatus = ({ head }: OrderState): boolean => /(?:^| )CANCELED$/.test(head);

/** Whether the exchange ended the order for a reason of its own: INSUFFICIENT MARGIN or BALANCE, and every RSN_ code. */
export const isRejectedStatus = ({ head }: OrderState): boolean => /^(?:INSUFFICIENT |RSN_)/.test(head);

/** Whether any part of the order was filled, whatever became of the rest. */
export const hasFills = ({ fills }: OrderState): boolean => fills.length > 0;
