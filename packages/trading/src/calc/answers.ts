import type { AccountMessage, CalcKey, NumberMode, Position, Wallet } from '@bitfinex-ws/protocol';
import type { CalcValue } from './contract.js';

/** Tells of one calculated value. */
export type OnValue<N extends NumberMode> = (key: CalcKey, value: CalcValue<N>) => void;

/**
 * Finds the calculated values in a message of the account. A row whose calculated fields are null is none: the server
 * sends it first when something changed, and the values later.
 */
export const calculatedIn = <N extends NumberMode>(message: AccountMessage<N>, onValue: OnValue<N>): void => {
  // What the exchange calls a symbol or a wallet makes a key by definition.
  const tell = (key: string, value: CalcValue<N>): void => onValue(key as CalcKey, value);
  const position = (row: Position<N>, isClosed: boolean): void => {
    if (isClosed || row.pl !== null) tell(`position_${row.symbol}`, { type: 'position', position: row });
  };
  const wallet = (row: Wallet<N>): void => {
    if (row.balanceAvailable !== null) {
      tell(`wallet_${row.type}_${row.currency}`, { type: 'wallet', wallet: row });
    }
  };
  switch (message.type) {
    case 'marginBase':
      return tell('margin_base', { type: 'marginBase', margin: message.margin });
    case 'marginSymbol': {
      const { symbol, margin } = message;
      return margin.tradableBalance === null
        ? undefined
        : tell(`margin_sym_${symbol}`, { type: 'marginSymbol', symbol, margin });
    }
    case 'fundingInfo': {
      const { symbol, info } = message;
      return tell(`funding_sym_${symbol}`, { type: 'fundingInfo', symbol, info });
    }
    case 'position':
      return position(message.position, message.code === 'pc');
    case 'positions':
      return message.positions.forEach((row) => position(row, message.code === 'pc'));
    case 'wallet':
      return wallet(message.wallet);
    case 'wallets':
      return message.wallets.forEach(wallet);
    case 'balance':
      return tell('balance', { type: 'balance', balance: message.balance });
    default:
      return;
  }
};
