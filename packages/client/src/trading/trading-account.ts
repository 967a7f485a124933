import { isLeft } from '@bitfinex-ws/machine';
import type { AccountMessage } from '@bitfinex-ws/protocol';
import type { ReadOnlyAccount } from './account.js';
import type { AccountOptions } from './account-options.js';
import { createBroadcasts, type Broadcasts } from './broadcasts.js';
import { openCore, withDispose } from './core.js';
import { createOffersDesk, type OffersDesk } from './offers-desk.js';
import { createOrdersDesk, type OrdersDesk } from './orders-desk.js';
import { resolveAccountOptions } from './resolve-account-options.js';
import { unusableAccount } from './unusable-account.js';
import { forUntyped } from './untyped.js';

/** What an account can do besides being looked at. */
export type Trading = Pick<OrdersDesk, 'submit' | 'update' | 'cancel' | 'cancelMany' | 'batch' | 'tickets'> &
  Pick<OffersDesk, 'offer' | 'cancelOffer'> &
  Broadcasts;

/** An account that can be traded with. */
export interface Account extends ReadOnlyAccount, Trading {}

type Face = Omit<Account, typeof Symbol.asyncDispose>;

/**
 * Makes an account. It never throws and dials nothing: `ready` does. With options that mean nothing every call of it answers
 * `BadOptions`.
 */
export const createAccount = (options: AccountOptions): Account => {
  const config = resolveAccountOptions(options);
  if (isLeft(config)) {
    const refused = Promise.resolve(config);
    const calls = forUntyped({
      submit: () => config,
      update: () => refused,
      cancel: () => refused,
      cancelMany: () => refused,
      batch: (items) =>
        items.map(({ type }) => (type === 'submit' ? { type, ticket: config } : { type, answer: refused })),
      offer: () => config,
      cancelOffer: () => refused,
      broadcast: () => config,
    });
    return withDispose<Face>({ ...unusableAccount(config.left), ...calls, tickets: () => [] });
  }
  const { face, desk } = openCore(config.right, (core) => {
    const [orders, offers] = [createOrdersDesk(core), createOffersDesk(core)];
    const both = [orders, offers];
    return {
      orders,
      offers,
      broadcast: createBroadcasts(core).broadcast,
      onLoggedIn: (socket: number, at: number) => both.forEach((desk) => desk.onLoggedIn(socket, at)),
      onLoggedOut: (socket: number, at: number) => both.forEach((desk) => desk.onLoggedOut(socket, at)),
      onAccount: (socket: number, message: AccountMessage, at: number) =>
        both.forEach((desk) => desk.onAccount(socket, message, at)),
      onError: orders.onError,
      close: (at: number) => both.forEach((desk) => desk.close(at)),
      pending: () => ({
        orders: orders.pending().tickets,
        offers: offers.pending().tickets,
        requests: orders.pending().requests + offers.pending().requests,
      }),
    };
  });
  const { orders, offers, broadcast } = desk;
  const calls = forUntyped({ ...orders, offer: offers.offer, cancelOffer: offers.cancelOffer, broadcast });
  return withDispose<Face>({ ...face, ...calls, tickets: orders.tickets });
};
