import { either as E } from 'fp-ts';
import { FLAGS, MAX_CHANNELS_PER_CONNECTION, RESYNC_MS, SILENCE_MS } from '@bitfinex-ws/protocol';
import { platformTransport, systemClock, systemRandom } from '@bitfinex-ws/transport';
import type { BookPolicy, BookPolicyConfig } from './book-policy.js';
import type { DialGovernor } from './governor/contract.js';
import { isDialGovernor, noGovernor, sharedGovernor } from './governor/shared.js';
import { MAX_FLAGS, PUBLIC_URL, SEND_LIMIT_BYTES } from './limits.js';
import type { ClientOptions, Config, Logger } from './options.js';
import type { OptionsError, OptionsProblem } from './options-problem.js';
import { createReader, isBag, type Reader } from './options-reader.js';
import { readReconnect } from './reconnect-option.js';
import { createReporter } from './reporter.js';
import { readQueue } from './resolve-queue.js';
import { logTransport } from './transport-log.js';

/**
 * Turns options into the values in force, or says everything that is wrong with them at once. Unknown keys are refused,
 * because a misspelt option would otherwise silently be a default.
 */
export const resolveOptions = (options: ClientOptions = {}): E.Either<OptionsError, Config> => {
  const problems: OptionsProblem[] = [];
  const read = createReader(problems);
  const top = read.bag(options, '', TOP_KEYS);
  const backoff = read.bag(top['backoff'], 'backoff', ['baseMs', 'capMs', 'slowMs', 'stableMs']);
  const clock = read.made(top, 'clock', isClock, 'an object with now and after', () => systemClock);
  const transport = read.made(top, 'transport', isTransportFactory, 'a function', () => platformTransport());
  const logger = read.made(top, 'logger', isLogger, 'an object with methods', () => ({}));
  const logged = read.made(top, 'logTransport', isBoolean, 'true or false', () => false);
  const silenceMs = read.whole(top, 'silenceMs', SILENCE_MS, 1);
  const config: Config = {
    url: read.text(top, 'url', PUBLIC_URL),
    transport: logged ? logTransport(transport, logger) : transport,
    logTransport: logged,
    clock,
    random: read.made(top, 'random', isRandom, 'a function', () => systemRandom),
    logger,
    capacity: read.whole(top, 'capacity', MAX_CHANNELS_PER_CONNECTION, 1),
    ackTimeoutMs: read.whole(top, 'ackTimeoutMs', 20_000, 1),
    callTimeoutMs: read.whole(top, 'callTimeoutMs', 30_000, 1),
    shutdownTimeoutMs: read.whole(top, 'shutdownTimeoutMs', 5_000, 0),
    resyncCooldownMs: read.whole(top, 'resyncCooldownMs', 5_000, 0),
    sendLimitBytes: read.whole(top, 'sendLimitBytes', SEND_LIMIT_BYTES, 1),
    channelSilenceMs: read.whole(top, 'channelSilenceMs', silenceMs, 1),
    backfill: read.made(top, 'backfill', isSource, 'a function', () => null),
    backfillTimeoutMs: read.whole(top, 'backfillTimeoutMs', 10_000, 1),
    account: read.made(top, 'account', isAccountChannel, 'an object with open', () => null),
    resubscribe: read.made(top, 'resubscribe', isBoolean, 'true or false', () => true),
    governor:
      read.made(top, 'governor', isGovernor, 'an object with ask and refused, or false', () => sharedGovernor(clock)) ||
      noGovernor,
    queue: readQueue(read, top['queue'], 'queue', { limit: 10_000, policy: 'drop-oldest' }),
    books: readBookPolicy(read, top['books'], 'books', { checksums: null, maxAgeMs: silenceMs }),
    connection: {
      flags: read.whole(top, 'flags', FLAGS.SEQ_ALL + FLAGS.OB_CHECKSUM, 0, '', MAX_FLAGS),
      connectTimeoutMs: read.whole(top, 'connectTimeoutMs', 10_000, 1),
      greetingTimeoutMs: read.whole(top, 'greetingTimeoutMs', 10_000, 1),
      confTimeoutMs: read.whole(top, 'confTimeoutMs', 10_000, 1),
      pingIntervalMs: read.whole(top, 'pingIntervalMs', 15_000, 1),
      pongTimeoutMs: read.whole(top, 'pongTimeoutMs', 10_000, 1),
      silenceMs,
      resyncLimitMs: RESYNC_MS,
      backoff: {
        baseMs: read.whole(backoff, 'baseMs', 1_000, 0, 'backoff.'),
        capMs: read.whole(backoff, 'capMs', 60_000, 0, 'backoff.'),
        slowMs: read.whole(backoff, 'slowMs', 60_000, 0, 'backoff.'),
        stableMs: read.whole(backoff, 'stableMs', 30_000, 0, 'backoff.'),
      },
      ...readReconnect(read, top['reconnect'], createReporter(logger).defect),
    },
  };
  return problems.length > 0 ? E.left({ _tag: 'BadOptions', problems }) : E.right(config);
};

/** The policy of one book in force, where it says nothing that of the client; or what is wrong with it. */
export const resolveBookPolicy = (
  policy: BookPolicy | undefined,
  defaults: BookPolicyConfig,
): E.Either<OptionsError, BookPolicyConfig> => {
  const problems: OptionsProblem[] = [];
  const resolved = readBookPolicy(createReader(problems), policy, 'book', defaults);
  return problems.length > 0 ? E.left({ _tag: 'BadOptions', problems }) : E.right(resolved);
};

const readBookPolicy = (read: Reader, value: unknown, path: string, defaults: BookPolicyConfig): BookPolicyConfig => {
  const bag = read.bag(value, path, ['checksums', 'maxAgeMs']);
  return {
    checksums: read.made(bag, 'checksums', isVerdict, 'enforce or warn', () => defaults.checksums, `${path}.`),
    maxAgeMs: read.whole(bag, 'maxAgeMs', defaults.maxAgeMs, 1, `${path}.`),
  };
};

const TOP_KEYS: ReadonlyArray<keyof ClientOptions> = [
  'url',
  'transport',
  'clock',
  'random',
  'logger',
  'logTransport',
  'flags',
  'capacity',
  'connectTimeoutMs',
  'greetingTimeoutMs',
  'confTimeoutMs',
  'ackTimeoutMs',
  'callTimeoutMs',
  'pingIntervalMs',
  'pongTimeoutMs',
  'silenceMs',
  'backoff',
  'governor',
  'reconnect',
  'resubscribe',
  'shutdownTimeoutMs',
  'sendLimitBytes',
  'queue',
  'books',
  'resyncCooldownMs',
  'channelSilenceMs',
  'backfill',
  'backfillTimeoutMs',
  'account',
];

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isTransportFactory = (value: unknown): value is Config['transport'] => typeof value === 'function';
const isRandom = (value: unknown): value is Config['random'] => typeof value === 'function';
const isClock = (value: unknown): value is Config['clock'] =>
  isBag(value) && typeof value['now'] === 'function' && typeof value['after'] === 'function';
const isGovernor = (value: unknown): value is DialGovernor | false => value === false || isDialGovernor(value);
const isSource = (value: unknown): value is Config['backfill'] => typeof value === 'function';
const isAccountChannel = (value: unknown): value is Config['account'] =>
  isBag(value) && typeof value['open'] === 'function';
const isLogger = (value: unknown): value is Logger => isBag(value);
const isVerdict = (value: unknown): value is BookPolicyConfig['checksums'] => value === 'enforce' || value === 'warn';
