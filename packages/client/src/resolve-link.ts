import { RESYNC_MS, SILENCE_MS } from '@bitfinex-ws/protocol';
import { platformTransport, systemClock, systemRandom } from '@bitfinex-ws/transport';
import type { DialGovernor } from './governor/contract.js';
import { isDialGovernor, noGovernor, sharedGovernor } from './governor/shared.js';
import { MAX_FLAGS, SEND_LIMIT_BYTES } from './limits.js';
import type { LinkConfig, LinkOptions, Logger } from './options.js';
import { isBag, type Reader } from './options-reader.js';
import { readReconnect } from './reconnect-option.js';
import { readQueue } from './resolve-queue.js';
import { logTransport } from './transport-log.js';
import { createVoice } from './voice.js';

/** Reads the options that concern a connection out of the bag that holds all. */
export const readLink = (
  read: Reader,
  top: Readonly<Record<string, unknown>>,
  defaults: { readonly url: string; readonly flags: number },
): LinkConfig => {
  const backoff = read.bag(top['backoff'], 'backoff', ['baseMs', 'capMs', 'slowMs', 'stableMs']);
  const clock = read.made(top, 'clock', isClock, 'an object with now and after', () => systemClock);
  const transport = read.made(top, 'transport', isTransportFactory, 'a function', () => platformTransport());
  const logger = read.made(top, 'logger', isLogger, 'an object with methods', () => ({}));
  const logged = read.made(top, 'logTransport', isBoolean, 'true or false', () => false);
  return {
    url: read.text(top, 'url', defaults.url),
    transport: logged ? logTransport(transport, logger) : transport,
    logTransport: logged,
    clock,
    random: read.made(top, 'random', isRandom, 'a function', () => systemRandom),
    logger,
    callTimeoutMs: read.whole(top, 'callTimeoutMs', 30_000, 1),
    shutdownTimeoutMs: read.whole(top, 'shutdownTimeoutMs', 5_000, 0),
    sendLimitBytes: read.whole(top, 'sendLimitBytes', SEND_LIMIT_BYTES, 1),
    governor:
      read.made(top, 'governor', isGovernor, 'an object with ask and refused, or false', () => sharedGovernor(clock)) ||
      noGovernor,
    queue: readQueue(read, top['queue'], 'queue', { limit: 10_000, policy: 'drop-oldest' }),
    connection: {
      flags: read.whole(top, 'flags', defaults.flags, 0, '', MAX_FLAGS),
      connectTimeoutMs: read.whole(top, 'connectTimeoutMs', 10_000, 1),
      greetingTimeoutMs: read.whole(top, 'greetingTimeoutMs', 10_000, 1),
      confTimeoutMs: read.whole(top, 'confTimeoutMs', 10_000, 1),
      pingIntervalMs: read.whole(top, 'pingIntervalMs', 15_000, 1),
      pongTimeoutMs: read.whole(top, 'pongTimeoutMs', 10_000, 1),
      silenceMs: read.whole(top, 'silenceMs', SILENCE_MS, 1),
      resyncLimitMs: RESYNC_MS,
      backoff: {
        baseMs: read.whole(backoff, 'baseMs', 1_000, 0, 'backoff.'),
        capMs: read.whole(backoff, 'capMs', 60_000, 0, 'backoff.'),
        slowMs: read.whole(backoff, 'slowMs', 60_000, 0, 'backoff.'),
        stableMs: read.whole(backoff, 'stableMs', 30_000, 0, 'backoff.'),
      },
      ...readReconnect(read, top['reconnect'], createVoice(logger).defect),
    },
  };
};

/** The names of those options. */
export const LINK_KEYS: ReadonlyArray<keyof LinkOptions> = [
  'url',
  'transport',
  'clock',
  'random',
  'logger',
  'logTransport',
  'flags',
  'connectTimeoutMs',
  'greetingTimeoutMs',
  'confTimeoutMs',
  'callTimeoutMs',
  'pingIntervalMs',
  'pongTimeoutMs',
  'silenceMs',
  'backoff',
  'governor',
  'reconnect',
  'shutdownTimeoutMs',
  'sendLimitBytes',
  'queue',
];

/** Whether it is true or false. */
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isTransportFactory = (value: unknown): value is LinkConfig['transport'] => typeof value === 'function';
const isRandom = (value: unknown): value is LinkConfig['random'] => typeof value === 'function';
const isClock = (value: unknown): value is LinkConfig['clock'] =>
  isBag(value) && typeof value['now'] === 'function' && typeof value['after'] === 'function';
const isGovernor = (value: unknown): value is DialGovernor | false => value === false || isDialGovernor(value);
const isLogger = (value: unknown): value is Logger => isBag(value);
