import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { webTransport, type PlatformSocket, type PlatformWebSocket } from './web.js';

const url = 'wss://example.org';

/** A platform's socket that does nothing but keep what it was told; the test plays the platform. */
class ScriptedSocket implements PlatformSocket {
  static latest: ScriptedSocket;
  binaryType = 'blob';
  readyState = 0;
  bufferedAmount = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  readonly closes: unknown[] = [];
  constructor(readonly address: string) {
    ScriptedSocket.latest = this;
  }
  readonly send = (): void => undefined;
  readonly close = (...how: ReadonlyArray<unknown>): void => void this.closes.push(how);
  readonly tell = (name: 'onopen' | 'onmessage' | 'onerror' | 'onclose', event: unknown): void =>
    this[name]?.(event as never);
}

describe('the transport over a platform WebSocket', () => {
  it('says that there is none where the platform has none', async () => {
    const had = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');
    Object.defineProperty(globalThis, 'WebSocket', { value: undefined, configurable: true });
    const failed = await webTransport()({ url, onFrame: () => undefined }).connect();
    if (had) Object.defineProperty(globalThis, 'WebSocket', had);
    else Reflect.deleteProperty(globalThis, 'WebSocket');
    expect(failed).toEqual(E.left({ _tag: 'NoWebSocket', url }));
  });

  it('answers DialFailed where the platform forbids the address', async () => {
    const Forbidding: PlatformWebSocket = class extends ScriptedSocket {
      constructor(address: string) {
        super(address);
        throw new Error('An insecure connection may not be made from a secure page');
      }
    };
    const transport = webTransport({ WebSocket: Forbidding })({ url, onFrame: () => undefined });
    expect(await transport.connect()).toMatchObject({
      left: { _tag: 'DialFailed', reason: 'An insecure connection may not be made from a secure page' },
    });
  });

  it('has a reason to show where the platform gives none', async () => {
    const transport = webTransport({ WebSocket: ScriptedSocket })({ url, onFrame: () => undefined });
    const connecting = transport.connect();
    ScriptedSocket.latest.tell('onerror', { type: 'error' });
    ScriptedSocket.latest.tell('onclose', { code: 1006, reason: '' });
    expect(await connecting).toMatchObject({ left: { reason: 'the platform gave no reason' } });
  });

  it('asks for binary messages as bytes, and closes with 1000 where a page may not send the code', async () => {
    const transport = webTransport({ WebSocket: ScriptedSocket })({ url, onFrame: () => undefined });
    const connecting = transport.connect();
    const socket = ScriptedSocket.latest;
    socket.readyState = 1;
    socket.tell('onopen', {});
    await connecting;
    expect(socket.binaryType).toBe('arraybuffer');
    transport.close({ code: 1001, reason: 'leaving' });
    expect(socket.closes).toEqual([[1000, 'leaving']]);
    socket.tell('onclose', { code: 1000, reason: '' });
    expect(await transport.done).toEqual({ by: 'local', code: 1000, reason: 'leaving', clean: true });
  });

  it('says 1006 of a socket that broke, also where the platform says 0, as Deno does', async () => {
    const transport = webTransport({ WebSocket: ScriptedSocket })({ url, onFrame: () => undefined });
    const connecting = transport.connect();
    const socket = ScriptedSocket.latest;
    socket.readyState = 1;
    socket.tell('onopen', {});
    await connecting;
    socket.tell('onerror', { type: 'error', message: 'Connection reset by peer (os error 104)' });
    socket.tell('onclose', { code: 0, reason: '', wasClean: false });
    expect(await transport.done).toMatchObject({ by: 'failure', code: 1006, clean: false });
  });

  it('is over although the platform never says that the socket is gone, and hears no late error', async () => {
    const clock = createFakeClock();
    const transport = webTransport({ WebSocket: ScriptedSocket, clock })({ url, onFrame: () => undefined });
    const connecting = transport.connect();
    const socket = ScriptedSocket.latest;
    clock.advance(10_000);
    expect(await connecting).toMatchObject({ left: { _tag: 'DialTimedOut' } });
    clock.advance(2_000);
    expect(await transport.done).toMatchObject({ by: 'failure', code: null });
    socket.tell('onopen', {});
    socket.tell('onerror', { message: 'late' });
    socket.tell('onclose', { code: 1006, reason: '' });
    expect([socket.onopen, socket.onmessage, socket.onerror]).toEqual([null, null, null]);
    expect(clock.pending()).toBe(0);
  });
});
