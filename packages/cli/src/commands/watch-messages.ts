import { either as E } from 'fp-ts';
import type { StreamMessage, Subscription } from '@bitfinex-ws/client';
import { specKey } from '@bitfinex-ws/protocol';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { note, print, printJson } from '../output.js';
import { messageLines } from '../render/message-line.js';
import { timeText } from '../render/numbers.js';
import { endReasonText, gapText, isBreak } from '../render/stream-text.js';
import { QUIET_MS } from '../limits.js';
import type { Stop } from '../stop.js';
import { until } from '../until.js';

/** Prints each message of a subscription, as text or as one JSON object a line. */
export const watchMessages = async (
  subscription: Subscription,
  { json, limit }: { readonly json: boolean; readonly limit: number | null },
  stop: Stop,
  io: Io,
): Promise<E.Either<CliError, null>> => {
  let printed = 0;
  // Some channels say nothing for minutes: a person shall know that it is not the program.
  const cancelNote = io.clock.after(QUIET_MS, () => {
    if (!json && printed === 0) note(io, `nothing yet of ${specKey(subscription.spec)}; Ctrl-C ends`);
  });
  void stop.asked.then(cancelNote);
  for await (const message of until(subscription, stop.asked)) {
    if (json) await printJson(io, message);
    else await show(message, io);
    if (message.type === 'ended') {
      if (stop.cause() !== null) break;
      const reason = endReasonText(message.reason);
      return E.left({ _tag: 'SubscriptionEnded', channel: specKey(subscription.spec), reason });
    }
    printed += isBreak(message) ? 0 : 1;
    if (printed === limit) stop.ask('limit');
  }
  return E.right(null);
};

const show = async (message: StreamMessage, io: Io): Promise<void> => {
  if (isBreak(message)) return note(io, gapText(message));
  if (message.type === 'ended') return;
  for (const line of messageLines(message)) await print(io, `${timeText(message.receivedAt)}  ${line}`);
};
