import { createFakeClock } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { NO_BROKERS } from '../market/floor.js';
import { createExchange } from '../feed/exchange.js';
import { createPlatform } from '../faults/platform.js';
import { createFaults } from '../feed/faults.js';
import { resolveOptions } from '../options.js';
import { createLedgerStore } from '../ledger/store.js';
import type { Line, LineListener } from '../line.js';
import { createConnections, type Connections } from './connections.js';

const MEBIBYTE = 1024 * 1024;

/** A line without a socket, on which the test says how many bytes wait. */
const createLine = () => {
  const log: string[] = [];
  let waiting = 0;
  let listener: LineListener | null = null;
  const line: Line = {
    write: (bytes) => log.push(bytes.slice(2, 17)),
    finish: () => log.push('finish'),
    flush: () => log.push('flush'),
    stopReading: () => log.push('stop reading'),
    close: (code) => log.push(`close ${code}`),
    reset: () => log.push('reset'),
    hold: () => log.push('hold'),
    release: () => log.push('release'),
    waiting: () => waiting,
    listen: (given) => (listener = given),
  };
  return {
    line,
    log,
    wait: (bytes: number) => (waiting = bytes),
    hear: (text: string | null) => listener?.onFrame(text),
    end: () => listener?.onEnd(),
  };
};

describe('connections', () => {
  const clock = createFakeClock();
  const exchange = createExchange({
    seed: 1,
    checksumMs: 0,
    faults: createFaults(),
    now: clock.now(),
    pairs: 0,
    onEvent: () => undefined,
    brokers: NO_BROKERS,
  });
  let connections: Connections;
  let accepted = 0;
  beforeEach(() => {
    const accounts = { login: () => E.left({ code: 10100, msg: 'apikey: invalid' }) };
    const config = resolveOptions({ clock });
    if (E.isLeft(config)) throw new Error(config.left._tag);
    const ledger = createLedgerStore({ trades: 10, told: 10, connections: 10, accounts: 0 }, clock);
    connections = createConnections({
      ...config.right,
      exchange,
      accounts,
      ledger,
      platform: createPlatform(clock),
      onOpen: () => undefined,
    });
  });
  const accept = () => {
    const fake = createLine();
    connections.accept(fake.line, ++accepted, null);
    fake.log.length = 0;
    return fake;
  };

  it('are reset when more and more waits for a client, and kept while it reads, unless far too much waits', () => {
    const [deaf, slow, quick, full] = [accept(), accept(), accept(), accept()];
    for (const mebibytes of [17, 18, 40]) {
      deaf.wait(mebibytes * MEBIBYTE);
      slow.wait((80 - mebibytes) * MEBIBYTE);
      full.wait((100 - mebibytes) * MEBIBYTE);
      quick.wait(2 * MEBIBYTE);
      connections.inspect(clock.now());
    }
    expect([deaf.log, slow.log, quick.log, full.log]).toEqual([['reset'], [], [], ['reset']]);
    expect(connections.stats().connections).toBe(2);
  });

  it('write together, once for each line', () => {
    const [one, two] = [accept(), accept()];
    for (const { hear } of [one, two]) hear('{"event":"subscribe","channel":"ticker","symbol":"tBTCUSD"}');
    for (const { log } of [one, two]) log.length = 0;
    connections.together(connections.beat);
    for (const { log } of [one, two]) expect([log[0], log.length, log[2]]).toEqual(['hold', 3, 'release']);
  });

  it('count what comes, binary frames included, and answer text alone', () => {
    const { hear, log } = accept();
    hear(null);
    hear('{"event":"ping"}');
    expect(log).toEqual(['{"event":"pong"']);
    expect(connections.stats()).toMatchObject({ connections: 1, framesIn: 2, framesOut: 2 });
  });

  it('are forgotten when they end, once', () => {
    const { end } = accept();
    accept();
    end();
    end();
    expect(connections.stats().connections).toBe(1);
    expect(connections.kill({ code: 1012 })).toBe(1);
    expect(connections.stats().connections).toBe(0);
  });
});
