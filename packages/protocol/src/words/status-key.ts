import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { TradingSymbol } from '../channels/spec.js';
import type { SpecError } from '../errors.js';
import { isTradingSymbol } from './symbol.js';

/*
 * https://docs.bitfinex.com/reference/ws-public-status
 *
 * deriv:tBTCF0:USTF0 · liq:global
 */

/** What the key of a status channel says: the status of one derivative, or every liquidation. */
export type StatusKey = { readonly type: 'deriv'; readonly symbol: TradingSymbol } | { readonly type: 'liq' };

/** The text of a status key. */
export type StatusKeyText = `deriv:${TradingSymbol}` | 'liq:global';

/** Reads the key of a status channel. BadStatusKey where it has no such form. */
export const parseStatusKey = (text: string): E.Either<SpecError, StatusKey> => {
  if (text === 'liq:global') return right({ type: 'liq' });
  // A symbol may hold a colon of its own: the first one alone parts the key.
  const colon = text.indexOf(':');
  const symbol = text.slice(colon + 1);
  return text.slice(0, Math.max(colon, 0)) === 'deriv' && isTradingSymbol(symbol)
    ? right({ type: 'deriv', symbol })
    : left({ _tag: 'BadStatusKey', text });
};

/** Writes the key of a status channel. */
export const printStatusKey = (key: StatusKey): StatusKeyText =>
  key.type === 'liq' ? 'liq:global' : `deriv:${key.symbol}`;
