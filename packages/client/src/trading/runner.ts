import { createLoop, createTimers, type Clock, type Loop, type Machine } from '@bitfinex-ws/machine';

/** The effects that are carried out the same way for every machine. */
type TimerEffect =
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string };

/** What a machine runs with. */
interface RunnerPorts<Input, Effect> {
  readonly clock: Clock;
  readonly turn: (work: () => void) => void;
  /** The fact that a timer has fired. */
  readonly fired: (timer: string, at: number) => Input;
  /** Carries out the other effects. */
  readonly run: (effect: Exclude<Effect, TimerEffect>) => void;
  readonly onDefect: (defect: unknown) => void;
}

/** A machine that runs, with timers of its own; `stop` stops those. */
interface Runner<State, Input> extends Loop<State, Input> {
  readonly stop: () => void;
}

/** Runs a machine: each fact in a turn, each effect in order. */
export const createRunner = <State, Input, Effect>(
  machine: Machine<State, Input, Effect | TimerEffect>,
  ports: RunnerPorts<Input, Effect | TimerEffect>,
): Runner<State, Input> => {
  const { clock } = ports;
  const timers = createTimers(clock);
  const run = (effect: Effect | TimerEffect): void => {
    if (isStart(effect)) {
      const { timer, ms } = effect;
      return timers.start(timer, ms, () => dispatch(ports.fired(timer, clock.now())));
    }
    if (isStop(effect)) return timers.stop(effect.timer);
    ports.run(effect as Exclude<Effect, TimerEffect>);
  };
  const loop = createLoop(machine, run, ports.onDefect);
  const dispatch = (input: Input): void => ports.turn(() => loop.dispatch(input));
  return { state: loop.state, dispatch, stop: timers.stopAll };
};

const isStart = (effect: unknown): effect is Extract<TimerEffect, { readonly type: 'StartTimer' }> =>
  (effect as { readonly type?: unknown }).type === 'StartTimer';
const isStop = (effect: unknown): effect is Extract<TimerEffect, { readonly type: 'StopTimer' }> =>
  (effect as { readonly type?: unknown }).type === 'StopTimer';
