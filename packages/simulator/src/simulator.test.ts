import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import {
  explainSimulatorError,
  isRetryableSimulatorError,
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from './index.js';
import { dial, isEvent, type Client } from '../test/client.js';
import { simulatorsOfEachTest } from '../test/simulators.js';

const start = simulatorsOfEachTest();

/** A client that is connected; its greeting is still to be read. */
const connect = async ({ url }: Simulator): Promise<Client> => {
  const client = dial(url);
  expect(await client.opened).toBe('open');
  return client;
};
const ticker = (symbol: string) => ({ event: 'subscribe', channel: 'ticker', symbol });

describe('a simulator', () => {
  it('moves by itself, with the system clock, on a free port of loopback', async () => {
    const simulator = await start({ rate: 200, checksumMs: 50 });
    expect(simulator.url).toBe(`ws://127.0.0.1:${simulator.port}/ws/2`);
    const client = await connect(simulator);
    client.send({ event: 'conf', flags: 131_072 });
    client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' });
    client.send({ event: 'subscribe', channel: 'trades', symbol: 'tBTCUSD' });
    await client.until((text) => text.includes('"cs"'));
    await client.until((text) => text.includes('"te"'));
    expect(simulator.stats()).toMatchObject({ connections: 1, channels: 2, framesIn: 3 });
    expect(simulator.stats().framesOut).toBeGreaterThan(6);
  });

  it('beats on every channel when its clock says so', async () => {
    const clock = createFakeClock();
    const simulator = await start({ clock });
    const client = await connect(simulator);
    client.send({ event: 'conf', flags: 65_536 });
    for (const symbol of simulator.symbols) client.send(ticker(symbol));
    for (const _ of simulator.symbols) await client.until(isEvent('subscribed'));
    clock.advance(14_990);
    clock.advance(20);
    client.send({ event: 'ping', cid: 1 });
    const beats: number[] = [];
    await client.until((text) => {
      const [chanId, body] = text.startsWith('[') ? (JSON.parse(text) as [number, unknown]) : [0, null];
      if (body === 'hb') beats.push(chanId);
      return isEvent('pong')(text);
    });
    expect(beats).toHaveLength(simulator.symbols.length);
    expect(beats).toEqual([...beats].sort((a, b) => a - b));
  });

  it('takes the same steps by hand as another of the same seed', async () => {
    const book = async (seed: number): Promise<string> => {
      const simulator = await start({ rate: 0, seed });
      simulator.step(500);
      const client = await connect(simulator);
      client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec: 'R0', len: '250' });
      const snapshot = await client.until((text) => text.startsWith('['));
      return snapshot.slice(snapshot.indexOf(','));
    };
    const [one, same, other] = [await book(6), await book(6), await book(7)];
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  it('loses a frame on demand, and the gap shows in the sequence', async () => {
    const simulator = await start({ rate: 0 });
    const client = await connect(simulator);
    client.send({ event: 'conf', flags: 65_536 });
    client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', len: '250' });
    await client.until((text) => text.startsWith('['));
    simulator.dropNextBookFrame('tBTCUSD');
    simulator.step(5);
    const frame = await client.until((text) => text.startsWith('['));
    expect((JSON.parse(frame) as unknown[])[2]).toBe(3);
  });

  it('has hundreds of markets more on demand, and beats for all of their channels', async () => {
    const clock = createFakeClock();
    const simulator = await start({ clock, rate: 5, pairs: 450, maxChannels: 60 });
    const pairs = simulator.symbols.slice(-450);
    expect([pairs[0], pairs[449], new Set(simulator.symbols).size]).toEqual(['tAAAUSD', 'tARHUSD', 463]);
    const clients = await Promise.all(Array.from({ length: 30 }, () => connect(simulator)));
    for (const [place, symbol] of pairs.entries()) {
      for (const channel of ['ticker', 'trades', 'book']) {
        clients[place % 30]?.send({ event: 'subscribe', channel, symbol });
      }
    }
    for (const client of clients) client.send({ event: 'ping', cid: 1 });
    for (const client of clients) await client.until(isEvent('pong'));
    clock.advance(1_000);
    expect(simulator.stats().channels).toBe(1_350);
    const before = simulator.stats().framesOut;
    clock.advance(15_000);
    expect(simulator.stats().framesOut - before).toBeGreaterThan(1_350);
    expect(pairs.filter((symbol) => simulator.ledger.trades(symbol).length === 0)).toEqual([]);
  });

  it('resets all connections on demand and goes on listening', async () => {
    const simulator = await start();
    const clients = [await connect(simulator), await connect(simulator)];
    expect(simulator.killConnections()).toBe(2);
    expect((await Promise.all(clients.map(({ closed }) => closed))).map(({ code }) => code)).toEqual([1006, 1006]);
    expect(simulator.stats().connections).toBe(0);
    const again = await connect(simulator);
    await again.until(isEvent('info'));
  });

  it('closes connections with a code on demand', async () => {
    const simulator = await start();
    const client = await connect(simulator);
    expect(simulator.killConnections({ code: 1012, reason: 'restart '.repeat(40) })).toBe(1);
    const { code, reason } = await client.closed;
    expect([code, reason.startsWith('restart')]).toEqual([1012, true]);
    const other = await connect(simulator);
    simulator.killConnections({ code: 1006 });
    expect((await other.closed).code).toBe(1006);
  });

  it('announces maintenance, and greets newcomers accordingly until it is over', async () => {
    const simulator = await start();
    const client = await connect(simulator);
    await client.until(isEvent('info'));
    simulator.announce(20060);
    expect(await client.until(isEvent('info'))).toContain('"code":20060');
    expect(await (await connect(simulator)).until(isEvent('info'))).toContain('"platform":{"status":0}');
    simulator.announce(20061);
    expect(await client.until(isEvent('info'))).toContain('"code":20061');
    expect(await (await connect(simulator)).until(isEvent('info'))).toContain('"platform":{"status":1}');
  });

  it('survives whatever a client sends', async () => {
    const simulator = await start();
    const client = await connect(simulator);
    for (const junk of [
      '',
      'x',
      '{"event":{"a":1}}',
      '[]',
      '{"event":"subscribe","channel":{}}',
      `"${'y'.repeat(60_000)}"`,
    ]) {
      client.socket.send(junk);
    }
    client.socket.send(Buffer.from([0, 1, 2, 255]));
    client.send({ event: 'ping', cid: 5 });
    expect(await client.until(isEvent('pong'))).toContain('"cid":5');

    client.socket.send('z'.repeat(70_000));
    expect((await client.closed).code).toBe(1009);
    const tcp = connectTcp(simulator.port, simulator.host);
    tcp.on('error', () => undefined);
    tcp.write('not http at all\r\n\r\n');
    tcp.resume();
    await once(tcp, 'close');
    await (await connect(simulator)).until(isEvent('info'));
  });

  it('drops a client that asks for nothing for a minute', async () => {
    const clock = createFakeClock();
    const simulator = await start({ clock });
    const [idle, pinging, listening] = [await connect(simulator), await connect(simulator), await connect(simulator)];
    listening.send(ticker('tBTCUSD'));
    await listening.until(isEvent('subscribed'));
    clock.advance(50_000);
    pinging.send({ event: 'ping' });
    await pinging.until(isEvent('pong'));
    clock.advance(15_000);
    expect((await idle.closed).code).toBe(1006);
    expect(simulator.stats().connections).toBe(2);
  });

  it('closes whatever is open, may be closed twice, and leaves no timer', async () => {
    const clock = createFakeClock();
    const simulator = await start({ clock });
    const client = await connect(simulator);
    client.send({ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD' });
    const idle = connectTcp(simulator.port, simulator.host);
    idle.on('error', () => undefined);
    await once(idle, 'connect');
    await Promise.all([simulator.close(), simulator.close()]);
    await simulator.close();
    expect((await client.closed).code).toBe(1006);
    expect(clock.pending()).toBe(0);
    expect(simulator.stats()).toMatchObject({ connections: 0, channels: 0 });
  });
});

describe('starting a simulator', () => {
  const failure = async (options: SimulatorOptions) => {
    const started = await startSimulator(options);
    if (E.isLeft(started)) return started.left;
    await started.right.close();
    throw new Error('it started');
  };

  it.each<[string, SimulatorOptions]>([
    ['load.messagesPerSecond', { load: { messagesPerSecond: 0 } }],
    ['load.symbols', { pairs: 1, load: { messagesPerSecond: 1, symbols: ['tAAAUSD', 'tAABUSD'] } }],
    ['ledger.trades', { ledger: { trades: -1 } }],
    ['ledger.told', { ledger: { told: NaN } }],
    ['ledger.connections', { ledger: { connections: 0.5 } }],
  ])('fails on a wrong %s', async (option, options) => {
    expect(await failure(options)).toMatchObject({ _tag: 'BadOption', option });
  });

  it('fails on a port in use, and says so', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const error = await failure({ port });
    blocker.close();
    expect(error).toEqual({ _tag: 'PortInUse', host: '127.0.0.1', port });
    expect(explainSimulatorError(error)).toContain(`Port ${port} on 127.0.0.1 is in use`);
    expect(isRetryableSimulatorError(error)).toBe(true);
  });

  it('fails on an address that is not ours', async () => {
    const error = await failure({ host: '192.0.2.1' });
    expect(error).toMatchObject({ _tag: 'CannotListen', host: '192.0.2.1' });
    expect(explainSimulatorError(error)).toMatch(/^Cannot listen on 192\.0\.2\.1/);
    expect(isRetryableSimulatorError(error)).toBe(false);
  });

  it.each<SimulatorOptions>([
    { port: 65_536 },
    { seed: 1.5 },
    { rate: -1 },
    { rate: NaN },
    { heartbeatMs: 0 },
    { checksumMs: -1 },
    { maxChannels: 0 },
    { pairs: 1.5 },
    { host: '' },
  ])('fails on %j and names the option', async (options) => {
    const error = await failure(options);
    expect(error).toMatchObject({ _tag: 'BadOption', option: Object.keys(options)[0] });
    expect(explainSimulatorError(error)).toContain(`option ${Object.keys(options)[0]} must`);
  });
});
