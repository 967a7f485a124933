import { createFakeClock, settle } from '@bitfinex-ws/testkit';
import { listenerOn, openOrThrow } from '../../test/in-process.js';
import { createDice } from '../market/random.js';
import { createInlet } from './inlet.js';
import { createQueue } from './queue.js';

describe('a narrow way to the client', () => {
  const begin = () => {
    const clock = createFakeClock();
    const sent: (readonly [number, string])[] = [];
    const from = clock.now();
    const line = { write: (bytes: string) => sent.push([clock.now() - from, bytes]), flush: () => undefined };
    return { clock, sent, queue: createQueue(line, clock, createDice(1, 'queue')) };
  };

  it('lets so many bytes a second pass, each frame when its last byte is through', () => {
    const { clock, sent, queue } = begin();
    queue.narrow(1_000);
    for (const bytes of ['a'.repeat(100), 'b'.repeat(50), 'c']) queue.put([bytes], 0);
    expect([queue.waiting(), queue.isIdle()]).toEqual([151, false]);
    clock.advance(1_000);
    expect(sent.map(([at, bytes]) => [at, bytes.length])).toEqual([
      [100, 100],
      [150, 50],
      [151, 1],
    ]);
    queue.put(['d'.repeat(10)], 0);
    clock.advance(10);
    expect(sent[3]?.[0]).toBe(1_010);
  });

  it('is wide again when it is calmed, and nothing is lost or overtaken', () => {
    const { clock, sent, queue } = begin();
    queue.narrow(100);
    for (let at = 0; at < 25_000; at++) queue.put([`${at};`], 0);
    clock.advance(60_000);
    queue.calm();
    queue.put(['end'], 0);
    const text = sent.map(([, bytes]) => bytes).join('');
    expect(text).toBe(Array.from({ length: 25_000 }, (_, at) => `${at};`).join('') + 'end');
    expect([queue.waiting(), queue.isIdle(), clock.pending()]).toEqual([0, true, 0]);
  });
});

describe('a slow way from the client', () => {
  it('lets everything come later, and in its order', () => {
    const clock = createFakeClock();
    const inlet = createInlet(clock, createDice(1, 'inlet'));
    const come: number[] = [];
    inlet.take(5, () => come.push(0));
    inlet.slow(50, 100);
    for (let at = 1; at <= 20; at++) {
      inlet.take(5, () => come.push(at));
      clock.advance(1);
    }
    expect([come, inlet.waiting()]).toEqual([[0], 100]);
    clock.advance(150);
    expect([come, inlet.waiting()]).toEqual([Array.from({ length: 21 }, (_, at) => at), 0]);
    inlet.take(5, () => come.push(21));
    inlet.end();
    clock.advance(1_000);
    expect([come.length, clock.pending()]).toEqual([21, 0]);
  });

  it('makes the round trip longer by both ways', async () => {
    const { exchange, clock } = openOrThrow({ rate: 0 });
    exchange.control.schedule({ afterConnect: 0, fault: { type: 'latency', ms: 100, way: 'both' } });
    const client = listenerOn(exchange);
    await settle();
    clock.advance(100);
    await settle();
    client.heard.splice(0);
    client.send({ event: 'ping' });
    await settle();
    clock.advance(199);
    await settle();
    expect(client.heard).toEqual([]);
    clock.advance(1);
    await settle();
    expect(client.heard).toEqual([expect.stringContaining('pong')]);
    client.send({ event: 'ping' });
    await settle();
    exchange.control.calm();
    await settle();
    expect(client.heard).toHaveLength(2);
    await exchange.close();
  });
});
