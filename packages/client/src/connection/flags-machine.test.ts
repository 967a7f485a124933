import { createDriver } from '@bitfinex-ws/testkit';
import type { ConnectionConfig, ConnectionInput } from './contract.js';
import { FLAG_CHANGES } from './flag-changes.js';
import { createConnectionMachine } from './machine.js';

const config: ConnectionConfig = {
  flags: 196_608,
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 10_000,
  confTimeoutMs: 8_000,
  pingIntervalMs: 15_000,
  pongTimeoutMs: 10_000,
  silenceMs: 35_000,
  resyncLimitMs: 120_000,
  backoff: { baseMs: 1_000, capMs: 60_000, slowMs: 60_000, stableMs: 30_000 },
  maxAttempts: null,
  mayReconnect: () => true,
};
const when = { at: 1_000, random: 0.5 };
const conf = (attempt: number, status = 'OK'): ConnectionInput => ({ ...when, type: 'Configured', attempt, status });
const wanted: ConnectionInput = { ...when, type: 'FlagsAsked', flags: 65_536 };
const dialling: ReadonlyArray<ConnectionInput> = [
  { ...when, type: 'ConnectAsked' },
  { ...when, type: 'DialGranted', attempt: 0 },
];
const greeting = (attempt: number): ConnectionInput => ({
  ...when,
  type: 'Greeted',
  attempt,
  version: 2,
  serverId: null,
  platformStatus: 1,
});

const drive = (...facts: ReadonlyArray<ConnectionInput>) => {
  const driver = createDriver(createConnectionMachine(config, FLAG_CHANGES));
  driver.take(...facts);
  return driver;
};
const open = () => drive(...dialling, greeting(1), conf(1));

describe('other flags on a connection', () => {
  it('are sent where it is open, and are in force once they are acknowledged', () => {
    const driver = open();
    expect(driver.take(wanted)).toEqual([
      { type: 'StartTimer', timer: 'conf', attempt: 1, ms: 8_000 },
      { type: 'SendConf', flags: 65_536 },
    ]);
    expect(driver.state()).toMatchObject({ flags: 196_608, asked: 65_536 });
    expect(driver.take(conf(1))).toEqual([
      { type: 'StopTimer', timer: 'conf' },
      { type: 'AnnounceFlags', flags: 65_536, at: 1_000 },
    ]);
    expect(driver.state()).toMatchObject({ flags: 65_536, asked: null });
  });

  it.each([conf(1, 'FAILED'), { ...when, type: 'ConfRejected', attempt: 1, status: 'FAILED' } as const])(
    'leave the old ones in force where they are refused',
    (refusal) => {
      const driver = open();
      driver.take(wanted);
      expect(driver.take(refusal)).toContainEqual({
        type: 'AnnounceFlagsRefused',
        flags: 65_536,
        status: 'FAILED',
        at: 1_000,
      });
      expect(driver.state()).toMatchObject({ _tag: 'Open', flags: 196_608, asked: null });
    },
  );

  it('cost the connection where nothing is answered: what its frames look like then, nobody knows', () => {
    const driver = open();
    driver.take(wanted, { ...when, type: 'TimerFired', attempt: 1, timer: 'conf', lastFrameAt: 1_000 });
    expect(driver.state()).toMatchObject({ _tag: 'Waiting', loss: { _tag: 'ConfTimedOut' }, flags: 196_608 });
  });

  it('wait for the next socket where there is none', () => {
    const driver = drive(...dialling);
    expect(driver.take(wanted)).toEqual([]);
    expect(driver.take(greeting(1))).toContainEqual({ type: 'SendConf', flags: 65_536 });
  });

  it('follow those that are on their way, before anything is subscribed', () => {
    const driver = drive(...dialling, greeting(1));
    driver.take(wanted);
    expect(driver.take(conf(1))).toContainEqual({ type: 'SendConf', flags: 65_536 });
    expect(driver.state()._tag).toBe('Configuring');
    expect(driver.take(conf(1))).toContainEqual({ type: 'AnnounceFlags', flags: 65_536, at: 1_000 });
  });

  it('are sent again after a loss', () => {
    const driver = open();
    driver.take(wanted, conf(1));
    driver.take({ ...when, type: 'InfoCodeReceived', attempt: 1, code: 20051 });
    driver.take({ ...when, type: 'TimerFired', attempt: 1, timer: 'backoff', lastFrameAt: null });
    driver.take({ ...when, type: 'DialGranted', attempt: 1 });
    expect(driver.take(greeting(2))).toContainEqual({ type: 'SendConf', flags: 65_536 });
  });
});
