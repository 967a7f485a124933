import { either as E } from 'fp-ts';
import type { Makers } from './market/market.js';
import type { ActivityOptions, PhaseOptions } from './market/pace.js';
import { allMarkets, planMarkets, type MarketPlan } from './market/plan.js';
import { recordedMarkets } from './replay/markets.js';
import { readRecording, type Recording, type ReplayOptions } from './replay/recording.js';

/** Options that say who and what moves the markets. */
export interface MarketOptions {
  /**
   * Who trades on the markets beside accounts: makers and takers inside, or nobody, so that only what accounts and `control` place
   * is there.
   * @default 'makers'
   */
  readonly market?: Makers;
  /**
   * The symbols that there are; what lies under a derivative is added. Fewer markets open faster.
   * @default all
   */
  readonly markets?: ReadonlyArray<string>;
  /**
   * Bursts and quiet times of the makers and takers inside, and how their books look.
   * @default always the same pace
   */
  readonly activity?: ActivityOptions;
  /**
   * A recording that moves the markets it is about; no makers are on these. Markets that nobody knows are added.
   * @default none
   */
  readonly replay?: ReplayOptions;
}

/** These options after the door. */
export interface MarketConfig {
  readonly activity: ActivityOptions;
  readonly plans: ReadonlyArray<MarketPlan>;
  readonly replay: { readonly recording: Recording; readonly speed: number; readonly loop: boolean } | null;
}

/** What is wrong with an option. */
interface WrongOption {
  readonly option: string;
  readonly reason: string;
}

/** Fills in defaults, or names the first option that makes no sense. */
export const resolveMarketOptions = (
  { market = 'makers', markets, activity = {}, replay }: MarketOptions,
  pairs: number,
  load: ReadonlyArray<string>,
): E.Either<WrongOption, MarketConfig> => {
  if (market !== 'makers' && market !== 'none') {
    return wrong('market', `must be 'makers' or 'none', not '${String(market)}'`);
  }
  const wrongActivity = wrongActivityOption(activity);
  if (wrongActivity) return E.left(wrongActivity);
  const unknown = markets?.find((symbol) => !allMarkets(pairs).some((each) => each.symbol === symbol));
  if (unknown !== undefined) {
    const known = allMarkets(0).map(({ symbol }) => symbol);
    return wrong('markets', `must name markets that there are, not ${unknown}; there are ${known.join(', ')}`);
  }
  if (markets?.length === 0) return wrong('markets', 'must name a market at least');

  const { speed = 1, loop = false } = replay ?? {};
  if (!(speed > 0 && speed <= MOST_SPEED)) {
    return wrong('replay.speed', `must be above 0 and at most ${MOST_SPEED}, not ${speed}`);
  }
  const recording: E.Either<string, Recording | null> = replay ? readRecording(replay.recording) : E.right(null);
  if (E.isLeft(recording)) return wrong('replay.recording', `must be a recording: ${recording.left}`);
  const recorded = recording.right ? recordedMarkets(recording.right) : [];
  const plans = planMarkets({ markets: markets ?? null, pairs, market, activity, recorded });
  const idle = load.find((symbol) => plans.find((plan) => plan.definition.symbol === symbol)?.makers !== 'makers');
  if (idle !== undefined) return wrong('load.symbols', `must name markets with makers, not ${idle}`);
  return E.right({ activity, plans, replay: recording.right && { recording: recording.right, speed, loop } });
};

/** Faster than this a recording of a minute is over in a tick. */
const MOST_SPEED = 10_000;
const MOST_DEPTH = 10;
const MOST_SPREAD = 100;
const MOST_FACTOR = 1_000;

const wrong = (option: string, reason: string): E.Either<WrongOption, never> => E.left({ option, reason });

const wrongActivityOption = ({ bursts, quiet, spread = 1, depth = 1 }: ActivityOptions): WrongOption | null => {
  for (const [name, phase] of [
    ['bursts', bursts],
    ['quiet', quiet],
  ] as const) {
    const field = phase && wrongField(phase);
    if (field) return { option: `activity.${name}.${field[0]}`, reason: field[1] };
  }
  if (!(spread >= 0.1 && spread <= MOST_SPREAD)) {
    return { option: 'activity.spread', reason: `must be from 0.1 to ${MOST_SPREAD}, not ${spread}` };
  }
  return depth >= 0.01 && depth <= MOST_DEPTH
    ? null
    : { option: 'activity.depth', reason: `must be from 0.01 to ${MOST_DEPTH}, not ${depth}` };
};
const wrongField = ({ everyMs, lastMs, factor }: PhaseOptions): readonly [string, string] | null => {
  if (!(everyMs >= 1 && everyMs < Infinity)) return ['everyMs', `must be at least 1 ms, not ${everyMs}`];
  if (!(lastMs >= 1 && lastMs < Infinity)) return ['lastMs', `must be at least 1 ms, not ${lastMs}`];
  return factor >= 0 && factor <= MOST_FACTOR ? null : ['factor', `must be from 0 to ${MOST_FACTOR}, not ${factor}`];
};
