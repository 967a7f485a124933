import type { AccountMessage, NumberMode } from '@bitfinex-ws/protocol';
import { changed, rowChanged, snapshotTaken, valueChanged } from './changes.js';
import type { ViewEffect } from './contract.js';
import type { OwnFundingTrade, OwnTrade, RowOfView, SnapshotView } from './reading.js';
import type { Recovery } from './recovery.js';
import type { States } from './states.js';

type Effects<N extends NumberMode> = ReadonlyArray<ViewEffect<N>>;
const NONE: ReadonlyArray<never> = [];

/** What a message of the account does to its views. */
export const receiver = <N extends NumberMode>(states: States<N>, recovery: Recovery<N>) => {
  const update = <View extends SnapshotView>(
    view: View,
    row: RowOfView<N>[View],
    isEnd: boolean,
    at: number,
  ): Effects<N> => {
    const step = states.rows[view].update(row, isEnd);
    return step === null ? NONE : [rowChanged<View, N>(view, at, step)];
  };

  const list = <View extends SnapshotView>(
    view: View,
    rows: ReadonlyArray<RowOfView<N>[View]>,
    kind: 'snapshot' | 'update' | 'end',
    at: number,
  ): Effects<N> => {
    if (kind !== 'snapshot') return rows.flatMap((row) => update(view, row, kind === 'end', at));
    const { rows: sent, replayed, diff } = states.rows[view].snapshot(rows);
    return [
      snapshotTaken<View, N>(view, at, sent),
      ...replayed.map((step) => rowChanged<View, N>(view, at, step)),
      ...recovery.arrived(at, view, diff),
    ];
  };

  const trade = (row: Parameters<typeof states.trades.receive>[0], confirmed: boolean, at: number): Effects<N> => {
    const step = states.trades.receive(row, confirmed);
    if (step === null) return NONE;
    const told: { readonly before: OwnTrade<N> | null; readonly value: OwnTrade<N> } = step;
    return [valueChanged<N>({ type: 'updated', view: 'trades', of: 'trade', at, key: step.key, ...told })];
  };

  const fundingTrade = (
    row: Parameters<typeof states.fundingTrades.receive>[0],
    confirmed: boolean,
    at: number,
  ): Effects<N> => {
    const step = states.fundingTrades.receive(row, confirmed);
    if (step === null) return NONE;
    const told: { readonly before: OwnFundingTrade<N> | null; readonly value: OwnFundingTrade<N> } = step;
    return [valueChanged<N>({ type: 'updated', view: 'fundingTrades', of: 'trade', at, key: step.key, ...told })];
  };

  return (message: AccountMessage<N>, at: number): Effects<N> => {
    switch (message.type) {
      case 'order':
        return update('orders', message.order, message.code === 'oc', at);
      case 'orders':
        return list('orders', message.orders, kindOf(message.code, 'os', 'oc'), at);
      case 'position':
        return update('positions', message.position, message.code === 'pc', at);
      case 'positions':
        return list('positions', message.positions, kindOf(message.code, 'ps', 'pc'), at);
      case 'wallet':
        return update('wallets', message.wallet, false, at);
      case 'wallets':
        return list('wallets', message.wallets, message.code === 'ws' ? 'snapshot' : 'update', at);
      case 'fundingOffer':
        return update('offers', message.offer, message.code === 'foc', at);
      case 'fundingOffers':
        return list('offers', message.offers, kindOf(message.code, 'fos', 'foc'), at);
      case 'fundingCredit':
        return update('credits', message.credit, message.code === 'fcc', at);
      case 'fundingCredits':
        return list('credits', message.credits, kindOf(message.code, 'fcs', 'fcc'), at);
      case 'fundingLoan':
        return update('loans', message.loan, message.code === 'flc', at);
      case 'fundingLoans':
        return list('loans', message.loans, kindOf(message.code, 'fls', 'flc'), at);
      case 'accountTrade':
        return trade(message.trade, message.code === 'tu', at);
      case 'accountTrades':
        return message.trades.flatMap((row) => trade(row, message.code === 'tu', at));
      case 'accountFundingTrade':
        return fundingTrade(message.trade, message.code === 'ftu', at);
      case 'accountFundingTrades':
        return message.trades.flatMap((row) => fundingTrade(row, message.code === 'ftu', at));
      case 'balance': {
        const { balance: value } = message;
        const before = states.balance.set('', value);
        if (before === undefined) return NONE;
        return [valueChanged<N>({ type: 'updated', view: 'balance', of: 'balance', at, key: '', before, value })];
      }
      case 'marginBase': {
        const { margin: value } = message;
        const before = states.margin.base.set('', value);
        if (before === undefined) return NONE;
        return [valueChanged<N>({ type: 'updated', view: 'margin', of: 'base', at, key: '', before, value })];
      }
      case 'marginSymbol': {
        const { margin: value, symbol: key } = message;
        const before = states.margin.symbols.set(key, value);
        if (before === undefined) return NONE;
        return [valueChanged<N>({ type: 'updated', view: 'margin', of: 'symbol', at, key, before, value })];
      }
      case 'fundingInfo': {
        const { info: value, symbol: key } = message;
        const before = states.fundingInfo.set(key, value);
        if (before === undefined) return NONE;
        return [valueChanged<N>({ type: 'updated', view: 'fundingInfo', of: 'symbol', at, key, before, value })];
      }
      case 'notification': {
        const { notification: value } = message;
        states.notifications.add(value);
        return [
          changed<N>({
            type: 'updated',
            view: 'notifications',
            of: 'notification',
            at,
            key: '',
            before: null,
            value,
          }),
        ];
      }
      // Nothing that a view is made of; whoever listens to the account's messages sees them.
      case 'retired':
      case 'unrecognisedAccount':
        return NONE;
    }
  };
};

const kindOf = (code: string, snapshot: string, end: string): 'snapshot' | 'update' | 'end' =>
  code === snapshot ? 'snapshot' : code === end ? 'end' : 'update';
