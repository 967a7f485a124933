import { isRight, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { decimalText } from '@bitfinex-ws/protocol';
import type { PairLimit, PairLimits, PairLimitsError } from './contract.js';

/*
 * GET https://api-pub.bitfinex.com/v2/conf/pub:info:pair,pub:info:pair:futures
 *
 * [[[PAIR, [_, _, _, MIN_ORDER_SIZE, MAX_ORDER_SIZE, _, _, _, INITIAL_MARGIN, MIN_MARGIN, …]], …], …]
 *
 * [[["BTCUSD",[null,null,null,"0.00006","2000.0",null,null,null,0.2,0.1,null,null]]]]
 */

/**
 * Reads what the exchange says of its pairs from the parsed answer of `conf/pub:info:pair`, of `pub:info:pair:futures`, or
 * of both in one. A pair whose row cannot be read is an error, not a pair without limits.
 * https://docs.bitfinex.com/reference/rest-public-conf
 */
export const pairLimitsOf = (json: unknown): E.Either<PairLimitsError, PairLimits> => {
  if (!isList(json)) return bad(null, 'a list of lists of pairs');
  const limits = new Map<string, PairLimit>();
  let at = 0;
  for (const part of json) {
    if (!isList(part)) return bad(null, 'a list of lists of pairs');
    for (const row of part) {
      const [pair, info] = isList(row) ? row : [];
      if (typeof pair !== 'string' || pair === '' || !isList(info)) return bad(at, 'a pair and a list');
      const limit = limitOf(info);
      if (limit === null) return bad(at, `${pair} with decimals, or null, at 3, 4, 8 and 9`);
      limits.set(`t${pair}`, limit);
      at += 1;
    }
  }
  return right(limits);
};

const limitOf = (info: ReadonlyArray<unknown>): PairLimit | null => {
  const [minOrderSize, maxOrderSize, initialMargin, minMargin] = [3, 4, 8, 9].map((column) => textOf(info[column]));
  return minOrderSize === undefined ||
    maxOrderSize === undefined ||
    initialMargin === undefined ||
    minMargin === undefined
    ? null
    : { minOrderSize, maxOrderSize, initialMargin, minMargin };
};

// Undefined where there is something else than a decimal or nothing.
const textOf = (cell: unknown): string | null | undefined => {
  if (cell === null || cell === undefined) return null;
  if (typeof cell !== 'string' && typeof cell !== 'number') return undefined;
  const text = decimalText(cell);
  return isRight(text) && !text.right.startsWith('-') ? text.right : undefined;
};

const isList = (value: unknown): value is ReadonlyArray<unknown> => Array.isArray(value);

const bad = (at: number | null, expected: string): E.Either<PairLimitsError, never> =>
  left({ _tag: 'BadPairLimits', at, expected });
