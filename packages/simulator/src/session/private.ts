import { either as E } from 'fp-ts';
import type { Accounts } from '../accounts/accounts.js';
import type { Listener, TradingAccount } from '../accounts/account.js';
import type { Capabilities } from '../accounts/login.js';
import { concerns, delivers, readFilter } from '../accounts/filter.js';
import type { Platform } from '../faults/platform.js';
import { drawUuid, type Dice } from '../market/random.js';
import type { InputName } from '../scenario/fault.js';
import { notificationRow } from '../accounts/account-text.js';
import * as events from '../wire/events.js';
import { createInputWays } from './input-ways.js';
import type { Later } from './later.js';
import type { Manners } from './manners.js';
import { createMixer, kindOfCode } from './mixer.js';
import type { Outlet } from './outlet.js';
import { refusedRow } from './refused-row.js';

/** The account channel of one connection: closed until somebody logs in on it. */
interface PrivateChannel {
  readonly login: (fields: events.Fields, answer: (text: string) => void) => void;
  /** Takes in an array frame; says nothing to one that is no input, or comes before the login. */
  readonly receive: (frame: ReadonlyArray<unknown>) => void;
  readonly beat: () => void;
  readonly isOpen: () => boolean;
  /** Leaves the account; cancels its orders if the login said so. */
  readonly end: () => void;
}

interface PrivatePorts {
  readonly accounts: Pick<Accounts, 'login'>;
  readonly outlet: Pick<Outlet, 'account' | 'apart' | 'end'>;
  readonly manners: Manners;
  readonly platform: Pick<Platform, 'now' | 'rests' | 'leastNonce'>;
  readonly later: Later;
  readonly send: (text: string) => void;
  readonly flags: () => number;
  readonly dice: Dice;
  /** For what goes wrong. */
  readonly faultDice: Dice;
  /** Resets the connection. */
  readonly cut: () => void;
}

/** Cancels all orders of the account when the connection ends. Source: https://docs.bitfinex.com/docs/ws-auth */
const DEAD_MAN_SWITCH = 4;
const INPUTS: ReadonlyArray<InputName> = ['on', 'ou', 'oc', 'oc_multi', 'ox_multi', 'fon', 'foc'];
const scopeOf = (code: InputName): 'orders' | 'funding' => (code.startsWith('f') ? 'funding' : 'orders');
/** As REST says it; how the WebSocket does is not documented. Source: https://docs.bitfinex.com/docs/abbreviations-glossary */
const RATE_LIMIT = { code: 11_010, msg: 'ratelimit: error' } as const;

/** Nobody has logged in yet. */
export const createPrivateChannel = (ports: PrivatePorts): PrivateChannel => {
  const { accounts, outlet, manners, platform, later, send, flags, dice } = ports;
  let open: {
    readonly account: TradingAccount;
    readonly listener: Listener;
    readonly caps: Capabilities;
    readonly dms: boolean;
  } | null = null;
  const mixer = createMixer(ports.faultDice, later);

  const refuse = (code: InputName, body: unknown, row: 'sent' | 'nulls' | 'none', words: string): void => {
    const topic = `${code}-req`;
    const info = refusedRow(code, body, row);
    const text = notificationRow(platform.now(), { type: topic, info, status: 'ERROR', words });
    open?.listener.hear('n', text, null, topic);
  };
  const ways = createInputWays({
    ...ports,
    dice: ports.faultDice,
    mute: outlet.end,
    refuse: (code, body, { code: number, msg = `error ${number}`, row = 'sent' }) => refuse(code, body, row, msg),
  });

  const hear = (code: string, row: string, topic: string | null): void => {
    const say = (): void => outlet.account(code, row, topic, flags());
    const kind = manners.shuffles() ? kindOfCode(code) : null;
    if (kind !== null) return mixer.mix(kind, say);
    mixer.flush();
    if (topic?.endsWith('-req')) ways.acknowledge(say);
    else say();
  };
  const input = (code: InputName, messageId: unknown, body: unknown): void => {
    if (!manners.takesInput()) return send(events.errorText({}, RATE_LIMIT));
    // Only the session that asked hears of it: another one of the account may do what this one may not.
    if (open?.caps[scopeOf(code)]?.write !== 1) return refuse(code, body, 'sent', 'apikey: permission invalid');
    ways.of(
      code,
      body,
    )?.(() => {
      if (platform.rests()) refuse(code, body, 'sent', 'maintenance');
      else open?.account.input(open.listener, code, messageId, body);
    });
  };

  return {
    login: (fields, answer) => {
      if (open) return answer(events.authFailedText({ code: 10100, msg: 'auth: dup' }));
      const least = fields['token'] === undefined ? platform.leastNonce() : null;
      const nonce = fields['authNonce'];
      if (least !== null && (typeof nonce === 'number' || typeof nonce === 'string') && Number(nonce) < least) {
        return answer(events.authFailedText({ code: 10114, msg: 'nonce: small' }));
      }
      const verdict = accounts.login(fields);
      if (E.isLeft(verdict)) return answer(events.authFailedText(verdict.left));
      const { key, account } = verdict.right;
      const filter = readFilter(fields['filter']);
      const listener: Listener = {
        hear: (code, row, subject, topic) => {
          if (delivers(filter, code, subject)) hear(code, row, topic);
        },
        hearAll: (code, rows) => {
          const own = rows.filter(([, subject]) => delivers(filter, code, subject)).map(([row]) => row);
          if (concerns(filter, code)) hear(code, `[${own.join(',')}]`, null);
        },
      };
      open = { account, listener, caps: key.caps, dms: fields['dms'] === DEAD_MAN_SWITCH };
      answer(events.authOkText(key.userId, drawUuid(dice), key.caps));
      // The exchange has to gather what there is: clients count on it that they have time to look at the acknowledgement.
      outlet.apart();
      account.join(listener);
      account.snapshot(listener);
    },
    receive: ([chanId, code, messageId, body]) => {
      if (!open || chanId !== 0) return;
      const known = INPUTS.find((name) => name === code);
      if (known !== undefined) input(known, messageId, body);
      else open.account.input(open.listener, code, messageId, body);
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
