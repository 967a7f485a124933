import { AT_REST, pauseBeforeNext } from './ask.js';
import type { Fact } from './contract.js';
import { ASK_TRIES, RETRY_PAUSE_MS } from './limits.js';
import { findUnsent } from './match.js';
import { drop, end, enter, nothing, numbered, withChannel, type Move } from './move.js';
import { isPaused, isWanted } from './state.js';

/**
 * A subscribe was not sent. Its first asker is told at once: nothing here makes room in a socket, and to wait for an
 * answer that cannot come would only hide it. A channel that is being recovered is asked for again after a pause.
 */
export const sendFailed =
  ({ conn, subId, cause }: Fact<'SendFailed'>): Move =>
  (state) => {
    const connection = state.connections.get(conn);
    const channel = connection && findUnsent(state, connection, subId);
    if (channel?.phase._tag !== 'Asking') return [state, []];
    if (!isWanted(channel)) return drop(channel)(state);
    if (isPaused(state, channel)) return enter(channel, AT_REST)(state);
    const { tries } = channel.phase;
    return channel.purpose === 'again' && tries < ASK_TRIES
      ? pauseBeforeNext(channel, tries)(state)
      : end(channel, { _tag: 'NotSent', conn, cause, spec: channel.spec })(state);
  };

/**
 * An unsubscribe was not sent. It is sent after a pause, for as long as the connection lives: the server sends the channel, and counts it,
 * until it has heard of it, and would answer a new subscribe `dup` (10301).
 */
export const unsubscribeFailed =
  ({ conn, chanId }: Fact<'UnsubscribeFailed'>): Move =>
  (state) =>
    withChannel(state.connections.get(conn)?.chanIds.get(chanId) ?? '', (channel) =>
      channel.phase._tag !== 'Leaving'
        ? nothing
        : numbered((fresh) =>
            enter(channel, {
              _tag: 'Leaving',
              chanId,
              unsent: true,
              timer: { name: `unsub:${fresh}`, ms: RETRY_PAUSE_MS },
            }),
          ),
    )(state);
