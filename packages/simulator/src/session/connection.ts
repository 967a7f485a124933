import type { Clock } from '@bitfinex-ws/machine';
import type { Accounts } from '../accounts/accounts.js';
import type { Exchange } from '../feed/exchange.js';
import { createInlet } from '../faults/inlet.js';
import type { Cause } from '../faults/injection.js';
import type { Platform } from '../faults/platform.js';
import type { Account } from '../ledger/account.js';
import type { Line } from '../line.js';
import { createDice } from '../market/random.js';
import type { ConnectionFacts } from '../scenario/control.js';
import type { DoorFault, Fault, PlatformFault } from '../scenario/fault.js';
import { errorText, infoText } from '../wire/events.js';
import type { AckManners } from './acks.js';
import { createBudget } from './budget.js';
import { createManners } from './manners.js';
import { createOutlet, type FrameWatcher, type Subject } from './outlet.js';
import { createSession, type GreetingFault, type Session } from './session.js';

/** One connection of the server: a line, what is said on it, and what goes wrong on it. */
export interface Connection {
  readonly number: number;
  readonly line: Line;
  readonly session: Session;
  readonly facts: () => ConnectionFacts;
  readonly hasChannel: (wanted: { readonly channel?: string; readonly subject?: string }) => boolean;
  readonly isHalfOpen: () => boolean;
  /** Bytes that wait for the client. */
  readonly waiting: () => number;
  /** Lets a fault strike, or lie in wait. */
  readonly strike: (fault: InnerFault, cause: Cause) => void;
  /** Takes in a text frame, or null for a binary one, which nobody reads. */
  readonly receive: (text: string | null) => void;
  readonly withdraw: (cause: Cause) => void;
  readonly calm: () => void;
  readonly watch: (watcher: FrameWatcher | null) => void;
  /** Answers a ping of the WebSocket protocol. */
  readonly pong: (payload: string) => void;
  readonly greet: (fault: GreetingFault | null) => void;
  readonly reset: () => void;
  /** Says goodbye with a close frame, or, where the code cannot be sent, without one. */
  readonly close: (code: number, reason: string) => void;
  /** Sends nothing more and leaves all feeds; the socket is another matter. May be called twice. */
  readonly end: () => void;
}

/** Faults of a connection: those of the door and of the whole platform left out. */
export type InnerFault = Exclude<Fault, DoorFault | PlatformFault>;

/** What a connection needs of the server. */
interface ConnectionPorts {
  readonly number: number;
  readonly line: Line;
  readonly clock: Clock;
  readonly seed: number;
  /** Where the chance of faults begins. */
  readonly faultSeed: number;
  readonly exchange: Exchange;
  readonly accounts: Pick<Accounts, 'login'>;
  readonly maxChannels: number;
  readonly acks: AckManners;
  readonly serverId: string;
  readonly platform: Platform;
  readonly account: (counts: { readonly framesSent: () => number; readonly sequence: () => number }) => Account;
  readonly onSent: () => void;
  /** It is over; told once. */
  readonly onEnd: () => void;
}

