import type { SimulatorOptions } from './options.js';

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

/** The first option that is not even of its kind, as a program without types may give it; null: there is none. */
export const wrongShape = (options: unknown): { readonly option: string; readonly reason: string } | null => {
  if (kindOf(options) !== 'an object') {
    return { option: 'options', reason: `must be an object, not ${said(options)}` };
  }
  const given = options as Readonly<Record<string, unknown>>;
  for (const [option, shape] of Object.entries(SHAPES)) {
    const value = given[option];
    if (value === undefined || shape.split(' or ').includes(kindOf(value))) continue;
    return { option, reason: `must be ${shape}, not ${said(value)}` };
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
