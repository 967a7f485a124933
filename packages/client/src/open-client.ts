import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { encodeRequest, type ChannelSpec, type DataMessage } from '@bitfinex-ws/protocol';
import { bounded, type Work } from './call.js';
import { createConsumers } from './consumers.js';
import type { Channel } from './channel.js';
import type { Client } from './client.js';
import type { ClientEndedNotice, ClientEvent, ClientMessage } from './client-event.js';
import { createOpening } from './connection/opening.js';
import { disposable } from './disposable.js';
import { effectiveOptions } from './effective-options.js';
import { createEngine } from './engine.js';
import type { ClientCall, ClientError } from './errors.js';
import { MAX_FLAGS } from './limits.js';
import { createListeners } from './listeners.js';
import type { BookPolicyConfig } from './book-policy.js';
import type { Config } from './options.js';
import type { OptionsError } from './options-problem.js';
import { isWholeWithin, wholeWithin } from './options-reader.js';
import { holdsSecret } from './redact.js';
import { resolveBookPolicy } from './resolve-options.js';
import { shutDown } from './shut-down.js';
import { createHandle, type Handle } from './subscription/handle.js';
import type { EndReason } from './subscription/stream.js';
import { withReads } from './subscription/with-reads.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from './subscription/subscription.js';

type Settled<A> = E.Either<ClientError, A>;

