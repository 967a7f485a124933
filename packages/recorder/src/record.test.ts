import { createFakeClock, createFakeNetwork } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import type { Frame, Transport, TransportFactory } from '@bitfinex-ws/transport';
import { recordTransport, REDACTED_FRAME } from './record.js';
import type { RecordedFrame } from './recording.js';

const url = 'wss://example.org';

const recordAll = () => {
  const frames: RecordedFrame[] = [];
  return { frames, sink: { write: (frame: RecordedFrame) => void frames.push(frame) } };
};

describe('a transport that records', () => {
  it('writes what comes in and what goes out, with time, direction and attempt', async () => {
    const network = createFakeNetwork();
    const clock = createFakeClock(1_000);
    const { frames, sink } = recordAll();
    const factory = recordTransport(network.factory, sink, { clock });
    const heard: Frame[] = [];
    for (const turn of [1, 2]) {
      const transport = factory({ url, onFrame: (frame) => heard.push(frame) });
      const connecting = transport.connect();
      network.latest().open();
      expect(await connecting).toEqual(E.right(undefined));
      clock.advance(5);
      network.latest().deliver(`{"event":"info","turn":${turn}}`);
      clock.advance(5);
      expect(transport.send('{"event":"ping"}')).toEqual(E.right(undefined));
      network.latest().drop(1012);
      expect(await transport.done).toMatchObject({ code: 1012 });
    }
    expect(frames).toEqual([
      { t: 1005, conn: 1, dir: 'in', frame: '{"event":"info","turn":1}' },
      { t: 1010, conn: 1, dir: 'out', frame: '{"event":"ping"}' },
      { t: 1015, conn: 2, dir: 'in', frame: '{"event":"info","turn":2}' },
      { t: 1020, conn: 2, dir: 'out', frame: '{"event":"ping"}' },
    ]);
    expect(heard).toEqual(['{"event":"info","turn":1}', '{"event":"info","turn":2}']);
    expect(network.sockets.map(({ sent }) => sent)).toEqual([['{"event":"ping"}'], ['{"event":"ping"}']]);
  });

  it('writes a placeholder for a frame that is sensitive, and sends the frame itself', async () => {
    const network = createFakeNetwork();
    const { frames, sink } = recordAll();
    const transport = recordTransport(network.factory, sink)({ url, onFrame: () => undefined });
    const connecting = transport.connect();
    network.latest().open();
    await connecting;
    transport.send('{"event":"auth","apiKey":"k","authSig":"s"}', { sensitive: true });
    transport.send('plain', { sensitive: false });
    expect(frames.map(({ frame }) => frame)).toEqual([REDACTED_FRAME, 'plain']);
    expect(JSON.parse(REDACTED_FRAME)).toEqual({ event: 'redacted' });
    expect(network.latest().sent[0]).toContain('authSig');
  });

  it('writes no frame that was not sent', async () => {
    const network = createFakeNetwork();
    const { frames, sink } = recordAll();
    const transport = recordTransport(network.factory, sink)({ url, onFrame: () => undefined });
    expect(transport.send('too early')).toMatchObject({ left: { _tag: 'NotOpen' } });
    const connecting = transport.connect();
    network.latest().refuse('no');
    expect(await connecting).toMatchObject({ left: { _tag: 'DialFailed' } });
    transport.close();
    expect(frames).toEqual([]);
  });

  it('passes bytes on as they are and writes their text', () => {
    const { frames, sink } = recordAll();
    let deliver: (frame: Frame) => void = () => undefined;
    const still: TransportFactory = ({ onFrame }) => {
      deliver = onFrame;
      return { connect: null, send: null, close: null, done: null, buffered: () => 7 } as unknown as Transport;
    };
    const heard: Frame[] = [];
    const transport = recordTransport(still, sink)({ url, onFrame: (frame) => heard.push(frame) });
    const bytes = new TextEncoder().encode('\uFEFF["é✓𝄞"]');
    deliver(bytes);
    expect(heard[0]).toBe(bytes);
    expect(frames[0]?.frame).toBe('\uFEFF["é✓𝄞"]');
    expect(transport.buffered()).toBe(7);
  });

  it('lets nobody feel that the sink fails', async () => {
    const network = createFakeNetwork();
    const heard: Frame[] = [];
    const sink = {
      write: (): void => {
        throw new Error('disk');
      },
    };
    const transport = recordTransport(network.factory, sink)({ url, onFrame: (frame) => heard.push(frame) });
    const connecting = transport.connect();
    network.latest().open();
    await connecting;
    network.latest().deliver('x');
    expect(transport.send('y')).toEqual(E.right(undefined));
    expect(heard).toEqual(['x']);
  });

  it('numbers attempts as it is told', () => {
    const network = createFakeNetwork();
    const { frames, sink } = recordAll();
    let last = 40;
    const nextConn = (): number => ++last;
    for (const factory of [1, 2].map(() => recordTransport(network.factory, sink, { nextConn }))) {
      void factory({ url, onFrame: () => undefined }).connect();
      network.latest().open();
      network.latest().deliver('x');
    }
    expect(frames.map(({ conn }) => conn)).toEqual([41, 42]);
  });
});
