import type { ConnectionConfig, ConnectionEffect, ConnectionInput, ConnectionState } from './contract.js';
import { FLAG_CHANGES } from './flag-changes.js';
import { createConnectionMachine } from './machine.js';

const config: ConnectionConfig = {
  flags: 196_608,
  connectTimeoutMs: 10_000,
  greetingTimeoutMs: 9_000,
  confTimeoutMs: 8_000,
  pingIntervalMs: 15_000,
  pongTimeoutMs: 7_000,
  silenceMs: 35_000,
  resyncLimitMs: 120_000,
  backoff: { baseMs: 1_000, capMs: 60_000, slowMs: 60_000, stableMs: 30_000 },
  maxAttempts: null,
  mayReconnect: () => true,
};
const at = 1_000;
const when = { at, random: 0.5 };
type Bare = ConnectionInput extends infer I ? (I extends ConnectionInput ? Omit<I, 'at' | 'random'> : never) : never;

const greeting: Bare = { type: 'Greeted', attempt: 1, version: 2, serverId: 's', platformStatus: 1 };
const dialled: ReadonlyArray<Bare> = [{ type: 'ConnectAsked' }, { type: 'DialGranted', attempt: 0 }];
const toOpen: ReadonlyArray<Bare> = [
  ...dialled,
  { type: 'SocketOpened', attempt: 1 },
  greeting,
  { type: 'Configured', attempt: 1, status: 'OK' },
];
const closed: Bare = {
  type: 'SocketClosed',
  attempt: 1,
  end: { by: 'remote', code: 1001, reason: 'away', clean: true },
};

/** Runs facts from the beginning; answers the last state and the effects of the last fact. */
const after = (
  facts: ReadonlyArray<Bare>,
  overrides: Partial<ConnectionConfig> = {},
): readonly [ConnectionState, ReadonlyArray<ConnectionEffect>] => {
  const machine = createConnectionMachine({ ...config, ...overrides }, FLAG_CHANGES);
  let state = machine.initial;
  let effects: ReadonlyArray<ConnectionEffect> = [];
  for (const fact of facts) [state, effects] = machine.step(state, { ...fact, ...when });
  return [state, effects];
};
const orders = (effects: ReadonlyArray<ConnectionEffect>): ReadonlyArray<string> =>
  effects.map((effect) => ('timer' in effect ? `${effect.type} ${effect.timer}` : effect.type));

