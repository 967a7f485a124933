import { either as E } from 'fp-ts';
import type { BookSpec } from '@bitfinex-ws/protocol';
import { createBook } from '../src/book.js';
import type { Book } from '../src/contract.js';
import type { BookView } from '../src/view.js';
import { readBookFrame, type ListOf } from './wire.js';

/** A book that has taken frames without complaint. */
export const bookOf = (spec: BookSpec, ...frames: ReadonlyArray<string>): Book => {
  const book = createBook(spec);
  for (const frame of frames) feed(book, frame);
  return book;
};

/** Feeds a frame that the book must take without complaint. */
export const feed = (book: Book, frame: string, list?: ListOf): void => {
  const told = book.apply(readBookFrame(book.spec, frame, list), 0);
  if (E.isLeft(told)) throw new Error(`${frame}: ${told.left._tag}`);
};

/** The view of a book that must be readable. */
export const viewOf = (book: Book): BookView => {
  const view = book.view();
  if (E.isLeft(view)) throw new Error(`the book is ${view.left.reason}`);
  return view.right;
};
