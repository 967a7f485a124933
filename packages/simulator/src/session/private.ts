import { either as E } from 'fp-ts';
import type { Accounts } from '../accounts/accounts.js';
import type { Listener, TradingAccount } from '../accounts/account.js';
import { delivers, readFilter } from '../accounts/filter.js';
import { drawUuid, type Dice } from '../market/random.js';
import * as events from '../wire/events.js';
import type { Outlet } from './outlet.js';

/** The account channel of one connection: closed until somebody logs in on it. */
interface PrivateChannel {
  readonly login: (fields: events.Fields) => void;
  /** Takes in an array frame; says nothing to one that is no input, or comes before the login. */
  readonly receive: (frame: ReadonlyArray<unknown>) => void;
  readonly beat: () => void;
  readonly isOpen: () => boolean;
  /** Leaves the account; cancels its orders if the login said so. */
  readonly end: () => void;
}

interface PrivatePorts {
  readonly accounts: Pick<Accounts, 'login'>;
  readonly outlet: Pick<Outlet, 'account' | 'apart'>;
  readonly send: (text: string) => void;
  readonly flags: () => number;
  readonly dice: Dice;
}

/** Cancels all orders of the account when the connection ends. Source: https://docs.bitfinex.com/docs/ws-auth */
const DEAD_MAN_SWITCH = 4;

/** Nobody has logged in yet. */
export const createPrivateChannel = ({ accounts, outlet, send, flags, dice }: PrivatePorts): PrivateChannel => {
  let open: { readonly account: TradingAccount; readonly listener: Listener; readonly dms: boolean } | null = null;

  return {
    login: (fields) => {
      if (open) return send(events.authFailedText({ code: 10100, msg: 'auth: dup' }));
      const verdict = accounts.login(fields);
      if (E.isLeft(verdict)) return send(events.authFailedText(verdict.left));
      const { key, account } = verdict.right;
      const filter = readFilter(fields['filter']);
      const listener: Listener = {
        mayWrite: (scope) => key.caps[scope]?.write === 1,
        hear: (code, row, subject, topic) => {
          if (delivers(filter, code, subject)) outlet.account(code, row, topic, flags());
        },
      };
      open = { account, listener, dms: fields['dms'] === DEAD_MAN_SWITCH };
      send(events.authOkText(key.userId, drawUuid(dice), key.caps));
      // The exchange has to gather what there is: clients count on it that they have time to look at the acknowledgement.
      outlet.apart();
      account.join(listener);
      account.snapshot(listener);
    },
    receive: ([chanId, code, messageId, body]) => {
      if (open && chanId === 0) open.account.input(open.listener, code, messageId, body);
    },
    beat: () => {
      if (open) outlet.account('hb', null, null, flags());
    },
    isOpen: () => open !== null,
    end: () => {
      if (!open) return;
      const { account, listener, dms } = open;
      open = null;
      account.leave(listener);
      if (dms) account.cancelAll();
    },
  };
};
