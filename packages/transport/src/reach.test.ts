import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer as createHttpServer, request as httpRequest } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { either as E } from 'fp-ts';
import { WebSocketServer } from 'ws';
import { wsTransport, type WsTransportOptions } from './ws.js';

const ended: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

/** Listens on any port of this machine until the test is over, and answers which. */
const listen = async (server: ReturnType<typeof createHttpServer>): Promise<number> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ended.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
};
/** A server that says what it was asked for and with which headers. */
const greetOn = (server: ReturnType<typeof createHttpServer>, perMessageDeflate = false): void => {
  const sockets = new WebSocketServer({ server, perMessageDeflate });
  sockets.on('connection', (peer, { headers, url }) => peer.send(JSON.stringify({ url, headers })));
};
/** Dials, and answers what the server said and how the attempt went. */
const hear = async (url: string, options: WsTransportOptions) => {
  let hearFirst: (text: string) => void = () => undefined;
  const first = new Promise<string>((resolve) => (hearFirst = resolve));
  const transport = wsTransport({ frames: 'text', ...options })({ url, onFrame: (frame) => hearFirst(String(frame)) });
  const connected = await transport.connect();
  if (E.isLeft(connected)) return { connected, heard: null };
  const heard = JSON.parse(await first) as { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  transport.close();
  await transport.done;
  return { connected, heard };
};

describe('a proxy', () => {
  /** Asks a proxy for a tunnel, as agents for proxies do. */
  class TunnelAgent extends Agent {
    readonly proxy: number;
    constructor(proxy: number) {
      super();
      this.proxy = proxy;
    }
    override createConnection(
      options: { readonly host?: string | null; readonly port?: number | string | null },
      callback?: (error: Error | null, socket: Duplex) => void,
    ): null {
      const path = `${options.host ?? ''}:${options.port ?? ''}`;
      const asked = httpRequest({ host: '127.0.0.1', port: this.proxy, method: 'CONNECT', path, agent: false });
      asked.once('connect', ({ statusCode }, socket) => {
        const refused = statusCode === 200 ? null : new Error(`the proxy answered ${statusCode ?? 'nothing'}`);
        if (refused !== null) socket.destroy();
        callback?.(refused, socket);
      });
      asked.end();
      return null;
    }
  }

  /** A proxy that opens tunnels, or refuses to; `asked` is what it was asked for. */
  const startProxy = async (status: number) => {
    const asked: string[] = [];
    const proxy = createHttpServer();
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(request.url ?? '');
      socket.on('error', () => undefined);
      if (status !== 200) return void socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
      const [host, port] = (request.url ?? '').split(':');
      const onward = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(onward).pipe(socket);
      });
      onward.on('error', () => socket.destroy());
      socket.on('close', () => onward.destroy());
    });
    return { port: await listen(proxy), asked };
  };

  it('is used where an agent goes through it', async () => {
    const server = createHttpServer();
    greetOn(server);
    const port = await listen(server);
    const proxy = await startProxy(200);
    const { connected, heard } = await hear(`ws://127.0.0.1:${port}/ws/2`, { agent: new TunnelAgent(proxy.port) });
    expect(connected).toEqual(E.right(undefined));
    expect([heard?.url, proxy.asked]).toEqual(['/ws/2', [`127.0.0.1:${port}`]]);
  });

  it('that refuses is why the dial failed', async () => {
    const proxy = await startProxy(407);
    const { connected } = await hear('ws://127.0.0.1:9/', { agent: new TunnelAgent(proxy.port) });
    expect(connected).toMatchObject({ left: { _tag: 'DialFailed', reason: 'the proxy answered 407' } });
    expect(proxy.asked).toEqual(['127.0.0.1:9']);
  });
});

describe('headers and compression', () => {
  it('reach the server as they were given; compression is offered where it is asked for alone', async () => {
    const server = createHttpServer();
    greetOn(server, true);
    const url = `ws://127.0.0.1:${await listen(server)}`;
    const plain = await hear(url, { headers: { 'User-Agent': 'me/1', 'X-Forwarded-For': '10.0.0.1' } });
    expect(plain.heard?.headers).toMatchObject({ 'user-agent': 'me/1', 'x-forwarded-for': '10.0.0.1' });
    expect(plain.heard?.headers['sec-websocket-extensions']).toBeUndefined();
    const offered = await hear(url, { perMessageDeflate: true });
    expect(offered.heard?.headers['sec-websocket-extensions']).toMatch(/^permessage-deflate/);
  });
});

describe('a server with a certificate of its own', () => {
  /** DER: a tag, a length of up to two bytes, and what it holds. */
  const der = (tag: number, ...parts: ReadonlyArray<Buffer>): Buffer => {
    const body = Buffer.concat(parts);
    const { length } = body;
    const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
    return Buffer.concat([Buffer.from([tag, ...size]), body]);
  };
  const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
  const sequence = (...parts: ReadonlyArray<Buffer>): Buffer => der(0x30, ...parts);
  /** X.509, self-signed, for 127.0.0.1 and a hundred years (RFC 5280, 4.1). */
  const certify = (privateKey: KeyObject, publicKey: KeyObject): string => {
    const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
    const name = sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from('loopback')))));
    const time = (text: string): Buffer => der(0x18, Buffer.from(text));
    const address = der(0x04, sequence(der(0x87, Buffer.from([127, 0, 0, 1]))));
    const body = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))),
      der(0x02, Buffer.from([1])),
      ecdsaWithSha256,
      name,
      sequence(time('20200101000000Z'), time('21200101000000Z')),
      name,
      publicKey.export({ type: 'spki', format: 'der' }),
      der(0xa3, sequence(sequence(oid('551d11'), address))),
    );
    const signature = createSign('sha256').update(body).sign(privateKey);
    const whole = sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
    const lines = whole.toString('base64').replace(/(.{64})/g, '$1\n');
    return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
  };

  it('is trusted where its certificate is given as ca, and by no one else', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const cert = certify(privateKey, publicKey);
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
    const server = createHttpsServer({ key, cert });
    greetOn(server);
    const url = `wss://127.0.0.1:${await listen(server)}/ws/2`;
    expect((await hear(url, { tls: { ca: cert } })).heard?.url).toBe('/ws/2');
    expect((await hear(url, { tls: { rejectUnauthorized: false } })).heard?.url).toBe('/ws/2');
    expect((await hear(url, {})).connected).toMatchObject({
      left: {
        _tag: 'DialFailed',
        code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
        reason: expect.stringContaining('self-signed') as string,
      },
    });
  });
});
