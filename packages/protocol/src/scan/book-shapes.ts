import type { RowShape } from './row-shape.js';

/** What the rows of a kind of book look like. The key is the first column and the amount the last; -1: no such column. */
export interface BookShape extends RowShape {
  readonly id: number;
  readonly price: number;
  readonly period: number;
  readonly count: number;
  readonly amount: number;
}

const NUMBERS = { nullable: 0, nameless: 0 } as const;

export const PRICE: BookShape = {
  ...NUMBERS,
  width: 3,
  whole: 0b010,
  id: -1,
  price: 0,
  period: -1,
  count: 1,
  amount: 2,
};
export const ORDER: BookShape = {
  ...NUMBERS,
  width: 3,
  whole: 0b001,
  id: 0,
  price: 1,
  period: -1,
  count: -1,
  amount: 2,
};
export const FUNDING: BookShape = {
  ...NUMBERS,
  width: 4,
  whole: 0b110,
  id: -1,
  price: 0,
  period: 1,
  count: 2,
  amount: 3,
};
export const OFFER: BookShape = {
  ...NUMBERS,
  width: 4,
  whole: 0b011,
  id: 0,
  price: 2,
  period: 1,
  count: -1,
  amount: 3,
};
