import { once } from 'node:events';
import { arraysOf, connect, connectRaw, done, SEQ_ALL, type Client } from '../../test/client.js';
import { simulatorOfAllTests } from '../../test/simulators.js';
import type { Fault, Simulator } from '../index.js';

let simulator: Simulator;
const clock = simulatorOfAllTests((started) => (simulator = started));

const listener = async (): Promise<Client> => {
  const client = await connect(simulator);
  client.send({ event: 'conf', flags: SEQ_ALL });
  client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
  await client.sync();
  return client;
};
/** Trades something: at least two frames. */
const trade = (): void => {
  const before = simulator.ledger.trades('tBTCUSD').length;
  while (simulator.ledger.trades('tBTCUSD').length === before) simulator.step();
};
const numbersOf = (frames: ReadonlyArray<string>): ReadonlyArray<number> =>
  arraysOf(frames).map((frame) => Number(frame[frame.length - 1]));
const struck = () =>
  simulator.ledger
    .connections()
    .at(-1)
    ?.faults.map(({ type, sequence }) => [type, sequence]);

describe('a frame', () => {
  it('is lost, its number used up, and the ledger knows it', async () => {
    const client = await listener();
    const drop = done(simulator.control.inject({ type: 'drop' }));
    trade();
    expect(numbersOf(await client.sync())[0]).toBe(3);
    expect(drop.hits()).toBe(1);
    expect(simulator.ledger.connections().at(-1)).toMatchObject({ missing: [[2, 2]] });
    expect(struck()).toEqual([['drop', 2]]);
  });

  it('is lost only where it fits', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'drop', times: 'always', frames: { kinds: ['heartbeat'] } });
    simulator.control.inject({ type: 'drop', times: 'always', frames: { channel: 'book' } });
    simulator.control.inject({ type: 'drop', times: 'always', frames: { subject: 'tETHUSD' } });
    trade();
    expect(numbersOf(await client.sync())[0]).toBe(2);
  });

  it('comes twice, with the same number', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'double' });
    trade();
    const frames = await client.sync();
    expect(numbersOf(frames).slice(0, 3)).toEqual([2, 2, 3]);
    expect(frames[1]).toBe(frames[0]);
  });

  it('comes after the one that follows it', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'swap' });
    trade();
    expect(numbersOf(await client.sync()).slice(0, 2)).toEqual([3, 2]);
  });

  it('has another digit and still parses; one without digits is spared', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'corrupt', how: 'digit' });
    clock.advance(15_000);
    trade();
    const [beat, corrupted] = arraysOf(await client.sync());
    expect(beat?.[1]).toBe('hb');
    const [, kind, row, sequence] = corrupted ?? [];
    const [truth] = simulator.ledger.trades('tBTCUSD').slice(-1);
    expect([kind, sequence]).toEqual(['te', 3]);
    expect(row).not.toEqual([truth?.id, truth?.mts, truth?.amount, truth?.price]);
    expect(row).toHaveLength(4);
  });

  it.each<[Extract<Fault, { type: 'corrupt' }>['how'], RegExp]>([
    ['cut', /^\[\d+,"te",\[[\d,.-]*$/],
    ['json', /,$/],
  ])('is no JSON any more: %s', async (how, looks) => {
    const client = await listener();
    simulator.control.inject({ type: 'corrupt', how });
    trade();
    const [first = '', second = ''] = await client.sync();
    expect(() => JSON.parse(first) as unknown).toThrow(SyntaxError);
    expect(first).toMatch(looks);
    expect(numbersOf([second])).toEqual([3]);
  });

  it('is no UTF-8 any more, which ends a connection of a strict client', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'corrupt', how: 'utf8' });
    trade();
    const failed = new Promise((resolve) => client.socket.once('error', (error: Error) => resolve(error.message)));
    expect(await failed).toContain('UTF-8');
  });

  it('comes as a fragmented message, and is whole to whom it is for', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'split', into: 'fragments', pieces: 5, ms: 2, times: 2 });
    trade();
    clock.advance(20);
    expect(numbersOf(await client.sync()).slice(0, 2)).toEqual([2, 3]);
  });

  it('comes as a text frame that is not final, continuations, and a final one', async () => {
    const { tcp, chunks } = await connectRaw(simulator);
    simulator.control.inject({ type: 'split', into: 'fragments', pieces: 3, ms: 0, frames: { kinds: ['event'] } });
    simulator.control.inject({ type: 'say', text: 'abcdef' });
    while (Buffer.concat(chunks).length < 12) await once(tcp, 'data');
    expect(Buffer.concat(chunks).toString('latin1')).toBe('\x01\x02ab\x00\x02cd\x80\x02ef');
    tcp.destroy();
  });

  it('comes in pieces of its bytes, apart in time', async () => {
    const { tcp, chunks } = await connectRaw(simulator);
    simulator.control.inject({ type: 'split', into: 'segments', pieces: 4, ms: 10, frames: { kinds: ['event'] } });
    simulator.announce(20051);
    const came = async (bytes: number): Promise<number> => {
      while (Buffer.concat(chunks).length < bytes) await once(tcp, 'data');
      return Buffer.concat(chunks).length;
    };
    const text = '{"event":"info","code":20051,"msg":"Stopping. Please try to reconnect"}';
    const first = await came(1);
    expect(first).toBeLessThan(20);
    clock.advance(10);
    expect(await came(first + 1)).toBeLessThan(40);
    clock.advance(100);
    await came(text.length + 2);
    expect(Buffer.concat(chunks).toString('latin1')).toBe(`\x81${String.fromCharCode(text.length)}${text}`);
    tcp.destroy();
  });

  it('waits for others and leaves with them', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'merge', count: 3 });
    simulator.announce(20051);
    simulator.announce(20051);
    client.send({ event: 'conf', flags: 0 });
    await client.until((text) => text.includes('"conf"'));
    simulator.control.inject({ type: 'merge', count: 1_000, ms: 50 });
    simulator.announce(20051);
    client.send({ event: 'nonsense' });
    clock.advance(40);
    expect(client.heard()).toEqual([]);
    clock.advance(10);
    await client.until((text) => text.includes('20051'));
  });

  it('carries a number that is too high, with nothing missing', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'sequence-jump', by: 10 });
    trade();
    expect(numbersOf(await client.sync())[0]).toBe(12);
    expect(simulator.ledger.connections().at(-1)).toMatchObject({ missing: [] });
  });

  it('says whatever it is told to say', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'say', text: '[999,["äöü"]]' });
    expect(await client.sync()).toEqual(['[999,["äöü"]]']);
  });
});

describe('every frame', () => {
  it('comes later, and in order, under latency with jitter, until that is taken back', async () => {
    const client = await listener();
    const latency = done(simulator.control.inject({ type: 'latency', ms: 100, jitter: 400 }));
    for (let count = 0; count < 20; count++) trade();
    clock.advance(600);
    latency.cancel();
    trade();
    const numbers = numbersOf(await client.sync());
    expect(numbers.length).toBeGreaterThan(41);
    expect(numbers).toEqual(numbers.map((_, place) => place + 2));
  });
});
