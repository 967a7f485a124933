import { either as E } from 'fp-ts';
import { explainAccountError, type Account } from '@bitfinex-ws/client/trading';
import type { NewOrder } from '@bitfinex-ws/protocol';
import type { OrderAction, WrittenOrder } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { print, printJson } from '../output.js';
import { stepFailure, stepText } from '../render/order-step.js';
import type { Stop } from '../stop.js';
import { until } from '../until.js';

/** Sends an order and tells what happens to it: until the exchange has it, or (`wait`) until it is over. */
export const submitOrder = async (
  { order, wait }: Extract<OrderAction, { readonly type: 'submit' }>,
  account: Account,
  json: boolean,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  const what = orderText(order);
  const ticket = account.submit(newOrderOf(order));
  if (E.isLeft(ticket)) return E.left({ _tag: 'OrderFailed', what, reason: explainAccountError(ticket.left) });
  for await (const step of until(ticket.right, stop.asked)) {
    // That items were dropped, or that the account was closed, is nothing that happened to the order.
    if (!('cid' in step)) continue;
    if (json) await printJson(io, step);
    else await print(io, `order ${ticket.right.id() ?? `cid ${ticket.right.cid}`}: ${stepText(step)}`);
    const failure = stepFailure(step);
    if (failure !== null) return E.left({ _tag: 'OrderFailed', what, reason: failure });
    if (step.type === 'final' || (step.type === 'acknowledged' && !wait)) break;
  }
  return E.right(null);
};

/** An order in words. */
export const orderText = ({ side, amount, symbol, price, margin, ...flags }: WrittenOrder): string => {
  const { postOnly, hidden, reduceOnly } = flags;
  const terms = [margin && 'margin', postOnly && 'post only', hidden && 'hidden', reduceOnly && 'reduce only'];
  const named = terms.filter((term) => term !== false);
  const at = price === null ? 'at the market' : `at ${price}`;
  return `${side} ${amount} ${symbol} ${at}${named.length === 0 ? '' : ` (${named.join(', ')})`}`;
};

const newOrderOf = ({ side, amount, symbol, price, margin, postOnly, hidden, reduceOnly }: WrittenOrder): NewOrder => {
  const common = {
    symbol,
    amount: side === 'buy' ? amount : `-${amount}`,
    flags: { ...(postOnly && { postOnly }), ...(hidden && { hidden }), ...(reduceOnly && { reduceOnly }) },
  };
  if (price === null) return { ...common, type: margin ? 'MARKET' : 'EXCHANGE MARKET' };
  return { ...common, type: margin ? 'LIMIT' : 'EXCHANGE LIMIT', price };
};
