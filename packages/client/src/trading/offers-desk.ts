import { isLeft, left, right } from '@bitfinex-ws/machine';
import {
  cancelOffer,
  encodeInput,
  newOffer,
  type AccountMessage,
  type NewOffer,
  type SparseFundingOffer,
} from '@bitfinex-ws/protocol';
import { offers, type OffersEffect, type OffersInput, type OffersNews } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { CallOptions } from '../subscription/subscription.js';
import type { AccountAnswer } from './account.js';
import type { AccountError } from './account-errors.js';
import type { Core } from './core.js';
import { refusalOf } from './guard.js';
import { createOfferTicket, type OfferHandle, type OfferTicket } from './offer-ticket.js';
import { createRequests } from './requests.js';
import { createRunner } from './runner.js';
import { sendInput } from './send-input.js';

/** Where funding offers are placed and cancelled. */
export interface OffersDesk {
  /** Places a funding offer. The ticket is there at once; a Left: it was refused here. */
  readonly offer: (offer: NewOffer) => E.Either<AccountError, OfferTicket>;
  /** Asks for the cancellation of an offer by its id; answers with the offer as it ended, null where the answer has none. */
  readonly cancelOffer: (id: number, options?: CallOptions) => AccountAnswer<SparseFundingOffer | null>;
  /** The account was logged in on this socket. */
  readonly onLoggedIn: (socket: number, at: number) => void;
  /** The socket is gone, or its login. */
  readonly onLoggedOut: (socket: number, at: number) => void;
  /** A message of the account has come. */
  readonly onAccount: (socket: number, message: AccountMessage, at: number) => void;
  /** Settles every ticket and every answer. */
  readonly close: (at: number) => void;
  /** How many tickets and answers are open. */
  readonly pending: () => { readonly tickets: number; readonly requests: number };
}

/** Makes a desk at which nothing was asked for. */
export const createOffersDesk = (core: Core): OffersDesk => {
  const { config } = core;
  const { clock } = config;
  const handles = new Map<number, OfferHandle>();
  const requests = createRequests<SparseFundingOffer | null>(core);
  let lastKey = 0;

  const hear = (news: OffersNews): void => {
    switch (news.type) {
      case 'answered':
        return requests.settle(news.request, news.result);
      case 'unmatchedReject':
        return core.emit({ ...news, cid: null, at: clock.now() });
      case 'final':
        handles.get(news.key)?.hear(news);
        return void handles.delete(news.key);
      case 'acknowledged':
      case 'fill':
      case 'updated':
      case 'outcomeUnknown':
      case 'resolved':
      case 'ended':
        return handles.get(news.key)?.hear(news);
    }
  };
  const run = (effect: Exclude<OffersEffect, { readonly type: 'StartTimer' | 'StopTimer' }>): void => {
    if (effect.type === 'Announce') return hear(effect.news);
    const { conn, send, input } = effect;
    if (!sendInput(core, conn, input)) runner.dispatch({ type: 'SendFailed', send, at: clock.now() });
  };
  const runner = createRunner(offers(config.offers), {
    clock,
    turn: core.turn.run,
    fired: (timer, at): OffersInput => ({ type: 'TimerFired', timer, at }),
    run,
    onDefect: (defect) => core.onDefect(defect, 'offers'),
  });
  const cancelled = (
    options: CallOptions,
    ask: (request: number) => OffersInput,
  ): AccountAnswer<SparseFundingOffer | null> => {
    const refused = refusalOf(core, { of: 'funding', symbol: null, fresh: false });
    if (refused !== null) return Promise.resolve(left(refused));
    return requests.open('cancelOffer', options, (request) => runner.dispatch(ask(request)));
  };

  return {
    offer: (asked) => {
      const refused = refusalOf(core, { of: 'funding', symbol: asked.symbol, fresh: true });
      if (refused !== null) return left(refused);
      const encoded = encodeInput(newOffer(asked));
      if (isLeft(encoded)) return left({ _tag: 'BadInput', reason: encoded.left });
      const key = ++lastKey;
      const handle = createOfferTicket(key, asked, {
        queue: config.queue,
        now: clock.now,
        ticket: () => runner.state().tickets.get(key) ?? null,
        cancel: (options = {}) => {
          const id = handle.face.id();
          return cancelled(options, (request) =>
            id !== null && !handles.has(key)
              ? { type: 'CancelAsked', request, at: clock.now(), id }
              : { type: 'WithdrawAsked', request, at: clock.now(), key },
          );
        },
      });
      handles.set(key, handle);
      runner.dispatch({ type: 'OfferAsked', key, at: clock.now(), offer: asked });
      return right(handle.face);
    },
    cancelOffer: (id, options = {}) => {
      const encoded = encodeInput(cancelOffer(id));
      if (isLeft(encoded)) return Promise.resolve(left({ _tag: 'BadInput', reason: encoded.left }));
      return cancelled(options, (request) => ({ type: 'CancelAsked', request, at: clock.now(), id }));
    },
    onLoggedIn: (conn, at) => runner.dispatch({ type: 'ConnectionReady', conn, at }),
    onLoggedOut: (conn, at) => runner.dispatch({ type: 'ConnectionLost', conn, at }),
    onAccount: (conn, message, at) => runner.dispatch({ type: 'Received', conn, at, message }),
    close: (at) => {
      runner.dispatch({ type: 'CloseAsked', at });
      runner.stop();
    },
    pending: () => ({ tickets: runner.state().tickets.size, requests: runner.state().cancels.size }),
  };
};
