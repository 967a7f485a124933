import type { BookKind } from '@bitfinex-ws/protocol';

/** What was wrong with a book message. The book's state says what became of the book. */
export type BookError =
  /** It came before any snapshot. */
  | { readonly _tag: 'NotSynced'; readonly type: string }
  /** Its rows are those of another kind of book. */
  | { readonly _tag: 'WrongKind'; readonly expected: BookKind; readonly received: BookKind }
  /** It deletes what the book does not hold. */
  | { readonly _tag: 'UnknownDeletion'; readonly side: 'bid' | 'ask'; readonly key: string }
  /** It deletes from `side` what stands on the other side, or (`side` null) its amount belongs to no side. */
  | { readonly _tag: 'WrongSide'; readonly side: 'bid' | 'ask' | null; readonly key: string }
  /** A side is above the length that was subscribed, for the second message in a row or when a checksum comes. */
  | { readonly _tag: 'SideTooLong'; readonly side: 'bid' | 'ask'; readonly length: number; readonly limit: number }
  /** The server's checksum (`expected`) is not the book's (`actual`). */
  | { readonly _tag: 'ChecksumMismatch'; readonly expected: number; readonly actual: number };

/** The error in one sentence of prose, for a log or a person. */
export const explainBookError = (error: BookError): string => {
  switch (error._tag) {
    case 'NotSynced':
      return `A ${error.type} message came before the book's snapshot and was not applied.`;
    case 'WrongKind':
      return `The book is made of ${error.expected} rows, but the message carries ${error.received} rows; nothing was applied.`;
    case 'UnknownDeletion':
      return `A row deletes ${error.side} ${error.key}, which the book does not hold; nothing was deleted.`;
    case 'WrongSide':
      return error.side === null
        ? `A row for ${error.key} has an amount that belongs to neither side; it was not applied.`
        : `A row deletes ${error.side} ${error.key}, which stands on the other side; nothing was deleted.`;
    case 'SideTooLong':
      return `The ${error.side} side has ${error.length} levels where ${error.limit} were subscribed: a deletion went missing.`;
    case 'ChecksumMismatch':
      return `The server's checksum is ${error.expected}, the book's is ${error.actual}: the book is not the server's.`;
  }
};

/** Whether asking the channel again, for a fresh snapshot, can mend what the error tells of. */
export const isRetryableBookError = (error: BookError): boolean => {
  switch (error._tag) {
    case 'UnknownDeletion':
    case 'WrongSide':
    case 'SideTooLong':
    case 'ChecksumMismatch':
      return true;
    case 'NotSynced':
    case 'WrongKind':
      return false;
  }
};

/** Why a question about the depth of a book has no answer. */
export type DepthError =
  /** What is known of the side is less than what was wanted. */
  | { readonly _tag: 'NotEnoughDepth'; readonly filled: number; readonly wanted: number }
  /** The amount is no number above zero. */
  | { readonly _tag: 'BadAmount'; readonly amount: number }
  /** A message has come since the view was taken. */
  | { readonly _tag: 'ViewOutdated' };

/** The error in one sentence of prose, for a log or a person. */
export const explainDepthError = (error: DepthError): string => {
  switch (error._tag) {
    case 'NotEnoughDepth':
      return `The book holds ${error.filled} of the ${error.wanted} that were wanted.`;
    case 'BadAmount':
      return `An amount must be a number above zero, it is ${error.amount}.`;
    case 'ViewOutdated':
      return 'The book has changed since this view of it was taken; take another one, or freeze it.';
  }
};

/** Whether the same question to a later view can have an answer. */
export const isRetryableDepthError = (error: DepthError): boolean => error._tag !== 'BadAmount';
