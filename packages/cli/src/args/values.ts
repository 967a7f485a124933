import { either as E, function as fn } from 'fp-ts';
import { ACTIVITIES, type Activity } from '../activity.js';
import type { Timeframe } from '@bitfinex-ws/client';
import type { UsageError } from '../errors.js';
import { PUBLIC_URL } from '../limits.js';
import type { Bounds, ReplayCommand, Source } from './command.js';
import type { Written } from './written.js';

type Parsed<A> = E.Either<UsageError, A>;

const { pipe } = fn;

interface Range {
  /** The range in words. */
  readonly expected: string;
  readonly accepts: (value: number) => boolean;
}

const wholeFromOne: Range = {
  expected: 'a whole number from 1',
  accepts: (value) => Number.isSafeInteger(value) && value >= 1,
};
const upTo = (most: number): Range => ({
  expected: `a whole number from 0 to ${most}`,
  accepts: (value) => Number.isInteger(value) && value >= 0 && value <= most,
});
const whole: Range = { expected: 'a whole number', accepts: Number.isSafeInteger };
const aboveZero: Range = { expected: 'a number above 0', accepts: (value) => Number.isFinite(value) && value > 0 };
// Beyond the most, the simulator refuses.
const stepsASecond: Range = {
  expected: 'a number of steps a second above 0, at most 100000',
  accepts: (value) => value > 0 && value <= 100_000,
};
// A timer of Node holds at most 2^31 - 1 ms.
const duration: Range = {
  expected: 'a number of seconds above 0, at most 2000000',
  accepts: (value) => value > 0 && value <= 2_000_000,
};
const port: Range = {
  expected: 'a port from 0 to 65535',
  accepts: (value) => Number.isInteger(value) && value >= 0 && value <= 65_535,
};

const numberOf =
  (name: string, { expected, accepts }: Range) =>
  (written: Written): Parsed<number | null> => {
    const text = written.text(name);
    if (text === null) return E.right(null);
    // Number() also reads '', ' 1', '0x10' and 'Infinity': none of them is what a person means here.
    const value = /^-?[0-9]+(?:\.[0-9]+)?$/.test(text) ? Number(text) : Number.NaN;
    return accepts(value) ? E.right(value) : E.left({ _tag: 'BadNumber', option: `--${name}`, value: text, expected });
  };

const limitOf = numberOf('limit', wholeFromOne);
export const secondsOf = numberOf('for', duration);
export const seedOf = numberOf('seed', whole);
export const rateOf = numberOf('rate', stepsASecond);
/** `--port`; null where it was not written. */
export const portOrNone = numberOf('port', port);
const TIMEFRAMES: ReadonlyArray<Timeframe> = [
  '1m',
  '5m',
  '15m',
  '30m',
  '1h',
  '3h',
  '6h',
  '12h',
  '1D',
  '1W',
  '7D',
  '14D',
  '1M',
];

/** `--timeframe`; 1m where it was not written. */
export const timeframeOf = (written: Written): Parsed<Timeframe> => {
  const text = written.text('timeframe') ?? '1m';
  const known = TIMEFRAMES.find((name) => name === text);
  const named = TIMEFRAMES.join(', ').replace(/, (\w+)$/, ' or $1');
  return known === undefined
    ? E.left({ _tag: 'BadValue', option: '--timeframe', reason: `must be ${named}, not '${text}'` })
    : E.right(known);
};

/** `--activity`; null where it was not written. */
export const activityOf = (written: Written): Parsed<Activity | null> => {
  const text = written.text('activity');
  const known = ACTIVITIES.find((name) => name === text);
  return text === null || known !== undefined
    ? E.right(known ?? null)
    : E.left({ _tag: 'BadValue', option: '--activity', reason: `must be quiet, normal or bursts, not '${text}'` });
};
export const pairsOf = numberOf('pairs', upTo(1_000));
export const accountsOf = numberOf('accounts', upTo(1_000));
export const loadOf = numberOf('load', {
  expected: 'a number of messages a second above 0',
  accepts: aboveZero.accepts,
});
export const speedOfReplay = numberOf('speed', {
  expected: 'a number above 0, at most 10000',
  accepts: (value) => value > 0 && value <= 10_000,
});
export const portOf = (written: Written): Parsed<number> =>
  E.map((value: number | null) => value ?? 0)(portOrNone(written));

/** `--limit` and `--for`. */
export const boundsOf = (written: Written): Parsed<Bounds> =>
  pipe(
    E.Do,
    E.bind('limit', () => limitOf(written)),
    E.bind('seconds', () => secondsOf(written)),
  );

/** `--speed`: a number above 0, or max. */
export const speedOf = (written: Written): Parsed<ReplayCommand['speed']> =>
  written.text('speed') === 'max'
    ? E.right('max')
    : pipe(
        numberOf('speed', { ...aboveZero, expected: "a number above 0, or 'max'" })(written),
        E.map((value) => value ?? 1),
      );

/** `--live`, `--simulate` and `--url`: at most one of them; none means `otherwise`. */
export const sourceOf = (written: Written, otherwise: 'live' | 'simulate'): Parsed<Source> => {
  const chosen = ['live', 'simulate', 'url'].filter(written.on);
  if (chosen.length > 1) return E.left({ _tag: 'SeveralSources', options: chosen.map((name) => `--${name}`) });
  const simulated = (chosen[0] ?? otherwise) === 'simulate';
  const stray = simulated ? undefined : ['seed', 'rate', 'activity'].find(written.on);
  if (stray !== undefined) return E.left({ _tag: 'OptionNeedsSimulator', option: `--${stray}` });
  if (simulated)
    return pipe(
      E.Do,
      E.bind('seed', () => seedOf(written)),
      E.bind('rate', () => rateOf(written)),
      E.bind('activity', () => activityOf(written)),
      E.map((market): Source => ({ _tag: 'Simulator', ...market })),
    );
  const url = written.text('url') ?? PUBLIC_URL;
  return isWebSocketUrl(url) ? E.right({ _tag: 'Address', url }) : E.left({ _tag: 'BadUrl', url });
};

/** Whether a text is an address to dial. */
export const isWebSocketUrl = (text: string): boolean => /^wss?:\/\//.test(text) && URL.canParse(text);
