import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { connectRaw, startOrThrow } from '../test/client.js';
import { loginRequest } from '../test/trader.js';
import { lineOf } from './socket-line.js';

/** A text frame of a client, masked with zeros. */
const masked = (request: object): Buffer => {
  const payload = Buffer.from(JSON.stringify(request));
  const head = [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(head), payload]);
};

let end: () => Promise<void> = () => Promise.resolve();
afterEach(() => end());

describe('a login', () => {
  it('is acknowledged first, then told what there is, then answered what else was asked', async () => {
    const simulator = await startOrThrow({ rate: 0 });
    const [key] = simulator.keys;
    if (!key) throw new Error('no key');
    const { tcp, chunks } = await connectRaw(simulator);
    end = () => {
      tcp.destroy();
      return simulator.close();
    };
    tcp.write(masked(loginRequest(key)));
    tcp.write(masked({ event: 'ping', cid: 1, padding: 'x'.repeat(200) }));
    const text = (): string => Buffer.concat(chunks).toString('latin1');
    while (!text().includes('"pong"')) await new Promise((resolve) => tcp.once('data', resolve));
    const order = ['"event":"auth"', '[0,"ps"', '[0,"bu"', '"pong"'].map((part) => text().indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });
});

describe('what a line is told to keep apart', () => {
  const line = () => {
    const written: string[] = [];
    const tcp = Object.assign(new EventEmitter(), {
      writable: true,
      writableLength: 0,
      write: (bytes: string | Buffer) => written.push(String(bytes)),
    });
    return { written, ...lineOf(new EventEmitter() as unknown as WebSocket, tcp as unknown as Socket) };
  };
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is a packet of its own, and what comes after it another, 20 ms later', () => {
    const { write, apart, flush, written } = line();
    write('acknowledgement');
    apart?.();
    write('positions, ');
    write('wallets');
    flush();
    jest.advanceTimersByTime(19);
    expect(written).toEqual(['acknowledgement']);
    jest.advanceTimersByTime(1);
    expect(written).toEqual(['acknowledgement', 'positions, wallets']);
    write('pong');
    expect(written).toHaveLength(3);
  });

  it('waits on where the line is held when its time is over', () => {
    const { write, apart, hold, release, written } = line();
    apart?.();
    hold();
    write('positions');
    jest.advanceTimersByTime(20);
    expect(written).toEqual([]);
    release();
    expect(written).toEqual(['positions']);
  });
});
