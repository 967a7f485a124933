import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createFakeClock, quietPort } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { WebSocket } from 'ws';
import type { TransportOptions } from './options.js';
import type { Transport, TransportFactory } from './transport.js';
import { webTransport } from './web.js';
import { wsTransport } from './ws.js';

const platforms: ReadonlyArray<readonly [string, (options?: TransportOptions) => TransportFactory]> = [
  ['wsTransport', (options = {}) => wsTransport(options)],
  ['webTransport', (options = {}) => webTransport({ ...options, WebSocket })],
];

const PATIENT: TransportOptions = { connectTimeoutMs: 600_000, closeTimeoutMs: 600_000 };
const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

const listen = async (server: Server): Promise<string> => {
  servers.push(server);
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws/2`;
};

/** Upgrades to WebSocket, sends these bytes and says no other word, whatever it hears. */
const createMuteServer = (onBytes: (bytes: Buffer) => void, bytes: Uint8Array = new Uint8Array()): Server =>
  createHttpServer().on('upgrade', (request, socket) => {
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    const answer = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
    socket.on('data', onBytes);
    socket.write([...answer, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n'));
    socket.write(bytes);
  });

/** A close frame with code 1001 (RFC 6455, 5.5.1). */
const GOING_AWAY = Uint8Array.of(0x88, 0x02, 0x03, 0xe9);

describe.each(platforms)('an attempt of %s', (name, make) => {
  /** Without a clock to turn there is no limit: how long this machine stands still is not what is tested. */
  const attempt = (url: string, options: TransportOptions = PATIENT): Transport =>
    make(options)({ url, onFrame: () => undefined });

  it('opens nothing until connect is called', async () => {
    const server = createServer();
    const url = await listen(server);
    let dialled = 0;
    server.on('connection', () => dialled++);
    const idle = attempt(url);
    const busy = attempt(url);
    void busy.connect();
    await once(server, 'connection');
    idle.close();
    busy.close();
    await Promise.all([idle.done, busy.done]);
    expect(dialled).toBe(1);
  });

  it('says that the port refused', async () => {
    const url = `ws://127.0.0.1:${await quietPort()}/ws/2`;
    const transport = attempt(url);
    const failed = await transport.connect();
    expect(failed).toMatchObject({
      left: { _tag: 'DialFailed', url, status: null, code: name === 'wsTransport' ? 'ECONNREFUSED' : null },
    });
    expect(failed).toMatchObject({ left: { reason: expect.stringContaining('ECONNREFUSED') as string } });
    expect(await transport.done).toMatchObject({ by: 'failure', code: null, clean: false });
  });

  it.each([429, 503])('says that the server answered HTTP %d', async (status) => {
    const url = await listen(createHttpServer((_, answer) => answer.writeHead(status).end('no')));
    const transport = attempt(url);
    const failed = await transport.connect();
    // A platform's WebSocket keeps the status to itself.
    expect(failed).toMatchObject({
      left: { _tag: 'DialFailed', status: name === 'wsTransport' ? status : null, code: null },
    });
    expect(failed).toMatchObject({ left: { reason: expect.stringContaining(String(status)) as string } });
    expect((await transport.done).by).toBe('failure');
  });

  it('says for how long the server asks not to be dialled, where the platform shows it', async () => {
    const answers = ['60', 'Thu, 01 Jan 1970 00:00:01 GMT', null];
    const heard: unknown[] = [];
    for (const asked of answers) {
      const headers = asked === null ? {} : { 'Retry-After': asked };
      const url = await listen(createHttpServer((_, answer) => answer.writeHead(429, headers).end()));
      const failed = await attempt(url).connect();
      heard.push(E.isLeft(failed) && 'retryAfterMs' in failed.left ? failed.left.retryAfterMs : null);
    }
    expect(heard).toEqual(name === 'wsTransport' ? [60_000, 0, null] : [null, null, null]);
  });

  it('says that the server hung up during the handshake', async () => {
    const server = createServer((socket) => socket.destroy());
    const transport = attempt(await listen(server));
    expect(await transport.connect()).toMatchObject({ left: { _tag: 'DialFailed', status: null } });
    expect((await transport.done).code).toBeNull();
  });

  it('gives up on a server that takes the connection and says nothing', async () => {
    const clock = createFakeClock();
    const server = createServer();
    const url = await listen(server);
    const transport = attempt(url, { clock });
    const connecting = transport.connect();
    const [peer] = (await once(server, 'connection')) as [Socket];
    const hungUp = once(peer.resume(), 'close');
    clock.advance(9_999);
    expect(clock.pending()).toBe(1);
    clock.advance(1);
    expect(await connecting).toEqual(E.left({ _tag: 'DialTimedOut', url, timeoutMs: 10_000 }));
    expect(await transport.done).toMatchObject({ by: 'failure', code: null, reason: 'no answer within 10000 ms' });
    await hungUp;
    expect(clock.pending()).toBe(0);
  });

  it('ends when it is closed while it dials', async () => {
    const clock = createFakeClock();
    const server = createServer();
    const url = await listen(server);
    const transport = attempt(url, { clock });
    const connecting = transport.connect();
    await once(server, 'connection');
    transport.close({ reason: 'changed my mind' });
    transport.close();
    expect(await connecting).toEqual(E.left({ _tag: 'Closed', url }));
    const end = { by: 'local', code: null, reason: 'changed my mind', clean: false };
    expect(await transport.done).toEqual(end);
    expect(clock.pending()).toBe(0);
  });

  it('ends when it is closed in the breath in which it was told to connect', async () => {
    const url = await listen(createServer());
    const transport = attempt(url);
    const connecting = transport.connect();
    transport.close();
    expect(await connecting).toEqual(E.left({ _tag: 'Closed', url }));
    expect(await transport.done).toMatchObject({ by: 'local', code: null });
  });

  it('never dials once it was closed', async () => {
    const transport = attempt('ws://127.0.0.1:1');
    transport.close();
    expect(await transport.connect()).toEqual(E.left({ _tag: 'Closed', url: 'ws://127.0.0.1:1' }));
    expect(await transport.done).toMatchObject({ by: 'local', code: null });
  });

  it.each(['nonsense', 'https://api-pub.bitfinex.com/ws/2', 'ws://host/#there', 'wss://', ''])(
    'answers BadUrl to %p',
    async (url) => {
      const transport = attempt(url);
      expect(await transport.connect()).toMatchObject({ left: { _tag: 'BadUrl', url } });
      expect(await transport.done).toMatchObject({ by: 'failure', code: null });
    },
  );

  it('shows no user and no password of an address in its errors', async () => {
    const server = createServer((socket) => socket.destroy());
    const address = (await listen(server)).replace('ws://', 'ws://me:secret@');
    const errors = [
      await attempt(address).connect(),
      await attempt(`${address}#x`).connect(),
      attempt(address).send('x'),
    ];
    expect(errors.map(E.isLeft)).toEqual([true, true, true]);
    expect(JSON.stringify(errors)).not.toMatch(/secret|me:/);
  });

  it('is over after a bounded time where the server does not answer the goodbye', async () => {
    const clock = createFakeClock();
    let heard: () => void = () => undefined;
    const goodbye = new Promise<void>((resolve) => (heard = resolve));
    const url = await listen(createMuteServer(() => heard()));
    const transport = attempt(url, { clock, closeTimeoutMs: 500 });
    expect(await transport.connect()).toEqual(E.right(undefined));
    transport.close({ reason: 'bye' });
    await goodbye;
    clock.advance(499);
    expect(clock.pending()).toBe(1);
    clock.advance(1);
    expect(await transport.done).toEqual({ by: 'local', code: 1006, reason: 'bye', clean: false });
    expect(clock.pending()).toBe(0);
  });

  it('refuses a frame once the server has said goodbye, rather than swallow it', async () => {
    let answered: () => void = () => undefined;
    const goodbye = new Promise<void>((resolve) => (answered = resolve));
    const url = await listen(createMuteServer(() => answered(), GOING_AWAY));
    const transport = attempt(url);
    await transport.connect();
    await goodbye;
    expect(transport.send('late')).toEqual(E.left({ _tag: 'Closed', url }));
    for (const socket of sockets) socket.destroy();
    expect(await transport.done).toEqual({ by: 'remote', code: 1001, reason: '', clean: true });
  });
});

it('wsTransport hangs up itself where the server says goodbye and then does not', async () => {
  const url = await listen(createMuteServer(() => undefined, GOING_AWAY));
  const transport = wsTransport({ ...PATIENT, closeTimeoutMs: 10 })({ url, onFrame: () => undefined });
  expect(await transport.connect()).toEqual(E.right(undefined));
  expect(await transport.done).toEqual({ by: 'remote', code: 1001, reason: '', clean: true });
});
