import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createFakeClock, settle } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { WebSocket, WebSocketServer } from 'ws';
import type { TransportOptions } from './options.js';
import type { Frame, TransportEnd, TransportFactory } from './transport.js';
import { webTransport } from './web.js';
import { wsTransport } from './ws.js';

/** How long this machine stands still between a word and its answer is not what is tested here. */
const PATIENT: TransportOptions = { connectTimeoutMs: 600_000, closeTimeoutMs: 600_000 };

const platforms: ReadonlyArray<readonly [string, (options?: TransportOptions) => TransportFactory]> = [
  ['wsTransport, frames as bytes', (options = {}) => wsTransport({ ...PATIENT, ...options })],
  ['wsTransport, frames as text', (options = {}) => wsTransport({ ...PATIENT, ...options, frames: 'text' })],
  ['webTransport', (options = {}) => webTransport({ ...PATIENT, ...options, WebSocket })],
];

const textOf = (frame: Frame): string => (typeof frame === 'string' ? frame : new TextDecoder().decode(frame));

describe.each(platforms)('a connection of %s', (_name, make) => {
  let server: WebSocketServer;
  let url: string;
  beforeEach(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  const nextPeer = async (): Promise<WebSocket> => ((await once(server, 'connection')) as [WebSocket])[0];

  /** Opens a connection; `frames` are the texts that came in. */
  const openOne = async (options: TransportOptions = {}, onFrame: (text: string) => void = () => undefined) => {
    const frames: string[] = [];
    const transport = make(options)({
      url,
      onFrame: (frame) => {
        frames.push(textOf(frame));
        onFrame(textOf(frame));
      },
    });
    const [peer, connected] = await Promise.all([nextPeer(), transport.connect()]);
    expect(connected).toEqual(E.right(undefined));
    return { transport, peer, frames };
  };

  it('opens, hands over every frame in order as it was sent, and closes', async () => {
    const { transport, peer, frames } = await openOne();
    const texts = Array.from({ length: 300 }, (_, n) => `[${n},"hb","é ✓ 𝄞\\n ${n / 7}"]`);
    for (const text of texts) peer.send(text);
    peer.close(1000);
    await transport.done;
    expect(frames).toEqual(texts);
  });

  it('hands over a frame of a megabyte whole', async () => {
    const { transport, peer, frames } = await openOne();
    const text = JSON.stringify(Array.from({ length: 120_000 }, (_, n) => n + 0.125));
    expect(text.length).toBeGreaterThan(1_000_000);
    peer.send(text);
    peer.close(1000);
    await transport.done;
    expect(frames).toEqual([text]);
  });

  it('hands over the bytes of a binary message', async () => {
    const got: Frame[] = [];
    const transport = make()({ url, onFrame: (frame) => got.push(typeof frame === 'string' ? frame : frame.slice()) });
    const [peer] = await Promise.all([nextPeer(), transport.connect()]);
    peer.send(Buffer.from([0, 255, 1]), { binary: true });
    peer.close(1000);
    await transport.done;
    expect(got.map((frame) => [...Buffer.from(frame)])).toEqual([[0, 255, 1]]);
  });

  it('sends text frames, sensitive ones too, exactly as given', async () => {
    const { transport, peer } = await openOne();
    const received: string[] = [];
    peer.on('message', (data: Buffer, isBinary) => received.push(`${isBinary}:${data.toString()}`));
    expect(transport.send('{"event":"ping","cid":1}')).toEqual(E.right(undefined));
    expect(transport.send('{"authSig":"ß"}', { sensitive: true })).toEqual(E.right(undefined));
    transport.close();
    await transport.done;
    expect(received).toEqual(['false:{"event":"ping","cid":1}', 'false:{"authSig":"ß"}']);
    expect(transport.buffered()).toBe(0);
  });

  it.each([1000, 1001, 1011, 1012])('says that the server closed with %d', async (code) => {
    const { transport, peer } = await openOne();
    peer.close(code, 'because');
    expect(await transport.done).toEqual<TransportEnd>({ by: 'remote', code, reason: 'because', clean: true });
  });

  it('says 1006 where the socket broke without a goodbye', async () => {
    const { transport, peer } = await openOne();
    peer.terminate();
    const { by, code, clean } = await transport.done;
    expect({ by, code, clean }).toEqual({ by: 'failure', code: 1006, clean: false });
  });

  it('closes with the code and the reason that it was given', async () => {
    const { transport, peer } = await openOne();
    const goodbye = once(peer, 'close') as Promise<[number, Buffer]>;
    transport.close({ code: 4000, reason: 'enough' });
    const [code, reason] = await goodbye;
    expect([code, reason.toString()]).toEqual([4000, 'enough']);
    expect(await transport.done).toEqual<TransportEnd>({ by: 'local', code: 4000, reason: 'enough', clean: true });
  });

  it('closes with 1000 where the code may not be sent, and cuts a reason that is too long', async () => {
    const { transport } = await openOne();
    transport.close({ code: 1006, reason: 'é'.repeat(100) });
    expect(await transport.done).toEqual({ by: 'local', code: 1000, reason: 'é'.repeat(61), clean: true });
  });

  it('takes any number of closes, and done stays what it was', async () => {
    const { transport, peer } = await openOne();
    transport.close({ reason: 'first' });
    transport.close({ reason: 'second' });
    const end = await transport.done;
    peer.terminate();
    transport.close({ reason: 'third' });
    await settle();
    expect(await transport.done).toBe(end);
    expect(end.reason).toBe('first');
  });

  it('can be dropped at once, also in the midst of a goodbye that nobody answers', async () => {
    const clock = createFakeClock();
    for (const inMidst of [false, true]) {
      const { transport, peer } = await openOne({ clock });
      peer.pause();
      if (inMidst) transport.close({ reason: 'goodbye' });
      transport.close({ reason: 'enough', now: true });
      const end = await transport.done;
      expect(end).toEqual({ by: 'local', code: 1006, reason: inMidst ? 'goodbye' : 'enough', clean: false });
      expect(clock.pending()).toBe(0);
      peer.terminate();
    }
    const never = make({ clock })({ url, onFrame: () => undefined });
    void never.connect();
    never.close({ now: true });
    expect(await never.done).toMatchObject({ by: 'local', code: null });
    expect(clock.pending()).toBe(0);
  });

  it('sends nothing before it is open nor once it is closed, and says so', async () => {
    const transport = make()({ url, onFrame: () => undefined });
    const notOpen = E.left({ _tag: 'NotOpen', url });
    expect(transport.send('1')).toEqual(notOpen);
    const connecting = transport.connect();
    expect(transport.send('2')).toEqual(notOpen);
    await connecting;
    transport.close();
    expect(transport.send('3')).toEqual(E.left({ _tag: 'Closed', url }));
    await transport.done;
    expect(transport.send('4')).toEqual(E.left({ _tag: 'Closed', url }));
    expect(await transport.connect()).toEqual(E.right(undefined));
  });

  it('dials once, however often connect is called', async () => {
    let peers = 0;
    server.on('connection', () => peers++);
    const transport = make()({ url, onFrame: () => undefined });
    expect(await Promise.all([transport.connect(), transport.connect()])).toEqual([
      E.right(undefined),
      E.right(undefined),
    ]);
    transport.close();
    await transport.done;
    expect(peers).toBe(1);
  });

  it('survives a listener that throws, tells of it, and hands over the frames that follow', async () => {
    const defects: unknown[] = [];
    const onDefect = (defect: unknown): never => {
      defects.push(defect);
      throw new Error('and so does who is told');
    };
    const { transport, peer, frames } = await openOne({ onDefect }, (text) => {
      if (text === 'bad') throw new Error('listener');
    });
    for (const text of ['good', 'bad', 'fine']) peer.send(text);
    peer.close(1000);
    expect((await transport.done).by).toBe('remote');
    expect(frames).toEqual(['good', 'bad', 'fine']);
    expect(defects).toEqual([new Error('listener')]);
  });

  it('hands over no frame once close was called', async () => {
    const { transport, peer, frames } = await openOne({}, () => transport.close());
    for (const text of ['one', 'two', 'three']) peer.send(text);
    await transport.done;
    expect(frames).toEqual(['one']);
  });

  it('leaves no timer and no listener behind', async () => {
    const clock = createFakeClock();
    const send = jest.spyOn(WebSocket.prototype, 'send');
    const { transport } = await openOne({ clock });
    transport.send('x');
    const socket = send.mock.contexts[0] as WebSocket;
    send.mockRestore();
    expect(socket.eventNames()).not.toEqual([]);
    expect(clock.pending()).toBe(0);
    transport.close();
    await transport.done;
    expect(socket.eventNames()).toEqual([]);
    expect(clock.pending()).toBe(0);
  });
});
