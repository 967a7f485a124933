import type { SimulatorOptions } from './options.js';
import { expecting, isFields, listOf, object, oneOf, text, whole, type Check } from './scenario/check.js';

type Shape = 'a text' | 'a number' | 'a number or a list' | 'a list' | 'an object';

/** What each option is, before anything is known of its value. */
const SHAPES: { readonly [Name in keyof SimulatorOptions]-?: Shape } = {
  host: 'a text',
  port: 'a number',
  seed: 'a number',
  rate: 'a number',
  heartbeatMs: 'a number',
  checksumMs: 'a number',
  clock: 'an object',
  maxChannels: 'a number',
  acks: 'a text',
  pairs: 'a number',
  load: 'an object',
  accounts: 'a number or a list',
  fees: 'an object',
  ledger: 'an object',
  scenario: 'an object',
  market: 'a text',
  markets: 'a list',
  activity: 'an object',
  replay: 'an object',
};

/** Its value is looked at later, where more is known. */
const anything: Check = () => null;
const phase = object({ everyMs: anything, lastMs: anything, factor: anything });
const account = object({
  apiKey: text,
  apiSecret: text,
  'userId?': whole(1, Number.MAX_SAFE_INTEGER),
  'caps?': expecting('an object', isFields),
  'wallets?': listOf(object({ type: oneOf('exchange', 'margin', 'funding'), currency: text, balance: anything })),
});
/** What is in those options that have something in them; a name that ends in '?' may be left out. */
const INSIDE: { readonly [Name in keyof SimulatorOptions]?: Check } = {
  clock: expecting(
    'a clock, with now() and after()',
    (value) => isFields(value) && ['now', 'after'].every((name) => typeof value[name] === 'function'),
  ),
  load: object({ messagesPerSecond: anything, 'symbols?': listOf(text) }),
  accounts: (value, path) => (typeof value === 'number' ? null : listOf(account)(value, path)),
  fees: object({ maker: anything, taker: anything, 'lending?': anything }),
  ledger: object({ 'trades?': anything, 'told?': anything, 'connections?': anything, 'accounts?': anything }),
  activity: object({ 'bursts?': phase, 'quiet?': phase, 'spread?': anything, 'depth?': anything }),
  replay: object({
    recording: text,
    'speed?': anything,
    'loop?': expecting('true or false', (value) => typeof value === 'boolean'),
  }),
};
/**
 * The first option that is not known, or not even of its kind, as a program without types may give it; null: there is none. One with a slip in
 * its name would else be another simulator than the one that was asked for, without a word.
 */
export const wrongShape = (options: unknown): { readonly option: string; readonly reason: string } | null => {
  if (kindOf(options) !== 'an object') {
    return { option: 'options', reason: `must be an object, not ${said(options)}` };
  }
  const given = options as Readonly<Record<string, unknown>>;
  const stray = Object.keys(given).find((option) => given[option] !== undefined && !Object.hasOwn(SHAPES, option));
  if (stray !== undefined) return { option: stray, reason: `is not known; known: ${Object.keys(SHAPES).join(', ')}` };
  for (const [option, shape] of Object.entries(SHAPES)) {
    const value = given[option];
    if (value === undefined) continue;
    if (!shape.split(' or ').includes(kindOf(value))) {
      return { option, reason: `must be ${shape}, not ${said(value)}` };
    }
    const flaw = INSIDE[option as keyof SimulatorOptions]?.(value, option);
    if (flaw) return { option: flaw.path, reason: flaw.reason };
  }
  return null;
};

const kindOf = (value: unknown): string => {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return KINDS[typeof value] ?? typeof value;
};
const KINDS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', object: 'an object' };
const said = (value: unknown): string => (typeof value === 'string' ? `'${value.slice(0, 60)}'` : kindOf(value));
