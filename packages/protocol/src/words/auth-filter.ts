import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { FundingSymbol, TradingSymbol } from '../channels/spec.js';
import { isFundingSymbol, isTradingSymbol } from './symbol.js';

/*
 * https://docs.bitfinex.com/docs/ws-auth
 *
 * trading · trading-tBTCUSD · funding · funding-fUSD · wallet · wallet-exchange-BTC · algo · balance · notify
 */

/** Which wallet: exchange is spot, margin holds the collateral of derivatives as well, funding is lent from. */
export type WalletType = 'exchange' | 'margin' | 'funding';

/** One value of the `filter` of a login. Unlike a plain text it cannot be misspelt. */
export type AuthFilterText =
  | 'trading'
  | `trading-${TradingSymbol}`
  | 'funding'
  | `funding-${FundingSymbol}`
  | 'wallet'
  | `wallet-${WalletType}-${string}`
  | 'algo'
  | 'balance'
  | 'notify';

/** What one value of the `filter` of a login lets through. */
export type AuthFilter =
  /** Orders, positions and trades; of one symbol, or null: of all. */
  | { readonly type: 'trading'; readonly symbol: TradingSymbol | null }
  /** Offers, credits, loans and funding trades; of one currency, or null: of all. */
  | { readonly type: 'funding'; readonly symbol: FundingSymbol | null }
  /** One wallet, or null: all of them. */
  | { readonly type: 'wallet'; readonly of: { readonly wallet: WalletType; readonly currency: string } | null }
  /** Algorithmic orders, balances, notifications. */
  | { readonly type: 'algo' | 'balance' | 'notify' };

/** Why a text is no value of a filter. `text` is what was given. */
export interface AuthFilterError {
  readonly _tag: 'BadAuthFilter';
  readonly text: string;
}

const WALLET = /^(exchange|margin|funding)-([A-Z0-9]+)$/;

/** Reads one value of the `filter` of a login. BadAuthFilter where it has no such form. */
export const parseAuthFilter = (text: string): E.Either<AuthFilterError, AuthFilter> => {
  const filter = filterOf(text);
  return filter === null ? left({ _tag: 'BadAuthFilter', text }) : right(filter);
};

const filterOf = (text: string): AuthFilter | null => {
  const dash = text.indexOf('-');
  const scope = dash < 0 ? text : text.slice(0, dash);
  const rest = dash < 0 ? null : text.slice(dash + 1);
  switch (scope) {
    case 'trading':
      return rest === null || isTradingSymbol(rest) ? { type: scope, symbol: rest } : null;
    case 'funding':
      return rest === null || isFundingSymbol(rest) ? { type: scope, symbol: rest } : null;
    case 'wallet': {
      if (rest === null) return { type: scope, of: null };
      const [, wallet, currency = ''] = WALLET.exec(rest) ?? [];
      return wallet === undefined ? null : { type: scope, of: { wallet: wallet as WalletType, currency } };
    }
    case 'algo':
    case 'balance':
    case 'notify':
      return rest === null ? { type: scope } : null;
    default:
      return null;
  }
};

/** Writes one value of the `filter` of a login. */
export const printAuthFilter = (filter: AuthFilter): AuthFilterText => {
  switch (filter.type) {
    case 'trading':
      return filter.symbol === null ? 'trading' : `trading-${filter.symbol}`;
    case 'funding':
      return filter.symbol === null ? 'funding' : `funding-${filter.symbol}`;
    case 'wallet':
      return filter.of === null ? 'wallet' : `wallet-${filter.of.wallet}-${filter.of.currency}`;
    case 'algo':
    case 'balance':
    case 'notify':
      return filter.type;
  }
};

/** What is doubtful about a filter that the server will take. */
export interface AuthFilterWarning {
  /** Without `notify` no request is ever acknowledged: orders, cancellations and offers are answered by notifications. */
  readonly _tag: 'NoAcknowledgements';
  readonly filter: ReadonlyArray<string>;
}

/**
 * What is doubtful about the `filter` of a login, or null. No filter, and an empty one, let everything through.
 * https://docs.bitfinex.com/docs/ws-auth
 */
export const authFilterWarning = (filter: ReadonlyArray<string> | undefined): AuthFilterWarning | null =>
  filter === undefined || filter.length === 0 || filter.includes('notify')
    ? null
    : { _tag: 'NoAcknowledgements', filter };

/** Says in one line what was wrong with a value of a filter and what would be right. */
export const explainAuthFilterError = (error: AuthFilterError): string =>
  `${JSON.stringify(error.text)} is not a filter: write trading, trading-tBTCUSD, funding, funding-fUSD, wallet, wallet-exchange-BTC, algo, balance or notify`;

/** Whether the same text can be accepted later: it cannot, somebody has to write another one. */
export const isRetryableAuthFilterError = (_error: AuthFilterError): boolean => false;

/** Says in one line what is doubtful about a filter. */
export const explainAuthFilterWarning = (warning: AuthFilterWarning): string =>
  `the filter ${warning.filter.join(', ')} leaves out notify: no order and no offer will be acknowledged`;
