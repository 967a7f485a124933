import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { either as E } from 'fp-ts';
import { startSimulator } from '@bitfinex-ws/simulator';
import { book, createClient, orThrow, ticker } from './index.js';

const KINDS = ['TCPServerWrap', 'TCPSocketWrap', 'Timeout'];
/** What keeps the process alive, by kind: sockets, servers, timers. */
const resources = (): ReadonlyArray<number> => {
  const active = process.getActiveResourcesInfo();
  return KINDS.map((kind) => active.filter((each) => each === kind).length);
};
const most = (counts: ReadonlyArray<number>): number => counts.reduce((sum, count) => sum + count, 0);

/** Closed sockets leave the table of the platform a turn or two later; the test's own time limit ends the waiting for one that stays. */
const untilGone = async (before: ReadonlyArray<number>): Promise<ReadonlyArray<number>> => {
  while (most(resources()) > most(before)) await new Promise((resolve) => setImmediate(resolve));
  return resources();
};

/** One text frame, as a server writes it. */
const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0x81, text.length]), Buffer.from(text)]);

/** A server that greets, acknowledges the flags, and never reads again: neither a goodbye nor the end of the stream. */
const listenDeaf = async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', (request: Buffer) => {
      const key = /sec-websocket-key: (.*)\r\n/i.exec(request.toString())?.[1] ?? '';
      const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
      socket.pause();
      socket.write(
        `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
      );
      socket.write(frame('{"event":"info","version":2}'));
      socket.write(frame('{"event":"conf","status":"OK","flags":196608}'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async (): Promise<void> => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

describe('a client that is closed', () => {
  it('leaves no socket and no timer in the process, after a life of connections', async () => {
    const started = await startSimulator({ rate: 100 });
    if (E.isLeft(started)) throw new Error(started.left._tag);
    const simulator = started.right;
    const before = resources();
    for (let life = 0; life < 5; life++) {
      const client = createClient({ url: simulator.url, capacity: 1 });
      const stream = client.messages();
      const lives = await Promise.all([
        orThrow(client.subscribe(book('tBTCUSD'))),
        orThrow(client.subscribe(ticker('tBTCUSD'))),
      ]);
      await stream.next();
      // Both ends of two sockets, and the client's timers.
      expect(most(resources()) - most(before)).toBeGreaterThan(6);
      expect(await client.close({ timeoutMs: 600_000 })).toEqual(E.right(undefined));
      for (const live of lives) expect((await live.ended)._tag).toBe('ClientClosed');
    }
    expect(most(await untilGone(before))).toBeLessThanOrEqual(most(before));
    await simulator.close();
  });

  it('leaves none either where the server is deaf, and does not wait for it longer than it may', async () => {
    const server = await listenDeaf();
    const before = resources();
    const client = createClient({ url: server.url });
    const connected = await client.connect();
    const closed = await client.close({ timeoutMs: 20 });
    // What is left is the server's end of the connection, which it does not look at.
    const left = await untilGone([most(before) + 1]);
    await server.close();
    expect(connected).toEqual(E.right(undefined));
    expect(closed).toMatchObject({ left: { _tag: 'ShutdownTimedOut', sockets: 1 } });
    expect(most(left)).toBeLessThanOrEqual(most(before) + 1);
  });
});
