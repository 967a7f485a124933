import { either as E } from 'fp-ts';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import { bounded, type Work } from './call.js';
import type { Channel } from './channel.js';
import type { Client } from './client.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { Announcement } from './connection/link.js';
import { createEngine } from './engine.js';
import type { ClientError } from './errors.js';
import { createListeners } from './listeners.js';
import type { BookPolicyConfig } from './book-policy.js';
import type { Config } from './options.js';
import { createQueue, type Queue } from './queue.js';
import { createReporter } from './reporter.js';
import { resolveBookPolicy } from './resolve-options.js';
import { createHandle, type Handle } from './subscription/handle.js';
import type { EndReason } from './subscription/stream.js';
import { withReads } from './subscription/with-reads.js';
import type { BookSubscription, CallOptions, CandlesSubscription, Subscription } from './subscription/subscription.js';

type Settled<A> = E.Either<ClientError, A>;

/** The client of options that make sense. */
export const openClient = (config: Config): Client => {
  const report = createReporter(config.logger);
  const events = createListeners<ClientEvent>(report.listenerThrew);
  const handles = new Map<string, Handle>();
  let taps: ReadonlyArray<Queue<ClientMessage>> = [];
  let connecting: ReadonlyArray<(answer: Settled<void>) => void> = [];
  let closing: Promise<Settled<void>> | null = null;
  let lastId = 0;

  const tap = (message: ClientMessage): void => {
    for (const queue of taps) queue.push(message);
  };
  const settleConnecting = (answer: Settled<void>): void => {
    const waiting = connecting;
    connecting = [];
    for (const settle of waiting) settle(answer);
  };
  const onAnnouncement = (announcement: Announcement): void => {
    if (announcement.type === 'AnnounceReady') settleConnecting(E.right(undefined));
    if (announcement.type === 'AnnounceLost') {
      settleConnecting(E.left({ _tag: 'ConnectFailed', loss: announcement.loss }));
    }
    if (announcement.type === 'AnnounceEnded') {
      settleConnecting(E.left({ _tag: 'ConnectionEnded', end: announcement.end }));
    }
  };
  const engine = createEngine(config, {
    emit: (event) => {
      report.event(event);
      events.emit(event);
    },
    tap: () => (taps.length === 0 ? null : tap),
    onAnnouncement,
    onDefect: report.defect,
  });
  const call = <A>(name: 'connect' | 'subscribe' | 'unsubscribe', options: CallOptions, begin: () => Work<A>) =>
    closing === null
      ? bounded(config, name, options, engine.lastLoss, begin)
      : Promise.resolve<Settled<A>>(E.left({ _tag: 'ClientClosed' }));

  const connect: Client['connect'] = (options = {}) =>
    call('connect', options, () => {
      if (engine.connect()) return { answer: Promise.resolve(E.right(undefined)), abandon: () => undefined };
      let settle: (answer: Settled<void>) => void = () => undefined;
      const answer = new Promise<Settled<void>>((resolve) => (settle = resolve));
      connecting = [...connecting, settle];
      return { answer, abandon: () => (connecting = connecting.filter((other) => other !== settle)) };
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
      if (E.isLeft(policy)) return { answer: Promise.resolve(policy), abandon: () => undefined };
      const handle = open(channel, policy.right);
      const { id } = handle.face;
      return {
        answer: handle.ready.then((reason) =>
          // The channel's type says which messages its spec brings, and whether there is a book.
          reason === null ? E.right(handle.face as A) : E.left(whyNot(reason, id)),
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
        const answer: Settled<void> = known ? E.right(undefined) : E.left({ _tag: 'UnknownSubscription', id });
        return { answer: Promise.resolve(answer), abandon: () => undefined };
      }
      engine.unsubscribe(id);
      return { answer: handle.face.ended.then(() => E.right(undefined)), abandon: () => undefined };
    });

  const close = async (): Promise<Settled<void>> => {
    const sockets = engine.close();
    settleConnecting(E.left({ _tag: 'ClientClosed' }));
    const answer = await shutDown(config, sockets);
    const last: ClientEvent = { type: 'closed', at: config.clock.now() };
    for (const queue of taps) queue.end(null);
    taps = [];
    report.event(last);
    events.emit(last);
    events.clear();
    return answer;
  };

  return {
    connect,
    subscribe: (channel: Channel<ChannelSpec, DataMessage>, options: CallOptions = {}) =>
      subscribe<BookSubscription & CandlesSubscription>(channel, options),
    unsubscribe,
    subscription: (id) => handles.get(id)?.face ?? null,
    messages: () => {
      const queue: Queue<ClientMessage> = createQueue<ClientMessage>(config.queue, {
        isNotice: () => false,
        dropped: (count) => ({ type: 'dropped', count }),
        overflowed: () => ({ type: 'dropped', count: 1 }),
        onReleased: () => (taps = taps.filter((other) => other !== queue)),
        onDropped: () => undefined,
      });
      if (closing === null) taps = [...taps, queue];
      else queue.end(null);
      return queue.iterator();
    },
    status: () => ({
      ...engine.status(),
      state: closing === null ? 'open' : 'closed',
      subscriptions: handles.size,
    }),
    on: events.on,
    close: () => (closing ??= close()),
  };
};

/** Why a subscription that is over never became live. */
const whyNot = (reason: EndReason, id: string): ClientError => {
  switch (reason._tag) {
    case 'SubscribeRejected':
    case 'AckTimedOut':
    case 'ConnectionLost':
    case 'ClientClosed':
      return reason;
    case 'Unsubscribed':
    case 'QueueOverflowed':
      return { _tag: 'Unsubscribed', id };
  }
};

/** Waits until the sockets are gone, or the time for it is over. */
const shutDown = (config: Config, sockets: ReadonlyArray<Promise<unknown>>): Promise<Settled<void>> => {
  if (sockets.length === 0) return Promise.resolve(E.right(undefined));
  return new Promise((resolve) => {
    let left = sockets.length;
    const stopTimer = config.clock.after(config.shutdownTimeoutMs, () =>
      resolve(E.left({ _tag: 'ShutdownTimedOut', timeoutMs: config.shutdownTimeoutMs, sockets: left })),
    );
    const gone = (): void => {
      left--;
      if (left > 0) return;
      stopTimer();
      resolve(E.right(undefined));
    };
    for (const socket of sockets) void socket.then(gone, gone);
  });
};

/** Ids are given in order: one that was given and is not known any more has ended. */
const isPastId = (id: string, lastId: number): boolean => {
  const number = Number(id.slice(1));
  return id === `s${number}` && Number.isInteger(number) && number >= 1 && number <= lastId;
};
