import { askedPauseMs, refusalOf } from '#dial-verdict';
import type { Step } from '@bitfinex-ws/machine';
import { backoffDelay } from './backoff.js';
import type {
  ConnectionConfig,
  ConnectionEffect,
  ConnectionEnd,
  ConnectionInput,
  ConnectionLoss,
  ConnectionState,
  Occasion,
  TimerName,
} from './contract.js';
import { verdictOf } from './verdict.js';

/** What a fact leads to. */
export type Answer = Step<ConnectionState, ConnectionEffect>;
/** The fact of that type. */
export type Of<Type extends ConnectionInput['type']> = Extract<ConnectionInput, { readonly type: Type }>;

/** Nothing changes. */
export const stay = (state: ConnectionState): Answer => [state, []];

/** Starts a timer that belongs to the attempt in hand. */
export const start = (state: { readonly attempt: number }, timer: TimerName, ms: number): ConnectionEffect => ({
  type: 'StartTimer',
  timer,
  attempt: state.attempt,
  ms,
});

/** Stops a timer. */
export const stop = (timer: TimerName): ConnectionEffect => ({ type: 'StopTimer', timer });

/** Whether an attempt is under way, or has come to something. */
export const hasSocket = (state: ConnectionState): boolean =>
  state._tag === 'Dialing' || state._tag === 'Greeting' || state._tag === 'Configuring' || state._tag === 'Open';

/** What every condition knows, for the next one. */
export const common = ({ attempt, failures, flags, proven }: ConnectionState) => ({ attempt, failures, flags, proven });

/** Asks for leave to dial. */
export const ask = (state: ConnectionState): Answer => [
  { ...common(state), _tag: 'Queued' },
  [{ type: 'AskToDial', attempt: state.attempt }],
];

/** The attempt in hand, or what came of it, is over. The verdict says what follows. */
export const lose = (
  config: ConnectionConfig,
  state: ConnectionState,
  loss: ConnectionLoss,
  { at, random }: Occasion,
): Answer => {
  const verdict = verdictOf(loss);
  if (verdict._tag === 'GiveUp' && !state.proven && loss._tag === 'DialFailed') {
    return end(state, { _tag: 'CannotDial', error: loss.error }, at);
  }
  const failures = state.failures + 1;
  const over = { ...common(state), failures };
  const left: ReadonlyArray<ConnectionEffect> = [
    ...leave(state),
    ...refusalIn(loss),
    { type: 'AnnounceLost', loss, wasReady: state._tag === 'Open', at },
  ];
  const given = givenUp(config, failures, loss);
  if (given !== null)
    return [{ ...over, _tag: 'Ended', end: given }, [...left, { type: 'AnnounceEnded', end: given, at }]];
  const pace = verdict._tag === 'Retry' ? verdict.pace : 'slower';
  const own = backoffDelay(config.backoff, pace, failures, random);
  const asked = retryAfterIn(loss);
  // Not before the host wants it, and then not all at once.
  const ms = asked === 0 ? own : Math.max(own, asked + Math.floor(random * config.backoff.baseMs));
  return [
    { ...over, _tag: 'Waiting', until: at + ms, loss },
    [...left, start(state, 'backoff', ms), { type: 'AnnounceWaiting', reason: 'backoff', failures, ms, at }],
  ];
};

/** Why the user's options end a connection with this loss; null where they do not. */
const givenUp = (config: ConnectionConfig, failures: number, last: ConnectionLoss): ConnectionEnd | null => {
  if (config.maxAttempts !== null && failures > config.maxAttempts) {
    return { _tag: 'AttemptsExhausted', attempts: failures, last };
  }
  return config.mayReconnect(last) ? null : { _tag: 'NotReconnected', last };
};

/** It will not come back. */
export const end = (state: ConnectionState, why: ConnectionEnd, at: number): Answer => [
  { ...common(state), _tag: 'Ended', end: why },
  [...leave(state), { type: 'AnnounceEnded', end: why, at }],
];

/** What a condition has running ends with it. */
const leave = (state: ConnectionState): ReadonlyArray<ConnectionEffect> => [
  ...timersOf(state).map(stop),
  ...(state._tag === 'Queued' ? [{ type: 'WithdrawDial' } as const] : []),
  ...(hasSocket(state) ? [{ type: 'HangUp', attempt: state.attempt } as const] : []),
];

const refusalIn = (loss: ConnectionLoss): ReadonlyArray<ConnectionEffect> => {
  const failure = dialFailureIn(loss);
  const status = failure && refusalOf(failure);
  return status === null ? [] : [{ type: 'ReportRefusal', status, retryAfterMs: retryAfterIn(loss) }];
};

/** For how long the host asked not to be dialled, ms; 0 where it did not. */
const retryAfterIn = (loss: ConnectionLoss): number => {
  const failure = dialFailureIn(loss);
  return failure === null ? 0 : askedPauseMs(failure);
};

const dialFailureIn = (loss: ConnectionLoss) =>
  loss._tag === 'DialFailed' && loss.error._tag === 'DialFailed' ? loss.error : null;

/** The timers that can be running in a condition; to leave it stops them. */
export const timersOf = (state: ConnectionState): ReadonlyArray<TimerName> => {
  switch (state._tag) {
    case 'Dialing':
      return ['connect'];
    case 'Greeting':
      return ['greeting'];
    case 'Configuring':
      return ['conf'];
    case 'Open':
      return ['ping', 'pong', 'silence', 'stable', 'resync', 'conf'];
    case 'Waiting':
      return ['backoff'];
    case 'Idle':
    case 'Queued':
    case 'Ended':
      return [];
  }
};
