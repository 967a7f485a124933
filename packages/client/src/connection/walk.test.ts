import { createFakeClock, createSeededRandom } from '@bitfinex-ws/testkit';
import { backoffDelay } from './backoff.js';
import type { ConnectionConfig, ConnectionEffect, ConnectionInput, ConnectionState } from './contract.js';
import { FLAG_CHANGES } from './flag-changes.js';
import { createConnectionMachine } from './machine.js';

const config: ConnectionConfig = {
  flags: 196_608,
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 10_000,
  confTimeoutMs: 10_000,
  pingIntervalMs: 15_000,
  pongTimeoutMs: 10_000,
  silenceMs: 35_000,
  resyncLimitMs: 120_000,
  backoff: { baseMs: 1_000, capMs: 60_000, slowMs: 60_000, stableMs: 30_000 },
  maxAttempts: null,
  mayReconnect: () => true,
};

/** A fact such as the world may send at any time, of this attempt or of the one before. */
const anyFact = (state: ConnectionState, random: () => number, at: number): ConnectionInput => {
  const pick = <A>(choices: ReadonlyArray<A>): A => choices[Math.floor(random() * choices.length)] as A;
  const base = { at, random: random(), attempt: random() < 0.8 ? state.attempt : state.attempt - 1 };
  const end = { by: 'remote', code: 1006, reason: '', clean: false } as const;
  const error = { _tag: 'DialFailed', url: '', reason: 'refused', status: null, code: null } as const;
  return pick<ConnectionInput>([
    { ...base, type: 'ConnectAsked' },
    { ...base, type: 'FlagsAsked', flags: pick([0, 65_536, 196_608]) },
    { ...base, type: 'DialHeld', ms: 10 },
    { ...base, type: 'SocketOpened' },
    { ...base, type: 'SocketFailed', error },
    { ...base, type: 'SocketClosed', end },
    { ...base, type: 'Greeted', version: 2, serverId: null, platformStatus: pick([0, 1, null]) },
    { ...base, type: 'Configured', status: pick(['OK', 'OK', 'ERROR']) },
    { ...base, type: 'ConfRejected', status: 'no' },
    { ...base, type: 'InfoCodeReceived', code: pick([20051, 20060, 20061, 5000]) },
    { ...base, type: 'Ponged', cid: pick([1, 2, null]) },
  ]);
};

/** Walks at random and keeps the world's books: which timers run, which sockets are open, what was sent on them. */
const walk = (seed: number, steps: number) => {
  const random = createSeededRandom(seed);
  const clock = createFakeClock(0);
  const machine = createConnectionMachine(config, FLAG_CHANGES);
  const timers = new Map<string, () => void>();
  const sent: string[][] = [];
  const dials: number[] = [];
  let asking: number | null = null;
  let socket: number | null = null;
  let closed = false;
  let state = machine.initial;

  const carryOut = (effect: ConnectionEffect): void => {
    switch (effect.type) {
      case 'StartTimer': {
        const { timer, attempt, ms } = effect;
        timers.get(timer)?.();
        timers.set(
          timer,
          clock.after(ms, () => {
            timers.delete(timer);
            step({ type: 'TimerFired', attempt, timer, at: clock.now(), random: random(), lastFrameAt: null });
          }),
        );
        return;
      }
      case 'StopTimer':
        timers.get(effect.timer)?.();
        timers.delete(effect.timer);
        return;
      case 'AskToDial':
        if (closed || asking !== null || socket !== null) throw new Error('asked to dial where it may not');
        asking = effect.attempt;
        return;
      case 'WithdrawDial':
        asking = null;
        return;
      case 'Dial':
        if (closed) throw new Error('dialled after a close');
        if (socket !== null) throw new Error('two sockets at once');
        socket = effect.attempt;
        dials.push(effect.attempt);
        sent.push([]);
        return;
      case 'HangUp':
        if (socket !== effect.attempt) throw new Error('hung up a socket that is not there');
        socket = null;
        return;
      case 'SendConf':
      case 'SendPing':
        if (socket === null) throw new Error('sent on no socket');
        sent.at(-1)?.push(effect.type);
        return;
      default:
        return;
    }
  };
  const step = (input: ConnectionInput): void => {
    const [next, effects] = machine.step(state, input);
    state = next;
    effects.forEach(carryOut);
  };

  for (let turn = 0; turn < steps; turn++) {
    const chance = random();
    if (asking !== null && chance < 0.2) {
      const attempt = asking;
      asking = null;
      step({ type: 'DialGranted', attempt, at: clock.now(), random: random() });
    } else if (chance < 0.3) clock.advance(random() * 20_000);
    else step(anyFact(state, random, clock.now()));
    const idle = ['Idle', 'Queued', 'Waiting', 'Ended'].includes(state._tag);
    if (idle !== (socket === null)) throw new Error(`${state._tag} with${socket === null ? 'out' : ''} a socket`);
    if ((state._tag === 'Queued') !== (asking !== null))
      throw new Error(`${state._tag} is not what the governor knows`);
    if (state._tag !== 'Idle' && asking === null && timers.size === 0)
      throw new Error(`nothing moves ${state._tag} on`);
  }
  step({ type: 'CloseAsked', at: clock.now(), random: 0 });
  closed = true;
  clock.advance(1_000_000);
  for (let turn = 0; turn < 50; turn++) step(anyFact(state, random, clock.now()));
  return { state, timers, sent, dials, socket, asking };
};

describe('a connection on random walks', () => {
  const walks = Array.from({ length: 60 }, (_, seed) => walk(seed, 400));

  it('has at most one socket, and always a timer that moves it on', () => {
    // The walk itself throws where this does not hold.
    expect(walks.some(({ dials }) => dials.length > 10)).toBe(true);
  });
  it('ends with nothing running and nothing open, and never dials after a close', () => {
    for (const { state, timers, socket, asking } of walks) {
      expect([state._tag, timers.size, socket, asking]).toEqual(['Ended', 0, null, null]);
    }
  });
  it('numbers its attempts 1, 2, 3 …', () => {
    for (const { dials } of walks) expect(dials).toEqual(dials.map((_, index) => index + 1));
  });
  it('sends the flags first on every socket', () => {
    for (const frames of walks.flatMap(({ sent }) => sent)) {
      expect(frames.indexOf('SendConf')).toBe(frames.length === 0 ? -1 : 0);
    }
  });
});

describe('the wait before the next dial', () => {
  it('is a random part of a range that doubles up to its cap', () => {
    const waits = [1, 2, 3, 6, 7, 2_000].map((failures) =>
      backoffDelay(config.backoff, 'backoff', failures, 0.999_999),
    );
    expect(waits).toEqual([999, 1_999, 3_999, 31_999, 59_999, 59_999]);
    expect(backoffDelay(config.backoff, 'backoff', 5, 0)).toBe(0);
  });
});
