import { either as E } from 'fp-ts';
import type { SimulatorError } from '../errors.js';
import { expecting, isFields, listOf, object, oneOf, text, whole, type Check, type Shape } from './check.js';
import { fault, ms } from './fault-shapes.js';
import type { Scenario } from './scenario.js';

/** Takes plain data, as parsed from JSON, for a scenario; or names the first place at which it is none (`BadScenario`). */
export const readScenario = (value: unknown): E.Either<SimulatorError, Scenario> => {
  const flaw = scenario(value, '');
  // Every field was looked at, and there is no other.
  return flaw ? E.left({ _tag: 'BadScenario', ...flaw }) : E.right(value as Scenario);
};

const probability: Check = expecting(
  'a probability, above 0 and at most 1',
  (value) => typeof value === 'number' && value > 0 && value <= 1,
);
const interval: Check = expecting(
  'a number of ms, at least 1',
  (value) => ms(value, '') === null && typeof value === 'number' && value >= 1,
);
const nth = whole(1, 1_000_000_000);

const selectors: Readonly<Record<string, Check>> = {
  nth: (value, path) => (Array.isArray(value) ? listOf(nth) : nth)(value, path),
  share: probability,
  having: object({ 'channel?': text, 'subject?': text }),
};
/** Accepts what names connections. */
export const connections: Check = (value, path) => {
  if (!isFields(value)) return oneOf('all', 'one', 'oldest', 'newest')(value, path);
  const [name] = Object.keys(value);
  const check = name === undefined || !Object.hasOwn(selectors, name) ? undefined : selectors[name];
  if (name !== undefined && check) return object({ [name]: check })(value, path);
  return { path, reason: `must be "all", "one", "oldest", "newest" or an object with nth, share or having` };
};

const within: Shape = { 'from?': ms, 'until?': ms };
const triggers: Readonly<Record<string, Shape>> = {
  at: { at: ms },
  every: { every: interval, ...within },
  afterConnect: { afterConnect: ms },
  afterFrames: { afterFrames: nth },
  chance: { chance: probability, ...within },
};
/** Accepts a line of a timeline. */
export const entry: Check = (value, path) => {
  if (!isFields(value)) return object({})(value, path);
  const given = Object.keys(triggers).filter((name) => Object.hasOwn(value, name));
  const [name] = given;
  if (name === undefined || given.length > 1) {
    const found = given.length > 1 ? given.join(' and ') : 'none of them';
    return { path, reason: `must have one of ${Object.keys(triggers).join(', ')}; it has ${found}` };
  }
  return object({ ...triggers[name], 'connections?': connections, fault })(value, path);
};

const scenario = object({
  'name?': text,
  'seed?': whole(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  timeline: listOf(entry),
});
