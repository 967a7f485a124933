import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Frame } from './transport.js';
import { wsTransport } from './ws.js';

describe('the transport over ws', () => {
  let server: WebSocketServer;
  let url: string;
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
    await once(server, 'listening');
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  it('hands text frames over as their bytes unless told otherwise', async () => {
    const frames: Frame[] = [];
    server.on('connection', (peer) => {
      peer.send('[1,"hb"]');
      peer.close(1000);
    });
    for (const options of [{}, { frames: 'text' }] as const) {
      const transport = wsTransport(options)({ url, onFrame: (frame) => frames.push(frame) });
      await transport.connect();
      await transport.done;
    }
    expect(frames[0]).toBeInstanceOf(Uint8Array);
    expect(frames.map(String)).toEqual(['[1,"hb"]', '[1,"hb"]']);
    expect(frames[1]).toBe('[1,"hb"]');
  });

  it('says which frames were read in one go with the one before', async () => {
    const text = (words: string): Buffer => Buffer.concat([Buffer.from([0x81, words.length]), Buffer.from(words)]);
    server.on('connection', (peer, { socket }) => {
      // One write of three frames is one read on loopback; the answer to a frame is another.
      socket.write(Buffer.concat([text('[1]'), text('[2]'), text('[3]')]));
      peer.once('message', () => peer.send('[4]'));
    });
    const told: Array<[string, boolean | undefined]> = [];
    let all: () => void = () => undefined;
    const last = new Promise<void>((resolve) => (all = resolve));
    const transport = wsTransport()({
      url,
      onFrame: (frame, together) => {
        told.push([String(frame), together]);
        if (told.length === 3) transport.send('more');
        if (told.length === 4) all();
      },
    });
    await transport.connect();
    await last;
    expect(told).toEqual([
      ['[1]', false],
      ['[2]', true],
      ['[3]', true],
      ['[4]', false],
    ]);
    transport.close();
    await transport.done;
  });

  it('sends the headers it was given and offers no compression', async () => {
    const dialled = once(server, 'connection') as Promise<[WebSocket, IncomingMessage]>;
    const transport = wsTransport({ headers: { 'User-Agent': 'me/1' } })({ url, onFrame: () => undefined });
    await transport.connect();
    const [, { headers }] = await dialled;
    expect(headers['user-agent']).toBe('me/1');
    expect(headers['sec-websocket-extensions']).toBeUndefined();
    transport.close();
    await transport.done;
  });

  it('breaks the connection over a message that is larger than agreed', async () => {
    server.on('connection', (peer) => peer.send('x'.repeat(101)));
    const frames: Frame[] = [];
    const transport = wsTransport({ maxPayload: 100 })({ url, onFrame: (frame) => frames.push(frame) });
    await transport.connect();
    const end = await transport.done;
    expect(end).toMatchObject({ by: 'failure', code: 1009, clean: false });
    expect(end.reason).toMatch(/max payload size exceeded/i);
    expect(frames).toEqual([]);
  });

  it('answers DialFailed, and does not throw, where HTTP forbids a header', async () => {
    const headers = { 'X-Secret': 'hush\nhush' };
    const failed = await wsTransport({ headers })({ url, onFrame: () => undefined }).connect();
    expect(failed).toMatchObject({ left: { _tag: 'DialFailed', status: null } });
    expect(JSON.stringify(failed)).not.toContain('hush');
  });

  it('says in one line that the other side speaks no TLS', async () => {
    const plain = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .resume()
        .end('220 hello\r\n'),
    );
    plain.listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const secure = `wss://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    const failed = await wsTransport({ tls: { rejectUnauthorized: false } })({
      url: secure,
      onFrame: () => undefined,
    }).connect();
    expect(failed).toMatchObject({ left: { _tag: 'DialFailed', url: secure, status: null } });
    expect(failed).toMatchObject({ left: { reason: expect.stringMatching(/^[^\n]{3,220}$/) as string } });
    await new Promise((resolve) => plain.close(resolve));
  });

  it('does not follow a redirect: the answer is the failure', async () => {
    server.options.verifyClient = (_info: unknown, answer: (ok: boolean, code: number) => void) => answer(false, 302);
    const failed = await wsTransport()({ url, onFrame: () => undefined }).connect();
    expect(failed).toMatchObject({ left: { _tag: 'DialFailed', reason: 'HTTP 302 Found', status: 302 } });
  });
});
