import { either as E } from 'fp-ts';
import type { OrderCommand } from '../args/command.js';
import { confirm } from '../confirm.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { factsOf, orderLines } from '../render/account-lines.js';
import { createStop, exitCodeOfStop, type Stop } from '../stop.js';
import { isReal, withAccount, type AccountSession } from './account-session.js';
import { cancelOrders } from './order-cancel.js';
import { orderText, submitOrder } from './order-submit.js';

/** Places, cancels or lists orders. Nothing leaves for an exchange before somebody said yes. */
export const order = async (command: OrderCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const stop = createStop(io, command.seconds);
  try {
    const asked = await ask(command, stop, io);
    if (E.isLeft(asked)) return asked;
    const done = await withAccount(command, stop, io, (session) => carryOut(command, session, stop, io));
    return E.isLeft(done) ? done : E.right(exitCodeOfStop(stop.cause()));
  } finally {
    stop.dispose();
  }
};

const ask = async (command: OrderCommand, stop: Stop, io: Io): Promise<E.Either<CliError, void>> => {
  const { action, source, yes } = command;
  if (action.type === 'list' || yes || !isReal(source)) return E.right(undefined);
  const where = source._tag === 'Address' ? source.url : 'paper';
  const what = action.type === 'submit' ? orderText(action.order) : cancelText(action.ids);
  const confirmed = await confirm(`${what} at ${where}.`, stop, io);
  return confirmed ? E.right(undefined) : E.left({ _tag: 'NotConfirmed', what });
};

const cancelText = (ids: ReadonlyArray<number> | 'all'): string =>
  ids === 'all' ? 'cancel all orders' : `cancel ${ids.length === 1 ? 'order' : 'orders'} ${ids.join(', ')}`;

const carryOut = async (
  { action, json }: OrderCommand,
  session: AccountSession,
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  note(io, `account of ${session.label}`);
  switch (action.type) {
    case 'submit':
      return submitOrder(action, session.account, json, stop, io);
    case 'cancel':
      return cancelOrders(action.ids, session.account, json, io);
    case 'list': {
      const { orders, unread } = factsOf(session.account);
      const failed = unread.find((text) => text.startsWith('orders'));
      if (failed !== undefined) return E.left({ _tag: 'OrderFailed', what: 'list', reason: failed });
      if (json) for (const row of orders) await printJson(io, row);
      else for (const line of orderLines(orders)) await print(io, line);
      return E.right(null);
    }
  }
};
