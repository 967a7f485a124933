import type { Machine } from '@bitfinex-ws/machine';
import { INFO_CODES, PROTOCOL_VERSION } from '@bitfinex-ws/protocol';
import { PLATFORM_MAINTENANCE } from '../limits.js';
import type { ConnectionConfig, ConnectionEffect, ConnectionInput, ConnectionState, Occasion } from './contract.js';
import type { FlagChanges } from './flag-changes.js';
import { ask, common, end, hasSocket, lose, start, stay, stop, timersOf, type Answer, type Of } from './moves.js';
import { onInfoCode, onOpenTimer, onPonged, open } from './open.js';

/**
 * One connection for life: leave to dial, dial, greeting, `conf` before anything else, open, and again after a loss. `flagChanges` null:
 * its flags stay as they are.
 *
 * A fact of another attempt than the one in hand is ignored on the first line; after `Ended` nothing happens any more,
 * so that nothing dials after a close.
 */
export const createConnectionMachine = (
  config: ConnectionConfig,
  flagChanges: FlagChanges | null,
): Machine<ConnectionState, ConnectionInput, ConnectionEffect> => ({
  initial: { _tag: 'Idle', attempt: 0, failures: 0, flags: config.flags, proven: false },
  step: (state, input) => {
    if (state._tag === 'Ended' || ('attempt' in input && input.attempt !== state.attempt)) return stay(state);
    switch (input.type) {
      case 'ConnectAsked':
        return onConnectAsked(state, input);
      case 'CloseAsked':
        return end(state, { _tag: 'ClosedByUser' }, input.at);
      case 'FlagsAsked':
        return flagChanges?.asked(config, state, input) ?? stay(state);
      case 'DialGranted':
        return state._tag === 'Queued' ? dial(config, state) : stay(state);
      case 'DialHeld': {
        if (state._tag !== 'Queued') return stay(state);
        const { ms, at } = input;
        return [state, [{ type: 'AnnounceWaiting', reason: 'governor', failures: state.failures, ms, at }]];
      }
      case 'SocketOpened':
        return state._tag === 'Dialing'
          ? [{ ...state, _tag: 'Greeting' }, [stop('connect'), start(state, 'greeting', config.greetingTimeoutMs)]]
          : stay(state);
      case 'SocketFailed':
        return hasSocket(state) ? lose(config, state, { _tag: 'DialFailed', error: input.error }, input) : stay(state);
      case 'SocketClosed': {
        const { code, reason } = input.end;
        return hasSocket(state) ? lose(config, state, { _tag: 'SocketClosed', code, reason }, input) : stay(state);
      }
      case 'Greeted':
        return onGreeted(config, state, input);
      case 'InfoCodeReceived':
        return onInfo(config, state, input);
      case 'Configured':
      case 'ConfRejected':
        return state._tag === 'Open'
          ? (flagChanges?.answered(state, input.status, input.at) ?? stay(state))
          : onConfigured(config, state, input);
      case 'Ponged':
        return state._tag === 'Open' ? onPonged(config, state, input) : stay(state);
      case 'TimerFired':
        return onTimer(config, state, input);
    }
  },
});

const onConnectAsked = (state: ConnectionState, { at }: Occasion): Answer => {
  if (state._tag === 'Idle') return ask(state);
  // Asked again by somebody who joined later: tell them what is already so.
  if (state._tag === 'Open') {
    const { serverId, pause } = state;
    return [state, [{ type: 'AnnounceReady', serverId, again: true, paused: pause !== null, at }]];
  }
  return stay(state);
};

const dial = (config: ConnectionConfig, state: ConnectionState): Answer => {
  const next = { ...common(state), _tag: 'Dialing', attempt: state.attempt + 1 } as const;
  return [next, [start(next, 'connect', config.connectTimeoutMs), { type: 'Dial', attempt: next.attempt }]];
};

const onGreeted = (config: ConnectionConfig, state: ConnectionState, input: Of<'Greeted'>): Answer => {
  // A greeting can overtake the promise that tells of the opened socket.
  if (state._tag !== 'Greeting' && state._tag !== 'Dialing') return stay(state);
  if (input.version !== PROTOCOL_VERSION) {
    return end(state, { _tag: 'IncompatibleVersion', version: input.version }, input.at);
  }
  const pause = input.platformStatus === PLATFORM_MAINTENANCE ? 'maintenance' : null;
  return [
    { ...common(state), _tag: 'Configuring', serverId: input.serverId, pause, sent: state.flags },
    [
      ...timersOf(state).map(stop),
      start(state, 'conf', config.confTimeoutMs),
      { type: 'SendConf', flags: state.flags },
    ],
  ];
};

const onInfo = (config: ConnectionConfig, state: ConnectionState, input: Of<'InfoCodeReceived'>): Answer => {
  // Do not wait for the server to close: it said that it will.
  if (input.code === INFO_CODES.STOP && hasSocket(state)) return lose(config, state, { _tag: 'ServerStopped' }, input);
  if (state._tag === 'Open') return onInfoCode(config, state, input);
  if (state._tag !== 'Configuring') return stay(state);
  if (input.code === INFO_CODES.RESYNC_START) return [{ ...state, pause: 'resync' }, []];
  return input.code === INFO_CODES.RESYNC_STOP ? [{ ...state, pause: null }, []] : stay(state);
};

const onConfigured = (
  config: ConnectionConfig,
  state: ConnectionState,
  input: Of<'Configured'> | Of<'ConfRejected'>,
): Answer => {
  const { status, at } = input;
  if (state._tag !== 'Configuring') return stay(state);
  if (input.type === 'ConfRejected' || status !== 'OK') {
    return lose(config, state, { _tag: 'ConfRejected', flags: state.sent, status }, input);
  }
  if (state.sent !== state.flags) {
    // Others were asked for while these were on their way.
    return [
      { ...state, sent: state.flags },
      [start(state, 'conf', config.confTimeoutMs), { type: 'SendConf', flags: state.flags }],
    ];
  }
  const { serverId, pause } = state;
  return open(config, { ...common(state), serverId, pause }, at);
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
      return input.timer === 'backoff' ? ask(state) : stay(state);
    case 'Open':
      return onOpenTimer(config, state, input);
    case 'Idle':
    case 'Queued':
    case 'Ended':
      return stay(state);
  }
};