/** Says nothing until it is told to greet. */
export const createConnection = (ports: ConnectionPorts): Connection => {
  const { number, line, clock, seed } = ports;
  const openedAt = clock.now();
  let state: 'open' | 'half-open' | 'ended' = 'open';

  const account = ports.account({ framesSent: () => outlet.framesSent(), sequence: () => outlet.sequence() });
  const faultDice = createDice(ports.faultSeed, `connection ${number}`);
  const outlet = createOutlet({
    line,
    clock,
    dice: faultDice,
    account,
    now: ports.platform.now,
    onSent: ports.onSent,
  });
  const inlet = createInlet(clock, createDice(ports.faultSeed, `inlet ${number}`));
  let slowedUpBy: Cause | null = null;
  const manners = createManners(clock.now, (type) => account.struck(type, null));
  const session = createSession({
    ...ports,
    outlet,
    manners,
    account,
    dice: createDice(seed, `connection ${number - 1}`),
    faultDice,
    cut: () => reset(),
    pay: (price) => pay(price),
  });
  const budget = createBudget(clock.now);
  const pay = (price: number): boolean => {
    if (budget.pay(price)) return true;
    outlet.event(errorText({}, FLOOD));
    close(POLICY_VIOLATION, FLOOD.msg);
    return false;
  };

  const fallSilent = (): void => {
    inlet.end();
    session.end();
    outlet.end();
  };
  const end = (): void => {
    if (state === 'ended') return;
    state = 'ended';
    fallSilent();
    account.ended();
    ports.onEnd();
  };
  const reset = (): void => {
    end();
    line.reset();
  };
  const close = (code: number, reason: string): void => {
    end();
    if (isSendable(code)) line.close(code, clipped(reason));
    else line.finish();
  };

  const slow = (
    { ms, jitter = 0, way = 'down' }: Extract<InnerFault, { readonly type: 'latency' }>,
    cause: Cause,
  ): void => {
    if (way !== 'up') outlet.slow(ms, jitter, cause);
    if (way === 'down') return;
    inlet.slow(ms, jitter);
    slowedUpBy = cause;
  };
  const strikeNow = (fault: InnerFault, cause: Cause): boolean => {
    switch (fault.type) {
      case 'reset':
        reset();
        return true;
      case 'close':
        close(fault.code, fault.reason ?? '');
        return true;
      case 'half-open':
        state = 'half-open';
        fallSilent();
        line.stopReading();
        return true;
      case 'stall':
        outlet.stall(fault.ms, fault.data ?? 'queued');
        return true;
      case 'latency':
        slow(fault, cause);
        return true;
      case 'bandwidth':
        outlet.narrow(fault.bytesPerSecond, cause);
        return true;
      case 'limit':
      case 'rate-limit':
      case 'shuffle':
      case 'silence':
        manners.keep(fault, cause);
        return true;
      case 'info':
        outlet.event(infoText(fault.code));
        return true;
      case 'sequence-jump':
        outlet.jump(fault.by);
        return true;
      case 'say':
        outlet.event(fault.text);
        return true;
      case 'ack-late':
      case 'ack-lost':
      case 'ack-doubled':
      case 'ack-behind':
      case 'cut-before':
      case 'cut-after':
      case 'acks-reversed':
      case 'request-lost':
      case 'refuse':
      case 'dup':
        manners.arm(fault, cause);
        return false;
      default:
        outlet.arm(fault, cause);
        return false;
    }
  };

  return {
    number,
    line,
    session,
    facts: () => ({
      number,
      openedAt,
      channels: session.channels().length,
      state: state === 'half-open' ? 'half-open' : outlet.state(),
      framesSent: outlet.framesSent(),
      sequence: outlet.sequence(),
    }),
    hasChannel: ({ channel, subject }) =>
      session
        .channels()
        .some(
          (open: Subject) =>
            (channel === undefined || channel === open.channel) && (subject === undefined || subject === open.subject),
        ),
    isHalfOpen: () => state === 'half-open',
    waiting: () => line.waiting() + outlet.waiting() + inlet.waiting(),
    strike: (fault, cause) => {
      // Nothing more goes wrong with what is dead, but that it is buried.
      if (state === 'ended' || (state === 'half-open' && fault.type !== 'reset' && fault.type !== 'close')) return;
      const sequence = fault.type === 'sequence-jump' ? outlet.sequence() + 1 : null;
      if (!strikeNow(fault, cause)) return;
      cause.hit();
      account.struck(fault.type, sequence);
    },
    withdraw: (cause) => {
      outlet.withdraw(cause);
      manners.withdraw(cause);
      if (slowedUpBy === cause) inlet.slow(0, 0);
    },
    calm: () => {
      outlet.calm();
      manners.calm();
      inlet.calm();
    },
    watch: outlet.watch,
    receive: (text) => {
      if (text === null) pay(1);
      else inlet.take(text.length, () => session.receive(text));
    },
    pong: (payload) => {
      if (pay(1)) inlet.take(payload.length, () => outlet.pong(payload));
    },
    greet: session.greet,
    reset,
    close,
    end,
  };
};

/** The word for a client that asks too much, and the close code after it (RFC 6455, 7.4). */
const FLOOD = { code: 11_010, msg: 'ratelimit: error' } as const;
const POLICY_VIOLATION = 1008;

/** Codes that a close frame may carry (RFC 6455, 7.4); 1005, 1006 and 1015 only ever name the lack of one. */
const isSendable = (code: number): boolean =>
  (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);

/** A close frame has room for 123 bytes of reason. */
const clipped = (reason: string): string => {
  let text = reason;
  while (Buffer.byteLength(text) > 123) text = text.slice(0, -1);
  return text;
};
