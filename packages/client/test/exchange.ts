import { FLAGS, hasFlag, type ChannelSpec } from '@bitfinex-ws/protocol';
import {
  createChannelServer,
  createSeededRandom,
  type ChannelAnswer,
  type ChannelServer,
  type FakeNetwork,
  type FakeSocket,
} from '@bitfinex-ws/testkit';

type Request = Readonly<Record<string, unknown>>;

/** The exchange's side of one socket: it greets, and answers in its own time what it was asked. */
export interface Peer {
  readonly socket: FakeSocket;
  /** Lets the handshake through and greets. */
  readonly greet: (platformStatus?: number) => void;
  /** Carries out everything that was asked since the last time; answers of channels wait for `answer`. */
  readonly hear: () => void;
  /** One of the answers that are ready; false where none is. */
  readonly answer: () => boolean;
  /** All that is heard and to be answered. */
  readonly serve: () => void;
  /** A heartbeat on every channel. */
  readonly beat: () => void;
  readonly channels: () => ReadonlyMap<number, ChannelSpec>;
  readonly requests: () => ReadonlyArray<Request>;
  /** From now on it is ready and loses nothing. */
  readonly calm: () => void;
}

/** How the servers behave. */
interface Habits {
  readonly random: () => number;
  /** Channels that one socket takes. */
  readonly limit: number;
  readonly faults: number;
  readonly refuses: (spec: ChannelSpec) => boolean;
  /** How a `conf` is answered. */
  readonly confStatus: () => string;
}

/** Servers that do what they are asked, as many channels as a connection is documented to take. */
export const WILLING: Habits = {
  random: createSeededRandom(1),
  limit: 25,
  faults: 0,
  refuses: () => false,
  confStatus: () => 'OK',
};

/** A server behind one socket. */
const createPeer = (socket: FakeSocket, habits: Habits): Peer => {
  const { random, limit, faults, refuses } = habits;
  const server: ChannelServer<ChannelSpec> = createChannelServer({ random, limit, faults, refuses, echo: 'whole' });
  const requests: Request[] = [];
  let heard = 0;
  let flags = 0;
  let seq = 0;

  const take = (request: Request): void => {
    requests.push(request);
    const { event, subId, ...spec } = request;
    if (event === 'ping') socket.deliver({ event: 'pong', ts: 1, cid: request['cid'] });
    if (event === 'conf') {
      const status = habits.confStatus();
      if (status === 'OK') flags = Number(request['flags']);
      socket.deliver({ event: 'conf', status, flags });
    }
    if (event === 'unsubscribe') server.receive({ type: 'unsubscribe', chanId: Number(request['chanId']) });
    if (event === 'subscribe') {
      server.receive({ type: 'subscribe', spec: spec as unknown as ChannelSpec, subId: String(subId) });
    }
  };
  const hear = (): void => {
    for (let next = socket.sent[heard]; next !== undefined; next = socket.sent[heard]) {
      heard++;
      take(JSON.parse(next) as Request);
    }
    while (server.handle() !== null);
  };
  const send = (chanId: number, payload: unknown): void =>
    socket.deliver(hasFlag(flags, FLAGS.SEQ_ALL) ? [chanId, payload, ++seq] : [chanId, payload]);
  const answer = (): boolean => {
    const ready = server.answer();
    if (ready === null) return false;
    socket.deliver(eventOf(ready));
    if (ready.type === 'Subscribed') send(ready.chanId, ready.spec.channel === 'book' ? BOOK : TICKER);
    return true;
  };

  return {
    socket,
    greet: (platformStatus = 1) => {
      socket.open();
      socket.deliver({ event: 'info', version: 2, serverId: 'a', platform: { status: platformStatus } });
    },
    hear,
    answer,
    serve: () => {
      do hear();
      while (answer());
    },
    beat: () => {
      for (const chanId of server.channels().keys()) send(chanId, 'hb');
    },
    channels: server.channels,
    requests: () => requests,
    calm: server.calm,
  };
};

/** The server behind each socket of a network, in the order in which they were dialled. */
export const createExchange = (network: FakeNetwork, habits: Habits): (() => ReadonlyArray<Peer>) => {
  const peers: Peer[] = [];
  return () => {
    for (const socket of network.sockets.slice(peers.length)) peers.push(createPeer(socket, habits));
    return peers;
  };
};

/** A bid and an ask. */
const BOOK = [
  [100, 1, 1],
  [101, 1, -1],
];
const TICKER = [100, 5, 101, 5, 1, 0.01, 100, 1000, 110, 90];

const eventOf = (ready: ChannelAnswer<ChannelSpec>): Request => {
  switch (ready.type) {
    case 'Subscribed':
      return { event: 'subscribed', chanId: ready.chanId, subId: ready.subId, ...ready.spec };
    case 'Unsubscribed':
      return { event: 'unsubscribed', status: 'OK', chanId: ready.chanId };
    case 'Rejected': {
      const { code, msg, subId, chanId, echo } = ready;
      return {
        event: 'error',
        code,
        msg,
        ...echo,
        ...(subId !== null && { subId }),
        ...(chanId !== null && { chanId }),
      };
    }
  }
};
