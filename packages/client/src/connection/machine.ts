import type { Machine, Step } from '@bitfinex-ws/machine';
import { INFO_CODES, PROTOCOL_VERSION } from '@bitfinex-ws/protocol';
import { isRetryableTransportError } from '@bitfinex-ws/transport';
import { PLATFORM_MAINTENANCE } from '../limits.js';
import { backoffDelay } from './backoff.js';
import type {
  ConnectionConfig,
  ConnectionEffect,
  ConnectionEnd,
  ConnectionInput,
  ConnectionLoss,
  ConnectionState,
  Occasion,
  OpenState,
  TimerName,
} from './contract.js';

type Answer = Step<ConnectionState, ConnectionEffect>;
type Of<Type extends ConnectionInput['type']> = Extract<ConnectionInput, { readonly type: Type }>;

/**
 * One connection for life: dial, greeting, `conf` before anything else, open, and again after a loss.
 *
 * A fact of another attempt than the one in hand is ignored on the first line; after `Ended` nothing happens any more,
 * so that nothing dials after a close.
 */
export const createConnectionMachine = (
  config: ConnectionConfig,
): Machine<ConnectionState, ConnectionInput, ConnectionEffect> => ({
  initial: { _tag: 'Idle', attempt: 0, failures: 0 },
  step: (state, input) => {
    if (state._tag === 'Ended' || ('attempt' in input && input.attempt !== state.attempt)) return stay(state);
    switch (input.type) {
      case 'ConnectAsked':
        return onConnectAsked(config, state, input);
      case 'CloseAsked':
        return end(state, { _tag: 'ClosedByUser' }, input.at);
      case 'SocketOpened':
        return state._tag === 'Dialing'
          ? [{ ...state, _tag: 'Greeting' }, [stop('connect'), start(state, 'greeting', config.greetingTimeoutMs)]]
          : stay(state);
      case 'SocketFailed':
        return onSocketFailed(config, state, input);
      case 'SocketClosed': {
        const { code, reason } = input.end;
        return hasSocket(state) ? lose(config, state, { _tag: 'SocketClosed', code, reason }, input) : stay(state);
      }
      case 'Greeted':
        return onGreeted(config, state, input);
      case 'InfoCodeReceived':
        return onInfoCode(config, state, input);
      case 'Configured':
        return onConfigured(config, state, input);
      case 'ConfRejected':
        return state._tag === 'Configuring'
          ? lose(config, state, { _tag: 'ConfRejected', flags: config.flags, status: input.status }, input)
          : stay(state);
      case 'Ponged':
        return onPonged(config, state, input);
      case 'TimerFired':
        return onTimer(config, state, input);
    }
  },
});

const onConnectAsked = (config: ConnectionConfig, state: ConnectionState, input: Occasion): Answer => {
  if (state._tag === 'Idle') return dial(config, state);
  // Asked again by somebody who joined later: tell them what is already so.
  if (state._tag === 'Open') {
    return [state, [{ type: 'AnnounceReady', serverId: state.serverId, again: true, at: input.at }]];
  }
  return stay(state);
};

const onSocketFailed = (config: ConnectionConfig, state: ConnectionState, input: Of<'SocketFailed'>): Answer => {
  if (!hasSocket(state)) return stay(state);
  return isRetryableTransportError(input.error)
    ? lose(config, state, { _tag: 'DialFailed', error: input.error }, input)
    : end(state, { _tag: 'CannotDial', error: input.error }, input.at);
};

const onGreeted = (config: ConnectionConfig, state: ConnectionState, input: Of<'Greeted'>): Answer => {
  // A greeting can overtake the promise that tells of the opened socket.
  if (state._tag !== 'Greeting' && state._tag !== 'Dialing') return stay(state);
  if (input.version !== PROTOCOL_VERSION) {
    return end(state, { _tag: 'IncompatibleVersion', version: input.version }, input.at);
  }
  const { attempt, failures } = state;
  const paused = input.platformStatus === PLATFORM_MAINTENANCE;
  return [
    { _tag: 'Configuring', attempt, failures, serverId: input.serverId, paused },
    [
      ...timersOf(state).map(stop),
      start(state, 'conf', config.confTimeoutMs),
      { type: 'SendConf', flags: config.flags },
    ],
  ];
};

