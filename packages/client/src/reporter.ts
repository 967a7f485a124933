import { explainDecodeError, specKey } from '@bitfinex-ws/protocol';
import { explainConnectionEnd, explainConnectionLoss } from './connection/explain.js';
import type { Reporter } from './log-contract.js';
import type { Logger } from './options.js';
import { createVoice } from './voice.js';

/** Makes the voice of a client towards a logger. What comes in floods is sampled; payloads are never told. */
export const createReporter = (logger: Logger): Reporter => {
  const { say, sampled, listenerThrew, defect } = createVoice(logger);

  return {
    event: (event) => {
      switch (event.type) {
        case 'connected':
          return say('info', 'connected', { conn: event.conn, serverId: event.serverId });
        case 'disconnected':
          return say('warn', `disconnected: ${explainConnectionLoss(event.loss)}`, { conn: event.conn });
        case 'connectFailed':
          return say('warn', `could not connect: ${explainConnectionLoss(event.loss)}`, { conn: event.conn });
        case 'reconnecting':
          return say(
            'info',
            `${event.reason === 'governor' ? 'held by the governor: dialling' : 'dialling again'} in ${event.ms} ms`,
            { conn: event.conn, failures: event.failures },
          );
        case 'paused':
          return say('warn', `paused by the server: ${event.cause}`, { conn: event.conn });
        case 'resumed':
          return say('info', event.by === 'server' ? 'resumed by the server' : 'resumed: the pause lasted too long', {
            conn: event.conn,
          });
        case 'connectionEnded':
          return say('info', `connection ended: ${explainConnectionEnd(event.end)}`, { conn: event.conn });
        case 'gap': {
          const { conn, counter, expected, received, missing } = event;
          return sampled('gap', 'warn', () => 'sequence gap', { conn, counter, expected, received, missing });
        }
        case 'heartbeat':
          return;
        case 'channelStale': {
          const { conn, spec, silentMs } = event;
          return sampled('channelStale', 'warn', () => 'a channel is silent', {
            conn,
            channel: specKey(spec),
            silentMs,
          });
        }
        case 'failure':
          return sampled('failure', 'warn', () => explainDecodeError(event.error), { conn: event.conn });
        case 'unrouted':
          return sampled('unrouted', 'debug', () => 'a frame of no channel', {
            conn: event.conn,
            chanId: event.chanId,
          });
        case 'unrecognised':
          return sampled('unrecognised', 'warn', () => `an unknown event "${event.event}"`, { conn: event.conn });
        case 'sendFailed':
          return sampled('sendFailed', 'warn', () => 'a request could not be sent', {
            conn: event.conn,
            why: event.error._tag,
          });
        case 'bookError': {
          const { symbol, prec, len } = event.spec;
          return sampled('bookError', 'warn', () => 'a book did not take a message', {
            symbol,
            prec,
            len,
            error: event.error,
          });
        }
        case 'closed':
          return say('info', 'closed', {});
      }
    },
    listenerThrew,
    defect,
  };
};
