import { positionRow, walletRow } from './account-text.js';
import type { WalletType } from './bank.js';
import type { Say } from './desk.js';
import { MARGIN_LEVERAGE, type Holdings } from './holdings.js';
import { moneyText, type Money } from './money.js';
import type { Pit } from './pit.js';
import { profitOf, type Position } from './positions.js';

/** Keys of one message. Source: https://docs.bitfinex.com/reference/ws-auth-input-calc */
const MOST_KEYS = 30;

/** Works out and says what can be worked out of an account. */
interface Calc {
  /** Says what each key asks for; says nothing to one that it does not know. */
  readonly answer: (keys: ReadonlyArray<unknown>) => void;
  readonly sayBalance: () => void;
  readonly sayPosition: (position: Position) => void;
}

/** Works with what an account has. */
export const createCalc = (
  holdings: Holdings,
  pit: Pit,
  say: Say,
  fundingInfo: (symbol: string) => string | null = () => null,
): Calc => {
  const inDollars = (currency: string, money: Money): number => {
    const number = Number(moneyText(money));
    if (DOLLARS.has(currency)) return number;
    const listing = pit.listing(`t${currency}USD`);
    const last = listing && pit.engine(listing.symbol).last;
    return listing && last ? (number * last) / 10 ** listing.decimals : 0;
  };
  const sayBalance = (): void => {
    const sum = holdings.wallets().reduce((all, { currency, balance }) => all + inDollars(currency, balance), 0);
    const won = [...DOLLARS].reduce((all, currency) => all + Number(moneyText(holdings.profit(currency))), 0);
    say('bu', `[${rounded(sum)},${rounded(sum + won)}]`, null);
  };
  const sayPosition = (position: Position): void => {
    const listing = pit.listing(position.symbol);
    const last = listing && pit.engine(position.symbol).last;
    if (!listing || last === null) return;
    const profit = profitOf(position, last, listing.decimals);
    const paid = Number(position.cost) / 10 ** (listing.decimals + 8);
    const percent = rounded((100 * Number(moneyText(profit))) / paid);
    const equity = Number(moneyText(holdings.wallet('margin', listing.quote).balance + profit));
    const leverage = equity > 0 ? rounded(paid / equity) : 0;
    say('pu', positionRow(position, listing, { profit, percent, leverage }), position.symbol);
  };
  const sayMargin = (): void => {
    const won = Number(moneyText(holdings.profit('USD')));
    const margin = Number(moneyText(holdings.wallet('margin', 'USD').balance));
    const free = Number(moneyText(holdings.tradable('USD', MARGIN_LEVERAGE)));
    const required = Math.max(0, margin + won - free / MARGIN_LEVERAGE);
    say('miu', `["base",[${[won, 0, margin, margin + won, required].map(rounded).join(',')}]]`, null);
  };
  const sayMarginOf = (symbol: string): void => {
    const listing = pit.listing(symbol);
    const last = listing && pit.engine(symbol).last;
    if (!listing?.margin || !last) return;
    const free = Math.max(0, Number(moneyText(holdings.tradable(listing.quote, MARGIN_LEVERAGE))));
    const units = rounded(free / (last / 10 ** listing.decimals));
    const figures = [rounded(free), rounded(free), units, units, null, null, null, null];
    say('miu', JSON.stringify(['sym', symbol, figures]), symbol);
  };
  const answerOne = (key: string): void => {
    const [, wallet, currency] = /^wallet_(exchange|margin|funding)_([A-Z0-9]+)$/.exec(key) ?? [];
    if (isWalletType(wallet) && currency !== undefined) {
      const row = walletRow(holdings.wallet(wallet, currency), holdings.available(wallet, currency));
      return say('wu', row, `${wallet}-${currency}`);
    }
    if (key === 'balance') return sayBalance();
    if (key === 'margin_base') return sayMargin();
    if (key.startsWith('funding_sym_')) {
      const symbol = key.slice('funding_sym_'.length);
      const row = fundingInfo(symbol);
      return row === null ? undefined : say('fiu', row, symbol);
    }
    if (key.startsWith('margin_sym_')) return sayMarginOf(key.slice('margin_sym_'.length));
    const position = key.startsWith('position_') ? holdings.position(key.slice('position_'.length)) : null;
    if (position) sayPosition(position);
  };

  return {
    answer: (keys) => {
      for (const key of keys.slice(0, MOST_KEYS)) {
        const name: unknown = Array.isArray(key) ? key[0] : key;
        if (typeof name === 'string') answerOne(name);
      }
    },
    sayBalance,
    sayPosition,
  };
};

const DOLLARS: ReadonlySet<string> = new Set(['USD', 'UST', 'USTF0']);
const rounded = (value: number): number => Number(value.toFixed(8));
const isWalletType = (text: string | undefined): text is WalletType =>
  text === 'exchange' || text === 'margin' || text === 'funding';
