import { connect as connectTcp } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { createFakeClock, quietPort } from '@bitfinex-ws/testkit';
import { connect, dial, done, startOrThrow } from '../../test/client.js';
import type { RefusedStatus, Simulator } from '../index.js';

const clock = createFakeClock();
let simulator: Simulator;
// A port that nobody else gets while nobody listens on it.
beforeAll(async () => (simulator = await startOrThrow({ rate: 0, clock, port: await quietPort() })));
afterEach(() => {
  simulator.control.calm();
  simulator.killConnections();
});
afterAll(() => simulator.close());

const greetingOf = (client: ReturnType<typeof dial>): Promise<string> => client.until(() => true);

describe('a handshake', () => {
  it.each<[RefusedStatus]>([[403], [404], [408], [429], [500], [502], [503]])(
    'is refused with status %d, once',
    async (status) => {
      const refusal = done(simulator.control.inject({ type: 'refuse-handshake', status }));
      expect(await dial(simulator.url).opened).toBe(status);
      expect(refusal.hits()).toBe(1);
      expect(await dial(simulator.url).opened).toBe('open');
    },
  );

  it('is refused with the seconds after which to come again', async () => {
    simulator.control.inject({ type: 'refuse-handshake', status: 429, retryAfter: 60 });
    const { socket } = dial(simulator.url);
    const header = await new Promise((resolve) => {
      socket.on('unexpected-response', (_request, response) => resolve(response.headers['retry-after']));
    });
    expect(header).toBe('60');
  });

  it('is never answered', async () => {
    const hanging = done(simulator.control.inject({ type: 'hang-handshake' }));
    const hung = dial(simulator.url);
    // Of two that knock at once nobody knows who is heard first.
    while (hanging.hits() === 0) await turn();
    const other = dial(simulator.url);
    expect(await other.opened).toBe('open');
    expect([hung.socket.readyState, hung.heard()]).toEqual([hung.socket.CONNECTING, []]);
    hung.socket.terminate();
    await hung.closed;
  });

  it('is answered with a reset', async () => {
    simulator.control.inject({ type: 'reset-handshake' });
    expect(await dial(simulator.url).opened).toBe('ECONNRESET');
  });

  it('finds nobody for a while; who is inside stays', async () => {
    const inside = await connect(simulator);
    simulator.control.inject({ type: 'stop-listening', ms: 5_000 });
    expect(await dial(simulator.url).opened).toBe('ECONNREFUSED');
    expect(await inside.sync()).toEqual([]);
    clock.advance(5_000);
    expect(await dial(simulator.url).opened).toBe('open');
  });

  it('finds somebody again as soon as all is calm', async () => {
    simulator.control.inject({ type: 'stop-listening', ms: 5_000 });
    simulator.control.calm();
    expect(await dial(simulator.url).opened).toBe('open');
  });

  it('is refused by number: those that were refused count', async () => {
    const next = (simulator.ledger.connections().at(-1)?.number ?? 0) + 10;
    simulator.control.inject({ type: 'refuse-handshake', status: 503, times: 'always' }, { nth: [next, next + 1] });
    let number = 0;
    while (number < next - 1) {
      await connect(simulator);
      number = simulator.control.connections().at(-1)?.number ?? 0;
    }
    expect(await dial(simulator.url).opened).toBe(503);
    expect(await dial(simulator.url).opened).toBe(503);
    await connect(simulator);
    expect(simulator.control.connections().at(-1)?.number).toBe(next + 2);
  });
});

describe('a greeting', () => {
  it('never comes', async () => {
    simulator.control.inject({ type: 'greeting', how: 'never' });
    const client = dial(simulator.url);
    await client.opened;
    expect(await client.sync()).toEqual([]);
  });

  it('comes late', async () => {
    simulator.control.inject({ type: 'greeting', how: 'late', ms: 700 });
    const client = dial(simulator.url);
    await client.opened;
    expect(await client.sync()).toEqual([]);
    clock.advance(700);
    expect(await greetingOf(client)).toContain('"version":2');
  });

  it('names another version, or tells of maintenance', async () => {
    simulator.control.inject({ type: 'greeting', how: 'version' });
    simulator.control.inject({ type: 'greeting', how: 'version', version: 1 });
    simulator.control.inject({ type: 'greeting', how: 'maintenance' });
    const said: string[] = [];
    for (let count = 0; count < 4; count++) said.push(await greetingOf(dial(simulator.url)));
    expect(said.map((text) => /"version":(\d).*"status":(\d)/.exec(text)?.slice(1).join(' '))).toEqual([
      '3 1',
      '1 1',
      '2 0',
      '2 1',
    ]);
  });
});

test('a simulator can be closed while nobody listens, and while a handshake hangs', async () => {
  const other = await startOrThrow({ rate: 0, clock });
  other.control.inject({ type: 'hang-handshake' });
  const tcp = connectTcp(other.port, other.host);
  const hung = dial(other.url);
  await new Promise((resolve) => tcp.once('connect', resolve));
  tcp.on('error', () => undefined);
  const before = clock.pending();
  other.control.inject({ type: 'stop-listening', ms: 5_000 });
  expect(clock.pending()).toBe(before + 1);
  await other.close();
  await hung.closed;
});
