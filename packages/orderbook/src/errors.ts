import type { BookKind } from '@bitfinex-ws/protocol';

/** What was wrong with a book message. The book's state says what became of the book. */
export type BookError =
  | { readonly _tag: 'NotSynced'; readonly type: string }
  | { readonly _tag: 'WrongKind'; readonly expected: BookKind; readonly received: BookKind }
  | { readonly _tag: 'UnknownDeletion'; readonly side: 'bid' | 'ask'; readonly key: string }
  | { readonly _tag: 'SideTooLong'; readonly side: 'bid' | 'ask'; readonly length: number; readonly limit: number }
  | { readonly _tag: 'ChecksumMismatch'; readonly expected: number; readonly actual: number };
