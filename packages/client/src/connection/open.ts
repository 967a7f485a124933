import { INFO_CODES } from '@bitfinex-ws/protocol';
import type { ConnectionConfig, ConnectionEffect, OpenState, PauseCause } from './contract.js';
import { lose, start, stay, stop, type Answer, type Of } from './moves.js';

/** Greeting and flags are done. A server under maintenance is open too, but nothing is asked of it before it is over. */
export const open = (
  config: ConnectionConfig,
  state: Omit<OpenState, '_tag' | 'since' | 'asked' | 'ping' | 'nextCid' | 'roundTripMs'>,
  at: number,
): Answer => {
  const { serverId, pause, flags } = state;
  return [
    { ...state, _tag: 'Open', since: at, proven: true, asked: null, ping: null, nextCid: 1, roundTripMs: null },
    [
      stop('conf'),
      start(state, 'ping', config.pingIntervalMs),
      start(state, 'silence', config.silenceMs),
      start(state, 'stable', config.backoff.stableMs),
      { type: 'AnnounceFlags', flags, at },
      { type: 'AnnounceReady', serverId, again: false, paused: pause !== null, at },
      ...(pause === null ? [] : paused(config, state, pause, at)),
    ],
  ];
};

/** What the server says of itself later on. */
export const onInfoCode = (
  config: ConnectionConfig,
  state: OpenState,
  { code, at }: Of<'InfoCodeReceived'>,
): Answer => {
  if (code === INFO_CODES.RESYNC_START) {
    return [{ ...state, pause: 'resync' }, paused(config, state, 'resync', at)];
  }
  return code === INFO_CODES.RESYNC_STOP ? resume(state, 'server', at) : stay(state);
};

/** A ping was answered. */
export const onPonged = (config: ConnectionConfig, state: OpenState, { cid, at }: Of<'Ponged'>): Answer =>
  state.ping === null || state.ping.cid !== cid
    ? stay(state)
    : [
        { ...state, ping: null, roundTripMs: at - state.ping.sentAt },
        [stop('pong'), start(state, 'ping', config.pingIntervalMs)],
      ];

/** A timer of an open connection has fired. */
export const onOpenTimer = (config: ConnectionConfig, state: OpenState, input: Of<'TimerFired'>): Answer => {
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
      return resume(state, 'limit', input.at);
    case 'conf':
      // Whether the frames from here on follow the old flags or the new ones, nobody knows.
      return lose(config, state, { _tag: 'ConfTimedOut', timeoutMs: config.confTimeoutMs }, input);
    case 'connect':
    case 'greeting':
    case 'backoff':
      return stay(state);
  }
};

const paused = (
  config: ConnectionConfig,
  state: { readonly attempt: number },
  cause: PauseCause,
  at: number,
): ReadonlyArray<ConnectionEffect> => [
  start(state, 'resync', config.resyncLimitMs),
  { type: 'AnnouncePaused', cause, at },
];

/** What was open has to be asked again, because books may have been built anew; what was held is asked now. */
const resume = (state: OpenState, by: 'server' | 'limit', at: number): Answer => [
  { ...state, pause: null },
  [stop('resync'), { type: 'AnnounceResumed', by, at }, { type: 'AskResync', at }],
];
