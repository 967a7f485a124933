import { RESYNC_MS, SILENCE_MS } from '@bitfinex-ws/protocol';
import { platformTransport, systemClock, systemRandom } from '@bitfinex-ws/transport';
import type { DialGovernor } from './governor/contract.js';
import { isDialGovernor, noGovernor, sharedGovernor } from './governor/shared.js';
import { MAX_FLAGS, SEND_LIMIT_BYTES } from './limits.js';
import { SILENT, type ClientLog } from './log-contract.js';
import type { LinkConfig } from './options.js';
import { isBag, type Bag } from './options-reader.js';
import { readReconnect } from './reconnect-option.js';
import { readQueue } from './resolve-queue.js';

/** Reads the options that concern a connection out of the bag that holds all. */
export const readLink = (top: Bag, defaults: { readonly url: string; readonly flags: number }): LinkConfig => {
  const clock = top.made('clock', isClock, 'an object with now and after', () => systemClock);
  const transport = top.made('transport', isTransportFactory, 'a function', () => platformTransport({ clock }));
  const log = top.made('logger', isLog, 'made by logTo', () => SILENT);
  const report = log.open();
  return {
    url: top.made('url', isText, 'a text', () => defaults.url),
    transport: log.watch(transport),
    clock,
    random: top.made('random', isRandom, 'a function', () => systemRandom),
    log,
    report,
    ...top.numbers({
      callTimeoutMs: [30_000, 1],
      shutdownTimeoutMs: [5_000, 0],
      sendLimitBytes: [SEND_LIMIT_BYTES, 1],
    }),
    governor:
      top.made('governor', isGovernor, 'an object with ask and refused, or false', () => sharedGovernor(clock)) ||
      noGovernor,
    queue: readQueue(top.inner('queue'), { limit: 10_000, policy: 'drop-oldest' }),
    connection: {
      ...top.numbers({
        flags: [defaults.flags, 0, MAX_FLAGS],
        connectTimeoutMs: [10_000, 1],
        greetingTimeoutMs: [10_000, 1],
        confTimeoutMs: [10_000, 1],
        pingIntervalMs: [15_000, 1],
        pongTimeoutMs: [10_000, 1],
        silenceMs: [SILENCE_MS, 1],
      }),
      resyncLimitMs: RESYNC_MS,
      backoff: top.inner('backoff').numbers({
        baseMs: [1_000, 0],
        capMs: [60_000, 0],
        slowMs: [60_000, 0],
        stableMs: [30_000, 0],
      }),
      ...readReconnect(top, report.defect),
    },
  };
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
// What a function takes and answers can not be seen from outside: the caller's types vouch for it.
const isTransportFactory = (value: unknown): value is LinkConfig['transport'] => typeof value === 'function';
const isRandom = (value: unknown): value is LinkConfig['random'] => typeof value === 'function';
const isClock = (value: unknown): value is LinkConfig['clock'] =>
  isBag(value) && typeof value['now'] === 'function' && typeof value['after'] === 'function';
const isGovernor = (value: unknown): value is DialGovernor | false => value === false || isDialGovernor(value);
const isLog = (value: unknown): value is ClientLog => isBag(value) && typeof value['watch'] === 'function';
