import { either as E } from 'fp-ts';
import type { WatchCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { clientErrorText } from '../render/stream-text.js';
import { createStop, exitCodeOfStop } from '../stop.js';
import { channelOfSpec, subscribeFailed, withSession } from './session.js';
import { watchBook } from './watch-book.js';
import { watchMessages } from './watch-messages.js';

/** Shows one channel as it moves: a book as a screen or a line a second, anything else (and JSON) message by message. */
export const watch = async (command: WatchCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const { spec, others, source, seconds, limit, json } = command;
  const stop = createStop(io, null);
  const watched = await withSession(source, stop, io, {}, async (session) => {
    stop.within(seconds);
    if (spec.channel === 'book' && !json) return watchBook([spec, ...others], limit, session, stop, io);
    const subscribed = await session.client.subscribe(channelOfSpec(spec), { signal: stop.signal });
    if (stop.cause() !== null) return E.right(null);
    if (E.isLeft(subscribed)) return E.left(subscribeFailed(spec, clientErrorText(subscribed.left)));
    return watchMessages(subscribed.right, { json, limit }, stop, io);
  });
  stop.dispose();
  return E.isLeft(watched) ? watched : E.right(exitCodeOfStop(stop.cause()));
};