/** The client of these options. `unusable`: they mean nothing, and every call of it says so; the config is then one of defaults. */
export const openClient = (config: Config, unusable: OptionsError | null): Client => {
  const { report } = config;
  const events = createListeners<ClientEvent>(report.listenerThrew);
  const handles = new Map<string, Handle>();
  const over: OptionsError | { readonly _tag: 'ClientClosed' } = unusable ?? { _tag: 'ClientClosed' };
  let closing: Promise<Settled<void>> | null = unusable && Promise.resolve(left(unusable));
  let lastId = 0;

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
  const opening = createOpening(() => engine.openCount());
  const engine = createEngine(config, {
    emit: (event) => {
      report.event(event);
      events.emit(event);
    },
    tap: () => (taps.any() ? taps.push : null),
    onAnnouncement: opening.hear,
    onDefect: report.defect,
  });
  const call = <A>(name: Exclude<ClientCall, 'close'>, options: CallOptions, begin: () => Work<A>) =>
    closing === null ? bounded(config, name, options, engine.lastLoss, begin) : Promise.resolve<Settled<A>>(left(over));

  const connect: Client['connect'] = (options = {}) =>
    call('connect', options, () => {
      engine.connect();
      return opening.wait(1, 'once');
    });
  const scale: Client['scale'] = (count, options = {}) =>
    call('scale', options, () => {
      const problem = wholeNumber('scale', count, Infinity);
      if (problem !== null) return refused(problem);
      engine.scale(count);
      return opening.wait(count, 'on');
    });
  const setFlags: Client['setFlags'] = (flags, options = {}) =>
    call('setFlags', options, () => {
      const problem = wholeNumber('setFlags', flags, MAX_FLAGS);
      if (problem !== null) return refused(problem);
      let givenUp = false;
      return { answer: engine.setFlags(flags, () => givenUp), abandon: () => (givenUp = true) };
    });

  const open = (channel: Channel, policy: BookPolicyConfig): Handle => {
    const id = `s${++lastId}`;
    const handle = engine.subscribe(channel, policy, ({ book, replay, heardAt, reads }) => {
      const bare = createHandle(id, channel.spec, {
        createFace: (ports) => (book === null ? null : (channel.engine?.createFace(book, ports) ?? null)),
        queue: config.queue,
        now: config.clock.now,
        after: config.clock.after,
        heardAt,
        maxAgeMs: policy.maxAgeMs,
        replay,
        unsubscribe: (options) => unsubscribe(id, options),
        onListenerDefect: report.listenerThrew,
      });
      return withReads(bare, reads(bare.face.ended));
    });
    handles.set(id, handle);
    void handle.face.ended.then(() => handles.delete(id));
    return handle;
  };
  const subscribe = <A extends Subscription>(channel: Channel, options: CallOptions): Promise<Settled<A>> =>
    call('subscribe', options, () => {
      const policy = resolveBookPolicy(channel.policy, config.books);
      if (isLeft(policy)) return { answer: Promise.resolve(policy), abandon: () => undefined };
      const handle = open(channel, policy.right);
      const { id } = handle.face;
      return {
        answer: handle.ready.then((reason) =>
          // The channel's type says which messages its spec brings, and whether there is a book.
          reason === null ? right(handle.face as A) : left(whyNot(reason, id)),
        ),
        abandon: () => engine.unsubscribe(id),
      };
    });

  const unsubscribe: Client['unsubscribe'] = (subscription, options = {}) =>
    call('unsubscribe', options, () => {
      const id = typeof subscription === 'string' ? subscription : subscription.id;
      const handle = handles.get(id);
      if (handle === undefined) {
        const known = typeof subscription !== 'string' || isPastId(id, lastId);
        const answer: Settled<void> = known ? right(undefined) : left({ _tag: 'UnknownSubscription', id });
        return { answer: Promise.resolve(answer), abandon: () => undefined };
      }
      const unsent = engine.unsubscribe(id);
      const answer = handle.face.ended.then(() => (unsent === null ? right(undefined) : left(unsent)));
      return { answer, abandon: () => undefined };
    });

  const close = async (options: CallOptions): Promise<Settled<void>> => {
    const sockets = engine.close();
    opening.close();
    const answer = await shutDown(config, sockets, options);
    const last: ClientEvent = { type: 'closed', at: config.clock.now() };
    taps.end(ended({ _tag: 'ClientClosed' }));
    report.event(last);
    events.emit(last);
    events.clear();
    return answer;
  };

  const client: Omit<Client, typeof Symbol.asyncDispose> = {
    connect,
    scale,
    setFlags,
    subscribe: (channel: Channel<ChannelSpec, DataMessage>, options: CallOptions = {}) =>
      subscribe<BookSubscription & CandlesSubscription>(channel, options),
    unsubscribe,
    subscription: (id) => handles.get(id)?.face ?? null,
    subscriptions: () => [...handles.values()].map(({ face }) => face),
    send: (frame, { connection = null, sensitive } = {}) => {
      if (closing !== null) return left(over);
      const text = typeof frame === 'string' ? frame : encodeRequest(frame);
      return engine.send(text, connection, sensitive ?? holdsSecret(text));
    },
    messages: (options = {}) => taps.open(options),
    status: () =>
      engine.status({
        state: unusable !== null ? 'unusable' : closing === null ? 'open' : 'closed',
        handles: [...handles.values()].map((handle) => handle.status()),
        consumers: taps.status(),
      }),
    options: unusable === null ? effectiveOptions(config) : null,
    on: events.on,
    close: (options = {}) => {
      if (closing !== null) return closing;
      let settle: (answer: Settled<void>) => void = () => undefined;
      // Closed before anything ends: who hears of an end and calls back is answered so.
      closing = new Promise<Settled<void>>((resolve) => (settle = resolve));
      void close(options).then(settle);
      return closing;
    },
  };
  if (unusable !== null) taps.end(ended(unusable));
  return disposable(client, client.close);
};

/** Why a subscription that is over never became live. */
const whyNot = (reason: EndReason, id: string): ClientError => {
  switch (reason._tag) {
    case 'SubscribeRejected':
    case 'AckTimedOut':
    case 'SendQueueFull':
    case 'ConnectionLost':
    case 'ClientClosed':
      return reason;
    case 'Unsubscribed':
    case 'QueueOverflowed':
    case 'BadOptions':
      return { _tag: 'Unsubscribed', id };
  }
};

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

/** Ids are given in order: one that was given and is not known any more has ended. */
const isPastId = (id: string, lastId: number): boolean => {
  const number = Number(id.slice(1));
  return id === `s${number}` && Number.isInteger(number) && number >= 1 && number <= lastId;
};
