import { settle } from '@bitfinex-ws/testkit';
import { listenerOn, openOrThrow } from '../test/in-process.js';
import type { Fault } from './index.js';

const greeting = expect.stringMatching(/^\{"event":"info","version":2,/) as string;

describe('an exchange within the process', () => {
  it('greets and answers, in order, and never within the call', async () => {
    const { exchange, clock } = openOrThrow({ rate: 0 });
    const client = listenerOn(exchange);
    client.send({ event: 'ping', cid: 1 });
    client.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
    client.send({ event: 'ping', cid: 2 });
    expect([client.heard, client.state()]).toEqual([[], 'connecting']);
    await settle();
    expect(client.heard).toEqual([
      'open',
      greeting,
      expect.stringContaining('"cid":1'),
      expect.stringContaining('"event":"subscribed"'),
      expect.stringMatching(/^\[\d+,\[/),
      expect.stringContaining('"cid":2'),
    ]);
    expect([client.number, client.state(), exchange.stats().channels]).toEqual([1, 'open', 1]);
    await exchange.close();
    await settle();
    expect([client.ends, clock.pending()]).toEqual([[{ code: 1006, reason: '', status: null }], 0]);
    const late = listenerOn(exchange);
    await settle();
    expect(late.ends).toEqual([{ code: null, reason: 'connection refused (ECONNREFUSED)', status: null }]);
  });

  it('delivers what was sent before a goodbye, and says who ended it and how', async () => {
    const { exchange } = openOrThrow({ rate: 0 });
    const [closed, reset, left, gone] = [1, 2, 3, 4].map(() => listenerOn(exchange));
    await settle();
    for (const client of [closed, reset, left, gone]) client?.send({ event: 'ping', cid: 7 });
    exchange.control.inject({ type: 'close', code: 1012, reason: 'restart' }, { nth: 1 });
    exchange.control.inject({ type: 'reset' }, { nth: 2 });
    left?.close(4001, 'enough');
    gone?.drop();
    await settle();
    expect(closed?.ends).toEqual([{ code: 1012, reason: 'restart', status: null }]);
    expect(reset?.ends).toEqual([{ code: 1006, reason: '', status: null }]);
    expect(left?.heard.slice(2)).toEqual([expect.stringContaining('"cid":7')]);
    expect(left?.ends).toEqual([{ code: 4001, reason: 'enough', status: null }]);
    expect([gone?.ends, gone?.state()]).toEqual([[], 'closed']);
    expect(exchange.stats().connections).toBe(0);
  });

  it.each<[string, Fault, object]>([
    ['refused', { type: 'refuse-handshake', status: 503 }, { reason: 'HTTP 503 Service Unavailable', status: 503 }],
    ['reset', { type: 'reset-handshake' }, { reason: 'connection reset (ECONNRESET)', status: null }],
    [
      'not listened to',
      { type: 'stop-listening', ms: 60 },
      { reason: 'connection refused (ECONNREFUSED)', status: null },
    ],
  ])('a handshake is %s at the door, and the next one is not', async (_, fault, end) => {
    const { exchange, clock } = openOrThrow({ rate: 0 });
    exchange.control.inject(fault);
    const client = listenerOn(exchange);
    await clock.advanceAsync(60);
    expect([client.heard, client.ends]).toEqual([[], [{ code: null, ...end }]]);
    const next = listenerOn(exchange);
    await settle();
    expect(next.heard).toEqual(['open', greeting]);
  });

  it('a handshake that is never answered hangs until the exchange is closed', async () => {
    const { exchange, clock } = openOrThrow({ rate: 0 });
    exchange.control.inject({ type: 'hang-handshake' });
    const client = listenerOn(exchange);
    await clock.advanceAsync(3_600_000);
    expect([client.heard, client.ends]).toEqual([[], []]);
    await exchange.close();
    await settle();
    expect(client.ends).toHaveLength(1);
  });

  it('frames in pieces, fragments and one write come whole; bytes that are no text end it with 1007', async () => {
    const { exchange, clock } = openOrThrow({ rate: 0 });
    const client = listenerOn(exchange);
    await settle();
    for (const into of ['segments', 'fragments'] as const) {
      exchange.control.inject({ type: 'split', into, pieces: 9, ms: 5, frames: { kinds: ['event'] } });
      client.send({ event: 'ping', cid: into });
      await clock.advanceAsync(100);
    }
    exchange.control.inject({ type: 'merge', count: 3, ms: 5 });
    for (const cid of [1, 2, 3]) client.send({ event: 'ping', cid });
    await clock.advanceAsync(100);
    const cids = client.heard.slice(2).map((text) => (JSON.parse(text) as { readonly cid: unknown }).cid);
    expect(cids).toEqual(['segments', 'fragments', 1, 2, 3]);
    exchange.control.inject({ type: 'say', text: '{"grüße":"😀"}' });
    exchange.control.inject({ type: 'corrupt', how: 'utf8', frames: { kinds: ['event'] } });
    client.send({ event: 'ping', cid: 4 });
    await settle();
    expect(client.heard.slice(-1)).toEqual(['{"grüße":"😀"}']);
    expect(client.ends).toEqual([{ code: 1007, reason: 'invalid UTF-8', status: null }]);
    expect(exchange.stats().connections).toBe(0);
  });

  it('what a client does not read waits for it, and is told when it reads again', async () => {
    const { exchange } = openOrThrow({ rate: 0 });
    const client = listenerOn(exchange);
    client.pause();
    client.send({ event: 'ping' });
    await settle();
    expect(client.heard).toEqual(['open']);
    client.resume();
    expect(client.heard).toEqual(['open', greeting, expect.stringContaining('pong')]);
  });

  it('a frame that is too long ends the connection with 1009, a binary one is passed over', async () => {
    const { exchange } = openOrThrow({ rate: 0 });
    const client = listenerOn(exchange);
    client.send(new Uint8Array(10));
    client.send({ event: 'ping' });
    client.send(' '.repeat(70_000));
    await settle();
    expect(client.heard.slice(2)).toEqual([expect.stringContaining('pong')]);
    expect(client.ends).toEqual([{ code: 1009, reason: '', status: null }]);
  });

  it('names the option that makes no sense, and has none of a port', () => {
    expect(() => openOrThrow({ rate: -1 })).toThrow("The simulator's option rate must be");
  });
});
