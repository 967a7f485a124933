import type { ChannelSpec } from '@bitfinex-ws/protocol';
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
  readonly channels: () => ReadonlyMap<number, ChannelSpec>;
  readonly requests: () => ReadonlyArray<Request>;
  /** From now on it is ready and loses nothing. */
  readonly calm: () => void;
}

/** How the servers behave. */
export interface Habits {
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

  const take = (request: Request): void => {
    requests.push(request);
    const { event, subId, ...spec } = request;
    if (event === 'ping') socket.deliver({ event: 'pong', ts: 1, cid: request['cid'] });
    if (event === 'conf') socket.deliver({ event: 'conf', status: habits.confStatus(), flags: request['flags'] });
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
  const answer = (): boolean => {
    const ready = server.answer();
    if (ready !== null) socket.deliver(eventOf(ready));
    return ready !== null;
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
