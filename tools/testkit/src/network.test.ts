import { either as E } from 'fp-ts';
import { settle } from './clock.js';
import { createFakeNetwork } from './network.js';

const dial = () => {
  const network = createFakeNetwork();
  const frames: string[] = [];
  const transport = network.factory({ url: 'wss://example.test/ws/2', onFrame: (frame) => frames.push(frame) });
  return { network, transport, frames, socket: network.latest() };
};

/** What a promise has come to once everything that is ready has settled. */
const outcome = async <A>(promise: Promise<A>): Promise<A | 'pending'> => {
  let seen: A | 'pending' = 'pending';
  void promise.then((value) => (seen = value));
  await settle();
  return seen;
};

describe('the fake network', () => {
  it('keeps every attempt in order', () => {
    const { network, socket } = dial();
    network.factory({ url: 'wss://second.test', onFrame: () => undefined });
    expect(network.sockets.map(({ url }) => url)).toEqual(['wss://example.test/ws/2', 'wss://second.test']);
    expect(network.sockets[0]).toBe(socket);
    expect(network.latest()).toBe(network.sockets[1]);
  });

  it('says so where nobody has dialled', () => {
    expect(() => createFakeNetwork().latest()).toThrow('nobody has dialled yet');
  });

  it('connects when the test opens the socket, and not before', async () => {
    const { transport, socket } = dial();
    expect(await outcome(transport.connect())).toBe('pending');
    socket.open();
    expect(await outcome(transport.connect())).toEqual(E.right(undefined));
    expect(socket.state()).toBe('open');
    expect(await outcome(transport.done)).toBe('pending');
  });

  it('fails the handshake with the reason of the test, and is done', async () => {
    const { transport, socket } = dial();
    socket.refuse('HTTP 503');
    expect(await outcome(transport.connect())).toMatchObject({ left: { _tag: 'DialFailed', reason: 'HTTP 503' } });
    expect(await outcome(transport.done)).toMatchObject({ by: 'failure', code: null });
  });

  it('tells an attempt that its own side gave up from one that failed', async () => {
    const { transport } = dial();
    transport.close();
    expect(await outcome(transport.connect())).toMatchObject({ left: { _tag: 'Closed' } });
    expect(await outcome(transport.done)).toMatchObject({ by: 'local' });
  });

  it('carries frames both ways while it is open, text as it is and anything else as JSON', () => {
    const { transport, socket, frames } = dial();
    socket.deliver('too early');
    expect(E.isLeft(transport.send('too early'))).toBe(true);
    socket.open();
    socket.deliver('[1,"hb"]');
    socket.deliver([1, 'hb']);
    expect(E.isRight(transport.send('{"event":"ping"}'))).toBe(true);
    socket.drop();
    socket.deliver('too late');
    expect(E.isLeft(transport.send('too late'))).toBe(true);
    expect([frames, socket.sent]).toEqual([['[1,"hb"]', '[1,"hb"]'], ['{"event":"ping"}']]);
  });

  it('ends once, by the first cause', async () => {
    const { transport, socket } = dial();
    socket.open();
    socket.drop(1001);
    socket.drop(1006);
    transport.close();
    expect(await outcome(transport.done)).toMatchObject({ by: 'remote', code: 1001, clean: false });
    expect(socket.state()).toBe('closed');
  });

  it('fails every send once the test has broken them', () => {
    const { transport, socket } = dial();
    socket.open();
    socket.breakSends();
    expect(transport.send('lost')).toEqual(E.left({ _tag: 'NotOpen', url: 'wss://example.test/ws/2' }));
    expect(socket.sent).toEqual([]);
  });
});