const onConfigured = (config: ConnectionConfig, state: ConnectionState, input: Of<'Configured'>): Answer => {
  if (state._tag !== 'Configuring') return stay(state);
  if (input.status !== 'OK') {
    return lose(config, state, { _tag: 'ConfRejected', flags: config.flags, status: input.status }, input);
  }
  const { attempt, failures, serverId, paused } = state;
  return [
    {
      _tag: 'Open',
      attempt,
      failures,
      since: input.at,
      serverId,
      paused,
      ping: null,
      nextCid: 1,
      roundTripMs: null,
    },
    [
      stop('conf'),
      start(state, 'ping', config.pingIntervalMs),
      start(state, 'silence', config.silenceMs),
      start(state, 'stable', config.backoff.stableMs),
      { type: 'AnnounceReady', serverId, again: false, at: input.at },
      ...(paused ? [{ type: 'AnnouncePaused', cause: 'maintenance', at: input.at } as const] : []),
    ],
  ];
};

const onInfoCode = (config: ConnectionConfig, state: ConnectionState, input: Of<'InfoCodeReceived'>): Answer => {
  // Do not wait for the server to close: it said that it will.
  if (input.code === INFO_CODES.STOP && hasSocket(state)) return lose(config, state, { _tag: 'ServerStopped' }, input);
  if (state._tag !== 'Open') return stay(state);
  if (input.code === INFO_CODES.RESYNC_START) {
    return [
      { ...state, paused: true },
      [start(state, 'resync', config.resyncLimitMs), { type: 'AnnouncePaused', cause: 'resync', at: input.at }],
    ];
  }
  return input.code === INFO_CODES.RESYNC_STOP ? resume(state, input.at) : stay(state);
};

const onPonged = (config: ConnectionConfig, state: ConnectionState, input: Of<'Ponged'>): Answer => {
  if (state._tag !== 'Open' || state.ping === null || state.ping.cid !== input.cid) return stay(state);
  return [
    { ...state, ping: null, roundTripMs: input.at - state.ping.sentAt },
    [stop('pong'), start(state, 'ping', config.pingIntervalMs)],
  ];
};

const onTimer = (config: ConnectionConfig, state: ConnectionState, input: Of<'TimerFired'>): Answer => {
  switch (state._tag) {
    case 'Dialing':
      return input.timer === 'connect'
        ? lose(config, state, { _tag: 'DialTimedOut', timeoutMs: config.connectTimeoutMs }, input)
        : stay(state);
    case 'Greeting':
      return input.timer === 'greeting'
        ? lose(config, state, { _tag: 'GreetingTimedOut', timeoutMs: config.greetingTimeoutMs }, input)
        : stay(state);
    case 'Configuring':
      return input.timer === 'conf'
        ? lose(config, state, { _tag: 'ConfTimedOut', timeoutMs: config.confTimeoutMs }, input)
        : stay(state);
    case 'Waiting':
      return input.timer === 'backoff' ? dial(config, state) : stay(state);
    case 'Open':
      return onOpenTimer(config, state, input);
    case 'Idle':
    case 'Ended':
      return stay(state);
  }
};

