import { isLeft, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { BookPolicyConfig } from '../book-policy.js';
import { bounded, type Work } from '../call.js';
import type { Channel } from '../channel.js';
import type { ClientEvent } from '../client-event.js';
import { createOpening } from '../connection/opening.js';
import type { Engine, EnginePorts } from '../engine-contract.js';
import { createEngine } from '../engine.js';
import type { ClientCall, ClientError } from '../errors.js';
import { createListeners } from '../listeners.js';
import type { Config } from '../options.js';
import type { OptionsError } from '../options-problem.js';
import { shutDown } from '../shut-down.js';
import { extended } from '../subscription/extended.js';
import { createHandle, type Handle } from '../subscription/handle.js';
import type { EndReason } from '../subscription/stream.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from '../subscription/subscription.js';
import type { CoreClient } from './core-client.js';

type Settled<A> = E.Either<ClientError, A>;

/** What whoever builds on a core client adds to it. */
interface CoreHooks extends Pick<
  EnginePorts,
  'createDecoder' | 'createAccountAudit' | 'flags' | 'flagChanges' | 'tap' | 'onAnnouncement'
> {
  /** Everything has ended and the sockets are gone, but for the last event. */
  readonly onClosed: () => void;
}

/** A core client, and what it is made of for those who build on it. */
export interface OpenedCore {
  readonly client: Omit<CoreClient, typeof Symbol.asyncDispose>;
  readonly engine: Engine;
  /** Runs a call: answers why the client is over, or bounds the work in time. */
  readonly call: <A>(
    name: Exclude<ClientCall, 'close'>,
    options: CallOptions,
    begin: () => Work<A>,
  ) => Promise<Settled<A>>;
  /** Why nothing can be asked of the client any more; null while it is open. */
  readonly over: () => CoreOver | null;
  /** Settles once so many connections are open. */
  readonly opened: (count: number, trying: 'once' | 'on') => Work<void>;
  /** The subscriptions that have not ended. */
  readonly handles: () => ReadonlyArray<Handle>;
}

type CoreOver = OptionsError | { readonly _tag: 'ClientClosed' };

/**
 * The core client of these options: subscriptions over connections, and nothing to look at them from outside. `unusable`: the options
 * mean nothing, and every call says so; the config is then one of defaults.
 */
export const openCore = (config: Config, unusable: OptionsError | null, hooks: CoreHooks): OpenedCore => {
  const { report } = config;
  const events = createListeners<ClientEvent>(report.listenerThrew);
  const handles = new Map<string, Handle>();
  const over: CoreOver = unusable ?? { _tag: 'ClientClosed' };
  let closing: Promise<Settled<void>> | null = unusable && Promise.resolve(left(unusable));
  let lastId = 0;

  const opening = createOpening(() => engine.links().filter((link) => link.state()._tag === 'Open').length);
  const engine = createEngine(config, {
    emit: (event) => {
      report.event(event);
      events.emit(event);
    },
    ...hooks,
    onAnnouncement: (link, announcement) => {
      hooks.onAnnouncement(link, announcement);
      opening.hear(announcement);
    },
    onDefect: report.defect,
  });
  const call: OpenedCore['call'] = <A>(
    name: Exclude<ClientCall, 'close'>,
    options: CallOptions,
    begin: () => Work<A>,
  ) =>
    closing === null ? bounded(config, name, options, engine.lastLoss, begin) : Promise.resolve<Settled<A>>(left(over));

  const connect: CoreClient['connect'] = (options = {}) =>
    call('connect', options, () => {
      engine.connect();
      return opening.wait(1, 'once');
    });
  const open = (channel: Channel, policy: BookPolicyConfig): Handle => {
    const id = `s${++lastId}`;
    const handle = engine.subscribe(channel, policy, ({ book, replay, heardAt, reads }) => {
      const bare = createHandle(id, channel.spec, {
        createFace: (ports) => book?.createFace(ports) ?? null,
        queue: config.queue,
        now: config.clock.now,
        after: config.clock.after,
        heardAt,
        maxAgeMs: policy.maxAgeMs,
        replay,
        unsubscribe: (options) => unsubscribe(id, options),
        onListenerDefect: report.listenerThrew,
      });
      const more = reads(bare.face.ended);
      return more === null ? bare : { ...bare, face: extended(bare.face, more) };
    });
    handles.set(id, handle);
    void handle.face.ended.then(() => handles.delete(id));
    return handle;
  };
  const subscribe = <A extends Subscription>(channel: Channel, options: CallOptions): Promise<Settled<A>> =>
    call('subscribe', options, () => {
      const policy = channel.engine?.readPolicy(channel.policy, config.books) ?? right(config.books);
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

  const unsubscribe: CoreClient['unsubscribe'] = (subscription, options = {}) =>
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
    hooks.onClosed();
    report.event(last);
    events.emit(last);
    events.clear();
    return answer;
  };

  const client: OpenedCore['client'] = {
    connect,
    subscribe: (channel: Channel<ChannelSpec, DataMessage>, options: CallOptions = {}) =>
      subscribe<BookSubscription & CandlesSubscription>(channel, options),
    unsubscribe,
    subscription: (id) => handles.get(id)?.face ?? null,
    subscriptions: () => [...handles.values()].map(({ face }) => face),
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
  return {
    client,
    engine,
    call,
    over: () => (closing === null ? null : over),
    opened: opening.wait,
    handles: () => [...handles.values()],
  };
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

/** Ids are given in order: one that was given and is not known any more has ended. */
const isPastId = (id: string, lastId: number): boolean => {
  const number = Number(id.slice(1));
  return id === `s${number}` && Number.isInteger(number) && number >= 1 && number <= lastId;
};
