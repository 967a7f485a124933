import { either as E } from 'fp-ts';
import type { SimulatorError } from './errors.js';
import { expecting, listOf, object, oneOf, text, whole, type Check } from './scenario/check.js';
import { closeCode, fault } from './scenario/fault-shapes.js';
import { connections, entry } from './scenario/read-scenario.js';

/** Numbers and texts alike; what they are worth is judged by the market. */
const decimal = expecting('a number or a text', (value) => typeof value === 'number' || typeof value === 'string');
const flag = expecting('true or false', (value) => typeof value === 'boolean');
const id = whole(0, Number.MAX_SAFE_INTEGER);
/** Days of funding, and nought where there are none. */
const period = expecting('a number of days from 2 to 120', (value) => value === 0 || whole(2, 120)(value, '') === null);
const level: Check = (value, path) =>
  listOf(decimal)(value, path) ??
  expecting('two of them, price and amount', (given) => Array.isArray(given) && given.length === 2)(value, path);
const levels = listOf(level);

const order = object({
  symbol: text,
  side: oneOf('bid', 'ask'),
  price: decimal,
  amount: decimal,
  'period?': period,
  'type?': oneOf('LIMIT', 'IOC', 'FOK'),
  'hidden?': flag,
  'postOnly?': flag,
});
const trade = object({ symbol: text, price: decimal, amount: decimal, 'period?': period });
const book = object({ bids: levels, asks: levels });
const ending: Check = (value, path) =>
  value === 'reset' ? null : object({ code: closeCode, 'reason?': text })(value, path);

/** What each call by hand is given, by name and in order. A name that ends in '?' may be left out. */
const CALLS = {
  inject: { fault, 'connections?': connections },
  schedule: { entry },
  place: { order },
  cancel: { symbol: text, id },
  trade: { trade },
  move: { symbol: text, price: decimal },
  setBook: { symbol: text, book },
  pause: { 'symbol?': text },
  resume: { 'symbol?': text },
  disconnect: { connection: id, 'how?': ending },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Check>>>>;

/** Makes a call refuse (`BadCall`) what it was not made for, as a program without types may give it: nothing happens then. */
export const checkedCall =
  <Given extends ReadonlyArray<unknown>, A>(
    call: keyof typeof CALLS,
    run: (...given: Given) => E.Either<SimulatorError, A>,
  ): ((...given: Given) => E.Either<SimulatorError, A>) =>
  (...given) => {
    for (const [place, [written, check]] of Object.entries<Check>(CALLS[call]).entries()) {
      const isOptional = written.endsWith('?');
      if (isOptional && given[place] === undefined) continue;
      const flaw = check(given[place], isOptional ? written.slice(0, -1) : written);
      if (flaw) return E.left({ _tag: 'BadCall', call, ...flaw });
    }
    return run(...given);
  };
