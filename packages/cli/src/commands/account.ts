import { either as E } from 'fp-ts';
import type { Account } from '@bitfinex-ws/client/trading';
import { isCalcKey, type CalcKey } from '@bitfinex-ws/protocol';
import type { AccountCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { CALCULATED_MS } from '../limits.js';
import { note, print, printJson } from '../output.js';
import { accountLines, factsOf } from '../render/account-lines.js';
import { createStop, exitCodeOfStop, type Stop } from '../stop.js';
import { withAccount } from './account-session.js';

/** Shows what an account holds, once. */
export const account = async (command: AccountCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const stop = createStop(io, null);
  const shown = await withAccount(command, stop, io, async ({ account: opened, label }) => {
    await calculate(opened, stop);
    if (stop.cause() !== null) return E.right(null);
    const facts = factsOf(opened);
    if (command.json) await printJson(io, facts);
    else for (const line of accountLines(facts)) await print(io, line);
    note(io, `account of ${label}`);
    return E.right(null);
  });
  stop.dispose();
  return E.isLeft(shown) ? shown : E.right(exitCodeOfStop(stop.cause()));
};

/** Has the exchange calculate what it leaves null at a login. What does not come in time is shown as unknown. */
const calculate = async (opened: Account, stop: Stop): Promise<void> => {
  const { wallets, positions } = factsOf(opened);
  const keys: ReadonlyArray<CalcKey> = [
    ...wallets
      .filter(({ balance, balanceAvailable }) => balance !== 0 && balanceAvailable === null)
      .map(({ type, currency }) => `wallet_${type}_${currency}`),
    ...positions.filter(({ pl }) => pl === null).map(({ symbol }) => `position_${symbol}`),
  ].filter(isCalcKey);
  if (keys.length > 0) await opened.calculate(keys, { timeoutMs: CALCULATED_MS, signal: stop.signal });
};
