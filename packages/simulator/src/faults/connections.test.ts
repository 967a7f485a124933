import { arraysOf, connect, connectRaw, done, isEvent, SEQ_ALL, type Client } from '../../test/client.js';
import { simulatorOfAllTests } from '../../test/simulators.js';
import type { Simulator } from '../index.js';

let simulator: Simulator;
const clock = simulatorOfAllTests((started) => (simulator = started), { maxChannels: 5 });

const listener = async (symbol = 'tBTCUSD'): Promise<Client> => {
  const client = await connect(simulator);
  client.send({ event: 'conf', flags: SEQ_ALL });
  client.send({ event: 'subscribe', channel: 'ticker', symbol });
  await client.sync();
  return client;
};
const beat = (): void => clock.advance(15_000);

describe('a connection', () => {
  it('answers pings of the WebSocket protocol with what they carry', async () => {
    const client = await listener();
    const pong = new Promise<string>((resolve) => client.socket.once('pong', (data: Buffer) => resolve(String(data))));
    client.socket.ping('are you there');
    expect(await pong).toBe('are you there');
  });

  it('is reset', async () => {
    const client = await listener();
    expect(done(simulator.control.inject({ type: 'reset' })).hits()).toBe(1);
    expect((await client.closed).code).toBe(1006);
    expect(simulator.control.connections()).toEqual([]);
  });

  it.each([1000, 1001, 1012, 1013])('is closed with code %d and a reason', async (code) => {
    const client = await listener();
    simulator.control.inject({ type: 'close', code, reason: 'go away' });
    expect(await client.closed).toEqual({ code, reason: 'go away' });
  });

  it('is ended in order, but without a close frame: code 1006', async () => {
    const { tcp, chunks } = await connectRaw(simulator);
    const ended = new Promise((resolve) => tcp.once('end', () => resolve('in order')));
    simulator.control.inject({ type: 'close', code: 1006 });
    expect(await ended).toBe('in order');
    expect(chunks).toEqual([]);
  });

  it('stays open when it is half-open, and neither speaks nor listens again', async () => {
    const [client, other] = [await listener(), await listener()];
    const [first] = simulator.control.connections();
    simulator.control.inject({ type: 'half-open' }, 'oldest');
    const received = simulator.stats().framesIn;
    client.send({ event: 'ping' });
    beat();
    clock.advance(120_000);
    expect(await other.sync()).not.toEqual([]);
    expect(client.heard()).toEqual([]);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
    expect(simulator.stats().framesIn).toBe(received + 1);
    expect(simulator.control.connections()[0]).toMatchObject({ number: first?.number, state: 'half-open' });
    simulator.control.inject({ type: 'reset' }, 'oldest');
    expect((await client.closed).code).toBe(1006);
  });

  it('says nothing while it stalls, and then all of it', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'stall', ms: 20_000 });
    beat();
    expect(simulator.control.connections()[0]).toMatchObject({ state: 'stalled' });
    clock.advance(4_000);
    expect(client.heard()).toEqual([]);
    clock.advance(1_000);
    const frames = arraysOf(await client.sync());
    expect(frames.some(([, body]) => body === 'hb')).toBe(true);
    expect(frames.map((frame) => frame[2])).toEqual(frames.map((_, place) => place + 2));
    expect(simulator.control.connections()[0]).toMatchObject({ state: 'open' });
  });

  it('loses what it would have said while it stalls, if so wanted', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'stall', ms: 20_000, data: 'lost' });
    beat();
    clock.advance(5_000);
    beat();
    const [first] = arraysOf(await client.sync());
    const missing = simulator.ledger.connections().at(-1)?.missing;
    expect(missing).toEqual([[2, Number(first?.[2]) - 1]]);
  });

  it('falls silent on one channel and lives on the other', async () => {
    const client = await listener();
    client.send({ event: 'subscribe', channel: 'ticker', symbol: 'tETHUSD' });
    const silenced = Number(arraysOf(await client.sync())[0]?.[0]);
    simulator.control.inject({ type: 'silence', subject: 'tETHUSD' });
    beat();
    simulator.step(50);
    clock.advance(2_000);
    const frames = arraysOf(await client.sync());
    expect(frames.filter(([chanId]) => chanId === silenced)).toEqual([]);
    expect(frames.map((frame) => frame[2])).toEqual(frames.map((_, place) => place + 3));
    expect(frames.length).toBeGreaterThan(1);
  });

  it('misses only heartbeats, and only for a while, if so wanted', async () => {
    const client = await listener();
    simulator.control.inject({ type: 'silence', of: 'heartbeats', ms: 15_001 });
    beat();
    expect(arraysOf(await client.sync()).filter(([, body]) => body === 'hb')).toEqual([]);
    beat();
    expect(arraysOf(await client.sync()).filter(([, body]) => body === 'hb')).toHaveLength(1);
  });

  it('hears of a stop on its own, and of maintenance with all others', async () => {
    const [one, two] = [await listener(), await listener()];
    simulator.control.inject({ type: 'info', code: 20051 }, 'newest');
    expect((await two.sync()).filter(isEvent('info'))).toHaveLength(1);
    expect((await one.sync()).filter(isEvent('info'))).toEqual([]);
    simulator.control.inject({ type: 'info', code: 20060 });
    expect((await one.sync()).filter(isEvent('info'))).toEqual([expect.stringContaining('20060')]);
    expect(await greeting()).toContain('"status":0');
    simulator.control.inject({ type: 'info', code: 20061 });
    expect(await greeting()).toContain('"status":1');
  });
  const greeting = async (): Promise<string> => {
    const { tcp, head } = await connectRaw(simulator);
    tcp.destroy();
    return head;
  };

  it('is chosen by number, by age, by what it listens to, or by the dice', async () => {
    const clients = [await listener(), await listener('tETHUSD'), await listener(), await listener()];
    const [first] = simulator.control.connections();
    const number = first?.number ?? 0;
    const left = () => simulator.control.connections().map((each) => each.number - number);
    simulator.control.inject({ type: 'reset' }, { having: { channel: 'ticker', subject: 'tETHUSD' } });
    expect(left()).toEqual([0, 2, 3]);
    simulator.control.inject({ type: 'reset' }, { nth: [number + 2, number + 99] });
    expect(left()).toEqual([0, 3]);
    simulator.control.inject({ type: 'reset' }, 'one');
    expect(left()).toHaveLength(1);
    simulator.control.inject({ type: 'reset' }, { share: 1 });
    expect(left()).toEqual([]);
    expect(done(simulator.control.inject({ type: 'reset' }, 'one')).hits()).toBe(0);
    await Promise.all(clients.map(({ closed }) => closed));
  });
});
