import { either as E } from 'fp-ts';
import { explainAccountError, type Account } from '@bitfinex-ws/client/trading';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { print, printJson } from '../output.js';

/** Asks for cancellations and tells what the exchange answered. The first that is refused is the command's error; the others are asked all the same. */
export const cancelOrders = async (
  ids: ReadonlyArray<number> | 'all',
  account: Account,
  json: boolean,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  let failed: CliError | null = null;
  const answers =
    ids === 'all'
      ? [{ what: 'cancel all', answer: account.cancelMany({ all: true }) }]
      : ids.map((id) => ({ what: `cancel ${id}`, answer: account.cancel({ id }) }));
  for (const { what, answer } of answers) {
    const answered = await answer;
    if (E.isLeft(answered)) {
      failed ??= { _tag: 'OrderFailed', what, reason: explainAccountError(answered.left) };
      continue;
    }
    const { text, orders } = answered.right;
    if (json) await printJson(io, { type: 'cancelAsked', what, text, orders });
    else await print(io, `${what}: ${text ?? 'acknowledged'}`);
  }
  return failed === null ? E.right(null) : E.left(failed);
};
