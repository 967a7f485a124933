import type { NewOrder, OrderTarget, OrderTargets, OrderUpdate } from '@bitfinex-ws/protocol';
import type { RequestAnswer } from '@bitfinex-ws/trading';
import type { either as E } from 'fp-ts';
import type { AccountAnswer } from './account.js';
import type { AccountError } from './account-errors.js';
import type { OrderTicket } from './order-ticket.js';

/** One operation of a batch, as the user asks for it. */
export type OrderBatchItem =
  | { readonly type: 'submit'; readonly order: NewOrder }
  | { readonly type: 'update'; readonly update: OrderUpdate }
  | { readonly type: 'cancel'; readonly target: OrderTarget }
  | { readonly type: 'cancelMany'; readonly targets: OrderTargets };

/** What became of one operation of a batch: a ticket or why there is none, or an answer that is to come. */
export type OrderBatchResult =
  | { readonly type: 'submit'; readonly ticket: E.Either<AccountError, OrderTicket> }
  | { readonly type: 'update' | 'cancel' | 'cancelMany'; readonly answer: AccountAnswer<RequestAnswer> };
