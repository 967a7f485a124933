import { either as E, function as fn } from 'fp-ts';
import type { UsageError } from '../errors.js';
import type { SimulateCommand } from './command.js';
import { accountsOf, activityOf, loadOf, pairsOf, portOf, rateOf, secondsOf, seedOf, speedOfReplay } from './values.js';
import type { Written } from './written.js';

type Parsed<A> = E.Either<UsageError, A>;

/** Reads the options of `simulate`. */
export const simulateOf = (written: Written): Parsed<SimulateCommand> =>
  fn.pipe(
    E.Do,
    E.chainFirst(() => onlyWith(written, 'replay', ['speed', 'loop'])),
    E.bind('port', () => portOf(written)),
    E.bind('seed', () => seedOf(written)),
    E.bind('rate', () => rateOf(written)),
    E.bind('activity', () => activityOf(written)),
    E.bind('seconds', () => secondsOf(written)),
    E.bind('pairs', () => pairsOf(written)),
    E.bind('load', () => loadOf(written)),
    E.bind('accounts', () => accountsOf(written)),
    E.bind('speed', () => speedOfReplay(written)),
    E.map((parts): SimulateCommand => ({
      _tag: 'Simulate',
      host: written.text('host'),
      scenario: written.text('scenario'),
      markets: written.text('markets')?.split(',') ?? null,
      empty: written.on('empty'),
      replay: written.text('replay'),
      loop: written.on('loop'),
      json: written.on('json'),
      ...parts,
    })),
  );

const onlyWith = (written: Written, needed: string, names: ReadonlyArray<string>): Parsed<void> => {
  const stray = written.on(needed) ? undefined : names.find(written.on);
  return stray === undefined
    ? E.right(undefined)
    : E.left({ _tag: 'OptionNeedsOption', option: `--${stray}`, needed: `--${needed}` });
};
