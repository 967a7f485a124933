import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { arraysOf, connect, dial, done, SEQ_ALL, type Client } from '../../test/client.js';
import { simulatorsOfEachTest } from '../../test/simulators.js';
import { startSimulator, type Scenario, type Simulator, type TimelineEntry } from '../index.js';

const start = simulatorsOfEachTest();

const begin = async (timeline: ReadonlyArray<TimelineEntry>, seed = 1) => {
  const clock = createFakeClock();
  const simulator = await start({ rate: 0, clock, markets: ['tBTCUSD'], scenario: { seed, timeline } });
  const numbers = () => simulator.control.connections().map(({ number }) => number);
  return { clock, simulator, numbers };
};
const listener = async (simulator: Simulator): Promise<Client> => {
  const client = await connect(simulator);
  client.send({ event: 'conf', flags: SEQ_ALL });
  client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', len: '250' });
  client.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
  await client.sync();
  return client;
};

describe('a timeline', () => {
  it('strikes at its times, those that are there then', async () => {
    const { clock, simulator, numbers } = await begin([
      { at: 1_000, fault: { type: 'reset' } },
      { every: 5_000, from: 3_000, until: 10_000, connections: 'oldest', fault: { type: 'close', code: 1012 } },
    ]);
    const first = await connect(simulator);
    clock.advance(1_000);
    expect((await first.closed).code).toBe(1006);
    for (let count = 0; count < 4; count++) await connect(simulator);
    clock.advance(1_999);
    expect(numbers()).toEqual([2, 3, 4, 5]);
    clock.advance(1);
    expect(numbers()).toEqual([3, 4, 5]);
    clock.advance(5_000);
    expect(numbers()).toEqual([4, 5]);
    clock.advance(30_000);
    expect(numbers()).toEqual([4, 5]);
  });

  it('strikes each connection at its age', async () => {
    const { clock, simulator, numbers } = await begin([{ afterConnect: 2_000, fault: { type: 'reset' } }]);
    await connect(simulator);
    clock.advance(1_000);
    await connect(simulator);
    clock.advance(1_000);
    expect(numbers()).toEqual([2]);
    clock.advance(1_000);
    expect(numbers()).toEqual([]);
  });

  it('strikes before the greeting', async () => {
    const { simulator } = await begin([
      { afterConnect: 0, connections: { nth: 1 }, fault: { type: 'say', text: '"hello"' } },
      { afterConnect: 0, connections: { nth: 2 }, fault: { type: 'reset' } },
    ]);
    const client = dial(simulator.url);
    expect(await client.until(() => true)).toBe('"hello"');
    expect((await dial(simulator.url).closed).code).toBe(1006);
  });

  it('strikes after so many frames, each connection for itself', async () => {
    const { simulator } = await begin([{ afterFrames: 3, fault: { type: 'close', code: 1001 } }]);
    for (let count = 0; count < 2; count++) {
      const client = await connect(simulator);
      for (let cid = 1; cid < 9; cid++) client.send({ event: 'ping', cid });
      expect((await client.closed).code).toBe(1001);
      expect(client.heard()).toHaveLength(2);
    }
  });

  it('strikes by chance, the same frames for the same seed', async () => {
    const lostFrames = async (seed: number) => {
      const { clock, simulator } = await begin(
        [{ chance: 0.05, fault: { type: 'drop', frames: { channel: 'book', kinds: ['update'] } } }],
        seed,
      );
      const client = await listener(simulator);
      clock.advance(100);
      simulator.step(400);
      await client.sync();
      return simulator.ledger.connections()[0]?.missing ?? [];
    };
    const [one, same, other] = [await lostFrames(5), await lostFrames(5), await lostFrames(6)];
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
    expect(one.length).toBeGreaterThan(3);
    expect(one.length).toBeLessThan(60);
  });

  it('strikes by chance what has nothing to do with frames, and one connection only if so wanted', async () => {
    const { clock, simulator, numbers } = await begin([]);
    await Promise.all(Array.from({ length: 4 }, () => listener(simulator)));
    simulator.control.schedule({ chance: 0.2, connections: 'one', fault: { type: 'half-open' } });
    clock.advance(100);
    simulator.step(200);
    expect(simulator.control.connections().filter(({ state }) => state === 'half-open')).toHaveLength(1);
    expect(numbers()).toHaveLength(4);
  });

  it('goes for a share of connections, the same ones for the same seed', async () => {
    const struck = async () => {
      const { clock, simulator, numbers } = await begin(
        [{ afterConnect: 10, connections: { share: 0.5 }, fault: { type: 'reset' } }],
        3,
      );
      for (let count = 0; count < 12; count++) await connect(simulator);
      clock.advance(10);
      return numbers();
    };
    const left = await struck();
    expect(left.length).toBeGreaterThan(1);
    expect(left.length).toBeLessThan(11);
    expect(await struck()).toEqual(left);
  });

  it('arms the door', async () => {
    const { clock, simulator } = await begin([{ at: 100, fault: { type: 'refuse-handshake', status: 502, times: 2 } }]);
    expect(await dial(simulator.url).opened).toBe('open');
    clock.advance(100);
    const outcomes = [];
    for (let count = 0; count < 3; count++) outcomes.push(await dial(simulator.url).opened);
    expect(outcomes).toEqual([502, 502, 'open']);
  });

  it('can be added to by hand, counted from that moment, and taken back', async () => {
    const { clock, simulator } = await begin([]);
    const client = await listener(simulator);
    clock.advance(10_000);
    const soon = done(simulator.control.schedule({ at: 100, fault: { type: 'info', code: 20051 } }));
    const never = done(simulator.control.schedule({ at: 100, fault: { type: 'reset' } }));
    const lossy = done(
      simulator.control.schedule({ chance: 1, fault: { type: 'drop', frames: { kinds: ['update'] } } }),
    );
    clock.advance(99);
    never.cancel();
    clock.advance(1);
    simulator.step(50);
    expect([soon.hits(), never.hits()]).toEqual([1, 0]);
    const lost = lossy.hits();
    expect(lost).toBeGreaterThan(5);
    lossy.cancel();
    await client.sync();
    simulator.step(50);
    expect(lossy.hits()).toBe(lost);
    expect(arraysOf(await client.sync()).length).toBeGreaterThan(5);
  });

  it('leaves no timer behind', async () => {
    const clock = createFakeClock();
    const timeline: Scenario['timeline'] = [
      { every: 1_000, fault: { type: 'stall', ms: 10 } },
      { afterConnect: 5_000, fault: { type: 'reset' } },
      { afterConnect: 0, fault: { type: 'latency', ms: 100 } },
      { afterConnect: 0, fault: { type: 'merge', count: 50 } },
      { afterConnect: 0, fault: { type: 'ack-late', ms: 5_000 } },
    ];
    const simulator = await start({ rate: 0, clock, markets: ['tBTCUSD'], scenario: { timeline } });
    const client = dial(simulator.url);
    await client.opened;
    client.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' });
    clock.advance(1_500);
    await simulator.close();
    await client.closed;
    expect(clock.pending()).toBe(0);
  });

  it('that makes no sense keeps the simulator from starting', async () => {
    const scenario = { timeline: [{ at: 1, fault: { type: 'stall', ms: -1 } }] } as const;
    expect(await startSimulator({ scenario })).toEqual(
      E.left({
        _tag: 'BadScenario',
        path: 'timeline[0].fault.ms',
        reason: expect.stringContaining('not -1') as string,
      }),
    );
  });
});
