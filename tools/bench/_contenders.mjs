// Who is measured by `npm run bench -- client`, each in a process of its own. `over`: whose floor it stands on.
import { bookOf, floor, ours, TICKER, TRADES } from './_own-clients.mjs';

const BOOK = 'ws + JSON.parse, a book';
const DEEP = 'ws + JSON.parse, a book of 250';
const SOLD = 'ws + JSON.parse, trades';
const ALL = 'ws + JSON.parse, all three';

export const CONTENDERS = {
  [BOOK]: floor(bookOf('25')),
  'book, only looked at': { ...ours([], bookOf('25')), over: BOOK, bar: 1.3 },
  'book, every message read': { ...ours(['book'], bookOf('25')), over: BOOK, bar: 1.3 },
  [DEEP]: floor(bookOf('250')),
  'book of 250, only looked at': { ...ours([], bookOf('250')), over: DEEP, bar: 1.3 },
  [SOLD]: floor(TRADES),
  'trades, every message read': { ...ours(['trades'], TRADES), over: SOLD, bar: 1.3 },
  [ALL]: floor(bookOf('25'), TRADES, TICKER),
  'book looked at, trades and ticker read': {
    ...ours(['trades', 'ticker'], bookOf('25'), TRADES, TICKER),
    over: ALL,
    bar: 1.3,
  },
};
