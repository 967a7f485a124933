import { createNumberDecoder, encodeRequest, FLAGS } from '@bitfinex-ws/protocol';
import { left } from '@bitfinex-ws/machine';
import type { Work } from './call.js';
import type { Client } from './client.js';
import type { ClientEndedNotice, ClientMessage } from './client-event.js';
import { FLAG_CHANGES } from './connection/flag-changes.js';
import { createFlagsKeeper } from './connection/flags.js';
import { sendOn } from './connection/send-on.js';
import { createConsumers } from './consumers.js';
import { openCore, type OpenedCore } from './core/open-core.js';
import { disposable } from './disposable.js';
import { effectiveOptions } from './effective-options.js';
import type { ClientError } from './errors.js';
import { MAX_FLAGS } from './limits.js';
import { createAccountAudit } from './observe/sequence.js';
import type { Config } from './options.js';
import type { OptionsError } from './options-problem.js';
import { isWholeWithin, wholeWithin } from './options-reader.js';
import { holdsSecret } from './redact.js';
import { createStatusKeeper } from './status.js';

/**
 * The client of these options: a core client, and what can be asked of it besides. `unusable`: the options mean nothing, and every
 * call says so; the config is then one of defaults.
 */
export const openClient = (config: Config, unusable: OptionsError | null): Client => {
  const { account } = config;
  const ended = (reason: ClientEndedNotice['reason']): ClientEndedNotice => ({
    type: 'ended',
    reason,
    at: config.clock.now(),
  });
  const taps = createConsumers<ClientMessage>(config.queue, {
    isNotice: () => false,
    dropped: (count) => ({ type: 'dropped', count }),
    overflowed: (limit) => ended({ _tag: 'QueueOverflowed', limit }),
    refused: ended,
    onDropped: () => undefined,
  });
  const standing = createStatusKeeper(config);
  const core: OpenedCore = openCore(config, unusable, {
    createDecoder: (conn, known) => standing.note(conn, createNumberDecoder({ ...known, ...(account && { account }) })),
    createAccountAudit,
    flags: () => flags.current(),
    flagChanges: FLAG_CHANGES,
    tap: () => (taps.any() ? taps.push : null),
    onAnnouncement: (link, announcement) => {
      flags.hear(link.conn, announcement);
      standing.hear(link, announcement);
    },
    onClosed: () => taps.end(ended({ _tag: 'ClientClosed' })),
  });
  const { engine, call, over } = core;
  const flags = createFlagsKeeper({
    initial: config.connection.flags,
    links: engine.links,
    // What vouches for a book, and how its updates come, is settled by its snapshot.
    onChanged: (before, after) => {
      if (((before ^ after) & BOOK_FLAGS) !== 0) engine.askAgain(({ book }) => book !== null, 'asked');
    },
  });

  const client: Omit<Client, typeof Symbol.asyncDispose> = {
    ...core.client,
    scale: (count, options = {}) =>
      call('scale', options, () => {
        const problem = wholeNumber('scale', count, Infinity);
        if (problem !== null) return refused(problem);
        engine.scale(count);
        return core.opened(count, 'on');
      }),
    setFlags: (mask, options = {}) =>
      call('setFlags', options, () => {
        const problem = wholeNumber('setFlags', mask, MAX_FLAGS);
        if (problem !== null) return refused(problem);
        let givenUp = false;
        return { answer: flags.change(mask, () => givenUp), abandon: () => (givenUp = true) };
      }),
    send: (frame, { connection = null, sensitive } = {}) => {
      const why = over();
      if (why !== null) return left(why);
      const text = typeof frame === 'string' ? frame : encodeRequest(frame);
      return sendOn(engine.links(), text, connection, sensitive ?? holdsSecret(text));
    },
    messages: (options = {}) => taps.open(options),
    status: () =>
      standing.status(engine, {
        state: unusable !== null ? 'unusable' : over() === null ? 'open' : 'closed',
        handles: core.handles(),
        consumers: taps.status(),
      }),
    options: unusable === null ? effectiveOptions(config) : null,
    close: (options) => {
      flags.close();
      return core.client.close(options);
    },
  };
  if (unusable !== null) taps.end(ended(unusable));
  return disposable(client, client.close);
};

/** Flags that change what a book rests on, or how its updates come: with them it begins anew. */
const BOOK_FLAGS = FLAGS.SEQ_ALL | FLAGS.OB_CHECKSUM | FLAGS.BULK_UPDATES;

/** What is wrong with a number that a call was given; null where nothing is. */
const wholeNumber = (path: string, value: number, most: number): ClientError | null => {
  if (isWholeWithin(0, most)(value)) return null;
  const expected = wholeWithin(0, most);
  return { _tag: 'BadOptions', problems: [{ _tag: 'BadOption', path, expected, received: String(value) }] };
};
const refused = (error: ClientError): Work<never> => ({
  answer: Promise.resolve(left(error)),
  abandon: () => undefined,
});
