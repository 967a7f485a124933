import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { startOrThrow } from '../test/client.js';
import { ATTACKS, BINARY, frame, greeted, HANDSHAKE, PING, TEXT, villain } from '../test/hostile.js';
import { connectNaive, type NaiveClient } from '../test/naive-client.js';
import type { Simulator } from './index.js';
import { listen } from './server.js';

const clock = createFakeClock();
let simulator: Simulator;
let honest: NaiveClient;
beforeAll(async () => {
  simulator = await startOrThrow({ rate: 0, clock, checksumMs: 0 });
  const book = { event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' };
  honest = await connectNaive(simulator, [{ event: 'conf', flags: 65_536 + 131_072 }, book]);
  await honest.quiet();
  clock.advance(100);
});
/** The honest one beside has missed nothing, and its book is what it should be. */
afterEach(async () => {
  const [before] = honest.books.values();
  const matched = before?.matched ?? 0;
  simulator.step(50);
  await honest.quiet();
  const [book] = honest.books.values();
  expect([honest.failure(), honest.gaps(), book?.mismatched]).toEqual([null, 0, 0]);
  expect(book?.matched).toBeGreaterThan(matched);
});
afterAll(() => simulator.close());

const onlyHonest = async (): Promise<void> => {
  while (simulator.stats().connections > 1) await turn();
};
/** The code of the close frame among the bytes; null as long as they do not reach as far. */
const codeIn = (heard: Buffer): number | null => {
  const at = heard.indexOf(0x88);
  return at === -1 || heard.length < at + 4 ? null : heard.readUInt16BE(at + 2);
};

describe('a client that sends', () => {
  it.each(ATTACKS)('%s is told to go', async (_name, bytes, code) => {
    const { tcp, heard, gone } = await greeted(simulator);
    const size = heard().length;
    tcp.write(bytes());
    while (codeIn(heard().subarray(size)) === null) await once(tcp, 'data');
    expect(codeIn(heard().subarray(size))).toBe(code);
    tcp.destroy();
    await gone;
    await onlyHonest();
  });

  it('binary frames, no JSON, or brackets without end gets no answer', async () => {
    const { tcp, heard } = await greeted(simulator);
    const size = heard().length;
    const nonsense = ['', '{', 'null', '7', '"x"', '[', '['.repeat(30_000), '{"a":'.repeat(9_000), '[0,"n",null,{}]'];
    tcp.write(frame(BINARY, Buffer.from([1, 2, 3])));
    for (const text of [...nonsense, `[0,"n",null,{"type":"ucm-x","info":${'['.repeat(9_000)}${']'.repeat(9_000)}}]`]) {
      tcp.write(frame(TEXT, text));
    }
    tcp.write(frame(PING, 'mark'));
    while (heard().length < size + 6) await once(tcp, 'data');
    expect(heard().subarray(size).toString('latin1').slice(2)).toBe('mark');
    tcp.destroy();
    await onlyHonest();
  });
});

describe('a handshake', () => {
  it.each([
    ['never begins', []],
    ['stops in the middle', [HANDSHAKE.slice(0, 60)]],
    ['comes a letter at a time', [...HANDSHAKE.slice(0, 40)]],
    ['has a body without end', ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n', 'x'.repeat(5_000)]],
  ])('that %s is given up after a while', async (_name, pieces) => {
    const onKnock = (): never => {
      throw new Error('nobody knocked');
    };
    const listening = await listen({ host: '127.0.0.1', port: 0, clock, onKnock, handshakeMs: 30 });
    if (listening._tag === 'Left') throw new Error(listening.left._tag);
    const { port, close } = listening.right;
    const { tcp, gone } = await villain({ host: '127.0.0.1', port });
    for (const piece of pieces) tcp.write(piece);
    await gone;
    await close();
  });

  it.each([
    ['is no HTTP', '\u0016\u0003\u0001 hello', '400'],
    ['has a header without end', `GET / HTTP/1.1\r\nx: ${'y'.repeat(40_000)}`, '431'],
    ['is of another protocol', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '426'],
    ['has no key', HANDSHAKE.replace(/Sec-WebSocket-Key.*\r\n/, ''), '400'],
  ])('that %s is refused', async (_name, text, status) => {
    const { tcp, heard, gone } = await villain(simulator);
    tcp.write(text);
    await gone;
    expect(heard().toString('latin1')).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});

describe('a client that floods', () => {
  it('is told 11010 and closed, be it pings, requests or nonsense', async () => {
    for (const bytes of [frame(PING, 'x'), frame(TEXT, '{"event":"ping"}'), frame(TEXT, 'x'), frame(BINARY, 'x')]) {
      const { tcp, heard, gone } = await greeted(simulator);
      const many = Buffer.concat(Array.from({ length: 1_000 }, () => bytes));
      const isOver = (): boolean => heard().subarray(-300).includes('ratelimit: error');
      for (let sent = 0; sent < 60 && !isOver(); sent++) if (!tcp.write(many)) await once(tcp, 'drain');
      while (!isOver()) await once(tcp, 'data');
      tcp.destroy();
      await gone;
    }
    await onlyHonest();
  });

  it('and does not read what it asked for is not read either: what waits for it stays small', async () => {
    const { tcp } = await greeted(simulator);
    tcp.pause();
    // What is wrong with a request is said with its fields: as much comes back as was sent.
    const fields = ['channel', 'symbol', 'pair', 'prec', 'freq', 'len', 'key'].map(
      (name) => `"${name}":"${'x'.repeat(250)}"`,
    );
    const request = frame(TEXT, `{"event":"nothing",${fields.join(',')}}`);
    const many = Buffer.concat(Array.from({ length: 100 }, () => request));
    const before = simulator.stats().framesIn;
    let sent = 0;
    let stuck = false;
    while (!stuck && sent < 60_000) {
      sent += 100;
      if (tcp.write(many)) continue;
      stuck = await Promise.race([
        once(tcp, 'drain').then(() => false),
        honest
          .quiet()
          .then(honest.quiet)
          .then(honest.quiet)
          .then(() => tcp.writableNeedDrain),
      ]);
    }
    expect(stuck).toBe(true);
    expect(simulator.stats().framesIn - before).toBeLessThan(30_000);
    tcp.destroy();
    await onlyHonest();
  });

  it('with connections that come and go leaves nothing behind', async () => {
    for (let round = 0; round < 6; round++) {
      const many = await Promise.all(Array.from({ length: 50 }, () => villain(simulator)));
      many.forEach(({ tcp }, place) => {
        if (place % 3 > 0) tcp.write(HANDSHAKE);
        if (place % 3 === 2) tcp.write(frame(TEXT, '{"event":"subscribe","channel":"book","symbol":"tBTCUSD"}'));
      });
      await honest.quiet();
      for (const { tcp } of many) tcp.resetAndDestroy();
    }
    await onlyHonest();
    expect(simulator.stats()).toMatchObject({ connections: 1, channels: 1 });
    expect(simulator.control.connections()).toHaveLength(1);
  });
});