const onOpenTimer = (config: ConnectionConfig, state: OpenState, input: Of<'TimerFired'>): Answer => {
  switch (input.timer) {
    case 'ping':
      return [
        { ...state, ping: { cid: state.nextCid, sentAt: input.at }, nextCid: state.nextCid + 1 },
        [{ type: 'SendPing', cid: state.nextCid }, start(state, 'pong', config.pongTimeoutMs)],
      ];
    case 'pong':
      return lose(config, state, { _tag: 'PongTimedOut', timeoutMs: config.pongTimeoutMs }, input);
    case 'silence': {
      // Frames do not pass through the reducer: the shell notes the time of the last one, and the timer looks at it.
      const silent = input.at - Math.max(state.since, input.lastFrameAt ?? state.since);
      return silent >= config.silenceMs
        ? lose(config, state, { _tag: 'Silent', ms: silent }, input)
        : [state, [start(state, 'silence', config.silenceMs - silent)]];
    }
    case 'stable':
      return [{ ...state, failures: 0 }, []];
    case 'resync':
      return resume(state, input.at);
    case 'connect':
    case 'greeting':
    case 'conf':
    case 'backoff':
      return stay(state);
  }
};

const resume = (state: OpenState, at: number): Answer => [
  { ...state, paused: false },
  [stop('resync'), { type: 'AnnounceResumed', at }, { type: 'AskResync', at }],
];

const dial = (config: ConnectionConfig, state: ConnectionState): Answer => {
  const next = { _tag: 'Dialing', attempt: state.attempt + 1, failures: state.failures } as const;
  return [next, [start(next, 'connect', config.connectTimeoutMs), { type: 'Dial', attempt: next.attempt }]];
};

const lose = (config: ConnectionConfig, state: ConnectionState, loss: ConnectionLoss, input: Occasion): Answer => {
  const failures = state.failures + 1;
  const { attempt } = state;
  const left: ReadonlyArray<ConnectionEffect> = [
    ...timersOf(state).map(stop),
    { type: 'HangUp', attempt },
    { type: 'AnnounceLost', loss, wasReady: state._tag === 'Open', at: input.at },
  ];
  if (config.maxAttempts !== null && failures > config.maxAttempts) {
    const over: ConnectionEnd = { _tag: 'AttemptsExhausted', attempts: failures, last: loss };
    return [
      { _tag: 'Ended', attempt, failures, end: over },
      [...left, { type: 'AnnounceEnded', end: over, at: input.at }],
    ];
  }
  const ms = backoffDelay(config.backoff, failures, input.random);
  return [
    { _tag: 'Waiting', attempt, failures, until: input.at + ms, loss },
    [...left, start(state, 'backoff', ms), { type: 'AnnounceWaiting', failures, ms, at: input.at }],
  ];
};

const end = (state: ConnectionState, why: ConnectionEnd, at: number): Answer => [
  { _tag: 'Ended', attempt: state.attempt, failures: state.failures, end: why },
  [
    ...timersOf(state).map(stop),
    ...(hasSocket(state) ? [{ type: 'HangUp', attempt: state.attempt } as const] : []),
    { type: 'AnnounceEnded', end: why, at },
  ],
];

const stay = (state: ConnectionState): Answer => [state, []];

const hasSocket = (state: ConnectionState): boolean =>
  state._tag === 'Dialing' || state._tag === 'Greeting' || state._tag === 'Configuring' || state._tag === 'Open';

/** The timers that can be running in a condition; to leave it stops them. */
const timersOf = (state: ConnectionState): ReadonlyArray<TimerName> => {
  switch (state._tag) {
    case 'Dialing':
      return ['connect'];
    case 'Greeting':
      return ['greeting'];
    case 'Configuring':
      return ['conf'];
    case 'Open':
      return ['ping', 'pong', 'silence', 'stable', 'resync'];
    case 'Waiting':
      return ['backoff'];
    case 'Idle':
    case 'Ended':
      return [];
  }
};

const start = (state: { readonly attempt: number }, timer: TimerName, ms: number): ConnectionEffect => ({
  type: 'StartTimer',
  timer,
  attempt: state.attempt,
  ms,
});
const stop = (timer: TimerName): ConnectionEffect => ({ type: 'StopTimer', timer });
