import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { DecodeError } from '../errors.js';
import { MAX_CALC_KEYS } from '../limits.js';
import { isCalcKey, type CalcKey } from '../words/calc-key.js';
import type { InputChecks } from './input-checks.js';
import { badBody, inputCodec, type InputCodec } from './input-codec.js';

/*
 * https://docs.bitfinex.com/reference/ws-auth-input-calc
 *
 * [0,"calc",null,[["margin_base"],["position_tBTCUSD"],["wallet_margin_BTC"],["balance"]]]
 */

/**
 * Asks for values that the server calculates on request alone: up to 30 in one message, and 8 a second. Not acknowledged:
 * the answers are `miu`, `fiu`, `pu`, `wu` and `bu`. https://docs.bitfinex.com/reference/ws-auth-input-calc
 */
export interface CalculateInput {
  readonly code: 'calc';
  readonly keys: ReadonlyArray<CalcKey>;
}

/** Makes the input that asks for calculated values. */
export const calculate = (keys: ReadonlyArray<CalcKey>): CalculateInput => ({ code: 'calc', keys });

const read = (body: unknown): E.Either<DecodeError, CalculateInput> => {
  if (!Array.isArray(body)) return left(badBody('calc', 'a list of keys', body));
  const keys: CalcKey[] = [];
  for (const [at, each] of (body as ReadonlyArray<unknown>).entries()) {
    const key: unknown = Array.isArray(each) ? each[0] : null;
    if (typeof key !== 'string' || !isCalcKey(key)) {
      return left(badBody('calc', 'a list with one key of calc', each, `key ${at}`));
    }
    keys.push(key);
  }
  return right({ code: 'calc', keys });
};

const write = (o: CalculateInput, c: InputChecks): unknown => {
  const keys = c.list('keys', o.keys);
  const count = keys.length;
  if (count === 0) c.fail({ _tag: 'Empty', code: 'calc' });
  if (count > MAX_CALC_KEYS) c.fail({ _tag: 'TooMany', code: 'calc', count, limit: MAX_CALC_KEYS });
  return keys.map((key, at) => [c.text(`keys.${at}`, key, isCalcKey, 'a key of calc')]);
};

/** Reads and writes the input that asks for calculated values. */
export const CalculateInput: InputCodec<CalculateInput, CalculateInput> = /* @__PURE__ */ inputCodec({
  code: 'calc',
  read,
  write,
});