describe('a connection', () => {
  it('asks the governor before it dials', () => {
    expect(after([{ type: 'ConnectAsked' }])).toEqual([
      { _tag: 'Queued', attempt: 0, failures: 0, flags: 196_608, proven: false },
      [{ type: 'AskToDial', attempt: 0 }],
    ]);
  });

  it('says how long it is held by the governor, and goes back out of the queue when it is closed', () => {
    const held = [{ type: 'ConnectAsked' }, { type: 'DialHeld', attempt: 0, ms: 700 }] as const;
    expect(after(held)[1]).toEqual([{ type: 'AnnounceWaiting', reason: 'governor', failures: 0, ms: 700, at }]);
    const [state, effects] = after([...held, { type: 'CloseAsked' }]);
    expect([state._tag, orders(effects)]).toEqual(['Ended', ['WithdrawDial', 'AnnounceEnded']]);
    expect(after([...held, { type: 'CloseAsked' }, { type: 'DialGranted', attempt: 0 }])).toEqual([state, []]);
  });

  it('dials when it is let, under a time limit', () => {
    expect(after(dialled)).toEqual([
      { _tag: 'Dialing', attempt: 1, failures: 0, flags: 196_608, proven: false },
      [
        { type: 'StartTimer', timer: 'connect', attempt: 1, ms: 10_000 },
        { type: 'Dial', attempt: 1 },
      ],
    ]);
  });

  it('sends its flags before anything else, once the server has greeted', () => {
    const [state, effects] = after(toOpen.slice(0, 4));
    expect(state._tag).toBe('Configuring');
    expect(effects).toEqual([
      { type: 'StopTimer', timer: 'greeting' },
      { type: 'StartTimer', timer: 'conf', attempt: 1, ms: 8_000 },
      { type: 'SendConf', flags: 196_608 },
    ]);
  });

  it('takes a greeting that overtakes the news of the opened socket', () => {
    const [state, effects] = after([...dialled, greeting]);
    expect(state._tag).toBe('Configuring');
    expect(orders(effects)).toEqual(['StopTimer connect', 'StartTimer conf', 'SendConf']);
  });

  it('is ready when the flags are acknowledged', () => {
    const [state, effects] = after(toOpen);
    expect(state).toMatchObject({ _tag: 'Open', since: at, serverId: 's', pause: null, asked: null, proven: true });
    expect(orders(effects)).toEqual([
      'StopTimer conf',
      'StartTimer ping',
      'StartTimer silence',
      'StartTimer stable',
      'AnnounceFlags',
      'AnnounceReady',
    ]);
  });

  it('says again that it is ready to whoever asks later', () => {
    const [, effects] = after([...toOpen, { type: 'ConnectAsked' }]);
    expect(effects).toEqual([{ type: 'AnnounceReady', serverId: 's', again: true, paused: false, at }]);
  });

  it('never tries a server again that speaks another version', () => {
    const [state, effects] = after([...dialled, { ...greeting, version: 3 }]);
    expect(state).toMatchObject({ _tag: 'Ended', end: { _tag: 'IncompatibleVersion', version: 3 } });
    expect(orders(effects)).toEqual(['StopTimer connect', 'HangUp', 'AnnounceEnded']);
  });

  it('never dials an address again that can not be dialled', () => {
    const error = { _tag: 'BadUrl', url: 'x', reason: 'not a URL' } as const;
    const [state] = after([...dialled, { type: 'SocketFailed', attempt: 1, error }]);
    expect(state).toMatchObject({ _tag: 'Ended', end: { _tag: 'CannotDial', error } });
  });

  it('is usable but paused where the platform is under maintenance', () => {
    const [state, effects] = after([...toOpen.slice(0, 3), { ...greeting, platformStatus: 0 }, ...toOpen.slice(4)]);
    expect(state).toMatchObject({ _tag: 'Open', pause: 'maintenance' });
    expect(orders(effects).slice(-3)).toEqual(['AnnounceReady', 'StartTimer resync', 'AnnouncePaused']);
  });

  it.each([
    ['connect', 2, 'DialTimedOut'],
    ['greeting', 3, 'GreetingTimedOut'],
    ['conf', 4, 'ConfTimedOut'],
  ] as const)('gives up an attempt whose %s takes too long', (timer, facts, _tag) => {
    const fired: Bare = { type: 'TimerFired', attempt: 1, timer, lastFrameAt: null };
    const [state, effects] = after([...toOpen.slice(0, facts), fired]);
    expect(state).toMatchObject({ _tag: 'Waiting', failures: 1, until: at + 500, loss: { _tag } });
    expect(orders(effects)).toEqual([
      `StopTimer ${timer}`,
      'HangUp',
      'AnnounceLost',
      'StartTimer backoff',
      'AnnounceWaiting',
    ]);
  });

  it('comes back to an address that has worked before, whatever it answers now', () => {
    const error = { _tag: 'DialFailed', url: 'x', reason: 'HTTP 404', status: 404, code: null } as const;
    const failed = (attempt: number): Bare => ({ type: 'SocketFailed', attempt, error });
    expect(after([...dialled, failed(1)])[0]).toMatchObject({ _tag: 'Ended', end: { _tag: 'CannotDial', error } });
    const redialled: ReadonlyArray<Bare> = [
      { type: 'TimerFired', attempt: 1, timer: 'backoff', lastFrameAt: null },
      { type: 'DialGranted', attempt: 1 },
    ];
    const [state] = after([...toOpen, closed, ...redialled, failed(2)]);
    expect(state).toMatchObject({ _tag: 'Waiting', failures: 2, until: at + 60_000 + 1_000 });
  });

  it('tells the governor that it was refused for dialling too often', () => {
    const error = { _tag: 'DialFailed', url: 'x', reason: 'HTTP 429', status: 429, code: null } as const;
    const [, effects] = after([...dialled, { type: 'SocketFailed', attempt: 1, error }]);
    expect(effects).toContainEqual({ type: 'ReportRefusal', status: 429, retryAfterMs: 0 });
    const busy = { ...error, status: 503, retryAfterMs: 30_000 };
    const [, told] = after([...dialled, { type: 'SocketFailed', attempt: 1, error: busy }]);
    expect(told).toContainEqual({ type: 'ReportRefusal', status: 503, retryAfterMs: 30_000 });
  });

  it('hangs up at once when the server announces that it stops', () => {
    const [state, effects] = after([...toOpen, { type: 'InfoCodeReceived', attempt: 1, code: 20051 }]);
    expect(state).toMatchObject({ _tag: 'Waiting', loss: { _tag: 'ServerStopped' } });
    expect(orders(effects)).toContain('HangUp');
  });

  it('asks every channel again when a resynchronisation is over, or lasts too long', () => {
    const started: Bare = { type: 'InfoCodeReceived', attempt: 1, code: 20060 };
    const stopped: Bare = { type: 'InfoCodeReceived', attempt: 1, code: 20061 };
    const tooLong: Bare = { type: 'TimerFired', attempt: 1, timer: 'resync', lastFrameAt: at };
    expect(after([...toOpen, started])[0]).toMatchObject({ _tag: 'Open', pause: 'resync' });
    for (const end of [stopped, tooLong]) {
      const [state, effects] = after([...toOpen, started, end]);
      expect(state).toMatchObject({ _tag: 'Open', pause: null });
      expect(orders(effects)).toEqual(['StopTimer resync', 'AnnounceResumed', 'AskResync']);
    }
  });

  it('matches a pong with its ping by cid, and measures the round trip', () => {
    const ping: Bare = { type: 'TimerFired', attempt: 1, timer: 'ping', lastFrameAt: at };
    const [pinged, sent] = after([...toOpen, ping]);
    expect(pinged).toMatchObject({ ping: { cid: 1, sentAt: at }, nextCid: 2 });
    expect(sent[0]).toEqual({ type: 'SendPing', cid: 1 });
    expect(after([...toOpen, ping, { type: 'Ponged', attempt: 1, cid: 9 }])[0]).toEqual(pinged);
    const [ponged, effects] = after([...toOpen, ping, { type: 'Ponged', attempt: 1, cid: 1 }]);
    expect(ponged).toMatchObject({ ping: null, roundTripMs: 0 });
    expect(orders(effects)).toEqual(['StopTimer pong', 'StartTimer ping']);
  });

  it('counts a ping without a pong as a loss', () => {
    const [state] = after([...toOpen, { type: 'TimerFired', attempt: 1, timer: 'pong', lastFrameAt: at }]);
    expect(state).toMatchObject({ _tag: 'Waiting', loss: { _tag: 'PongTimedOut' } });
  });

  it('looks at the last frame before it calls a connection silent', () => {
    const machine = createConnectionMachine(config, FLAG_CHANGES);
    const [open] = after(toOpen);
    const fired = { type: 'TimerFired', attempt: 1, timer: 'silence', random: 0 } as const;
    expect(machine.step(open, { ...fired, at: at + 35_000, lastFrameAt: at + 20_000 })).toEqual([
      open,
      [{ type: 'StartTimer', timer: 'silence', attempt: 1, ms: 20_000 }],
    ]);
    const [lost] = machine.step(open, { ...fired, at: at + 35_000, lastFrameAt: at });
    expect(lost).toMatchObject({ _tag: 'Waiting', loss: { _tag: 'Silent', ms: 35_000 } });
  });

  it('forgets its failures after a stable time, and not before', () => {
    const again = (attempt: number): ReadonlyArray<Bare> => [
      { type: 'TimerFired', attempt: attempt - 1, timer: 'backoff', lastFrameAt: null },
      { type: 'DialGranted', attempt: attempt - 1 },
      { ...greeting, attempt },
      { type: 'Configured', attempt, status: 'OK' },
    ];
    const stable: Bare = { type: 'TimerFired', attempt: 2, timer: 'stable', lastFrameAt: at };
    expect(after([...toOpen, closed, ...again(2)])[0].failures).toBe(1);
    expect(after([...toOpen, closed, ...again(2), stable])[0].failures).toBe(0);
  });

  it('ends when its attempts are used up, and says what happened last', () => {
    const [state, effects] = after([...toOpen, closed], { maxAttempts: 0 });
    expect(state).toMatchObject({ _tag: 'Ended', end: { _tag: 'AttemptsExhausted', attempts: 1 } });
    expect(orders(effects).slice(-2)).toEqual(['AnnounceLost', 'AnnounceEnded']);
  });

  it('ignores the facts of yesterday\u2019s socket', () => {
    const [dialing] = after([
      ...toOpen,
      closed,
      { type: 'TimerFired', attempt: 1, timer: 'backoff', lastFrameAt: null },
      { type: 'DialGranted', attempt: 1 },
    ]);
    expect(dialing).toMatchObject({ _tag: 'Dialing', attempt: 2 });
    const machine = createConnectionMachine(config, FLAG_CHANGES);
    for (const stale of [closed, greeting, { type: 'Configured', attempt: 1, status: 'OK' } as const]) {
      expect(machine.step(dialing, { ...stale, ...when })).toEqual([dialing, []]);
    }
  });
});
