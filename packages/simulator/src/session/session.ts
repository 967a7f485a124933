import type { Cancel, Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import type { Accounts } from '../accounts/accounts.js';
import type { Platform } from '../faults/platform.js';
import type { Exchange } from '../feed/exchange.js';
import type { Feed, Subscriber } from '../feed/feed.js';
import { requestText, subjectOf, type ChannelRequest } from '../feed/request.js';
import type { Account } from '../ledger/account.js';
import type { Dice } from '../market/random.js';
import type { DoorFault } from '../scenario/fault.js';
import * as events from '../wire/events.js';
import { HEARTBEAT_BODY } from '../wire/frames.js';
import { ackDelay, dataDelay, type AckManners } from './acks.js';
import { priceOf } from './budget.js';
import { createLater } from './later.js';
import type { Manners } from './manners.js';
import type { Outlet, Subject } from './outlet.js';
import { createPrivateChannel } from './private.js';
import { echoOf, readRequest } from './requests.js';
import { createWays, type Way } from './ways.js';

/** The server's side of one connection: what it has agreed with the client, and how it answers. */
export interface Session {
  /** Says the first word; a fault says how it shall not be the usual one. */
  readonly greet: (fault: GreetingFault | null) => void;
  /** Takes in one text frame. */
  readonly receive: (text: string) => void;
  /** Beats on every channel in one burst, ascending by id: also on those whose acknowledgement is still to come. */
  readonly beat: () => void;
  readonly announce: (code: events.InfoCode) => void;
  readonly channels: () => ReadonlyArray<Subject>;
  /** Whether somebody has logged in. */
  readonly isPrivate: () => boolean;
  /** When the client last said something, or connected. */
  readonly heardAt: () => number;
  /** Takes leave of all feeds; nothing is sent afterwards. */
  readonly end: () => void;
}

/** What a session needs of the world. */
interface SessionPorts {
  readonly outlet: Pick<Outlet, 'event' | 'array' | 'account' | 'apart' | 'lose' | 'end'>;
  readonly manners: Manners;
  readonly account: Pick<Account, 'opened'>;
  readonly clock: Clock;
  readonly dice: Dice;
  /** For what goes wrong: the rest shall be what it is without. */
  readonly faultDice: Dice;
  readonly exchange: Exchange;
  readonly accounts: Pick<Accounts, 'login'>;
  readonly maxChannels: number;
  readonly acks: AckManners;
  readonly serverId: string;
  readonly platform: Platform;
  /** Resets the connection. */
  readonly cut: () => void;
  /** Pays for a frame; false, and the connection ends, where the client asks too much. */
  readonly pay: (price: number) => boolean;
}

/** A fault of the first word. */
export type GreetingFault = Extract<DoorFault, { readonly type: 'greeting' }>;

interface Channel extends Subject {
  readonly text: string;
  /** Ends what the channel has going: the wait for its acknowledgement, or its place in the feed. */
  readonly leave: Cancel;
}

/** The refusal of a subscription during maintenance. */
const NOT_READY = { code: 11_000, msg: 'subscribe: not ready' } as const;
/** Says nothing until it is told to greet. */
export const createSession = (ports: SessionPorts): Session => {
  const { clock, dice, exchange, manners, outlet, platform } = ports;
  const channels = new Map<number, Channel>();
  const later = createLater(clock);
  let flags = 0;
  let heardAt = clock.now();
  let ended = false;

  const send = (text: string): void => {
    if (!ended) outlet.event(text);
  };
  const push = (channel: Subject, body: string, first = false): void => {
    if (ended || manners.isSilent(channel, body === HEARTBEAT_BODY ? 'heartbeat' : 'update')) return;
    outlet.array(channel, body, flags, first);
  };
  const wayOf = createWays({ manners, later, dice: ports.faultDice, send, mute: outlet.end, cut: ports.cut });
  const own = createPrivateChannel({ ...ports, later, send, flags: () => flags });

  const drawChanId = (): number => {
    for (;;) {
      const chanId = 10_000 + dice.below(980_000);
      if (!channels.has(chanId)) return chanId;
    }
  };

  const open = (request: ChannelRequest, { begin, acknowledge }: Way, subId: unknown): void => {
    const chanId = drawChanId();
    const subject: Subject = { chanId, channel: request.channel, subject: subjectOf(request) };
    const usualMs = ackDelay(ports.acks, request.channel, dice);
    let leave: Cancel | null = null;
    let cancel: Cancel = () => undefined;
    channels.set(chanId, { ...subject, text: requestText(request), leave: () => (leave ?? cancel)() });
    ports.account.opened(chanId, subject.channel, subject.subject);
    const start = (): void => {
      acknowledge(events.subscribedText(chanId, request.channel, echoOf(request, exchange), subId), chanId);
      // A fault may have struck the acknowledgement, and ended the connection.
      if (ended) return;
      const waitMs = dataDelay(ports.acks, dice);
      if (waitMs > 0) leave = later.run(waitMs, join);
      else join();
    };
    const join = (): void => {
      const feed: Feed = exchange.feed(request);
      const subscriber: Subscriber = {
        flags: () => flags,
        push: (body) => push(subject, body),
        lose: () => outlet.lose(),
      };
      leave = () => feed.leave(subscriber);
      for (const body of feed.join(subscriber, platform.now())) push(subject, body, true);
    };
    cancel = begin(usualMs, start);
  };

  const subscribe = (fields: events.Fields, way: Way): void => {
    const verdict = readRequest(fields, exchange);
    if (E.isLeft(verdict)) {
      if (verdict.left !== 'silence') send(events.errorText(fields, verdict.left));
      return;
    }
    const text = requestText(verdict.right);
    const known = [...channels.values()].find((channel) => channel.text === text);
    if (known) return send(events.duplicateText(fields, known.chanId));
    const most = Math.min(ports.maxChannels, manners.limit() ?? Infinity);
    // The account channel takes a place as well.
    if (channels.size + (own.isOpen() ? 1 : 0) >= most)
      send(events.errorText(fields, { code: 10305, msg: 'subscribe: limit' }));
    else open(verdict.right, way, fields['subId']);
  };
  const unsubscribe = (fields: events.Fields, { acknowledge }: Way): void => {
    const chanId = fields['chanId'];
    // Clients that keep ids as texts send them so, and the exchange takes them.
    const channel = ['number', 'string'].includes(typeof chanId) ? channels.get(Number(chanId)) : undefined;
    if (!channel) return send(events.errorText(fields, { code: 10400, msg: 'unsubscribe: invalid' }));
    channels.delete(channel.chanId);
    channel.leave();
    acknowledge(events.unsubscribedText(channel.chanId));
  };
  const configure = (fields: events.Fields, { acknowledge }: Way): void => {
    const wanted = fields['flags'];
    if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 0 || wanted > 0x7fffffff) {
      return send(events.errorText(fields, { code: 10050, msg: 'conf: invalid' }));
    }
    // The mask is absolute: what is not in it is off.
    flags = wanted;
    acknowledge(events.confText(flags));
  };
  const pong = (fields: events.Fields, { acknowledge }: Way): void =>
    acknowledge(events.pongText(platform.now(), fields['cid']));

  const answer = (fields: events.Fields): void => {
    const name = fields['event'];
    switch (name) {
      case 'subscribe': {
        if (platform.refusesSubscriptions()) return send(events.errorText(fields, NOT_READY));
        const way = wayOf(name, fields);
        return way ? subscribe(fields, way) : undefined;
      }
      case 'unsubscribe':
        return carryOut(name, fields, unsubscribe);
      case 'conf':
        return carryOut(name, fields, configure);
      case 'ping':
        return carryOut(name, fields, pong);
      case 'auth':
        return carryOut(name, fields, (_fields, { acknowledge }) => own.login(fields, acknowledge));
      default: {
        const named = typeof name === 'string' ? ` (${name.slice(0, 64)})` : '';
        return send(events.errorText(fields, { code: 10000, msg: `event: invalid${named}` }));
      }
    }
  };
  const carryOut = (
    name: 'unsubscribe' | 'conf' | 'ping' | 'auth',
    fields: events.Fields,
    run: (fields: events.Fields, way: Way) => void,
  ): void => {
    const way = wayOf(name, fields);
    way?.begin(0, () => run(fields, way));
  };

  return {
    greet: (fault) => {
      const greeting = events.greetingText(
        ports.serverId,
        fault?.how === 'maintenance' ? 0 : platform.status(),
        fault?.how === 'version' ? (fault.version ?? 3) : 2,
      );
      if (fault?.how === 'late') later.run(fault.ms ?? 0, () => send(greeting));
      else if (fault?.how !== 'never') send(greeting);
    },
    receive: (text) => {
      heardAt = clock.now();
      const frame = ended ? null : parseFrame(text);
      if (ended || !ports.pay(priceOf(frame))) return;
      if (Array.isArray(frame)) own.receive(frame);
      else if (frame) answer(frame as events.Fields);
    },
    beat: () => {
      own.beat();
      for (const channel of [...channels.values()].sort((a, b) => a.chanId - b.chanId)) push(channel, HEARTBEAT_BODY);
    },
    announce: (code) => send(events.infoText(code)),
    channels: () => [...channels.values()],
    isPrivate: own.isOpen,
    heardAt: () => heardAt,
    end: () => {
      ended = true;
      for (const { leave } of channels.values()) leave();
      channels.clear();
      later.end();
      own.end();
    },
  };
};

/** Requests are flat; what is nested deeper than this would overthrow whoever looks into it. */
const DEEPEST = 64;

/** The frame as an object or a list; null for anything else, to which the exchange says nothing. */
const parseFrame = (text: string): object | null => {
  if (text.length > DEEPEST && isDeep(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
};

/** Whether brackets are nested too deep; those within texts count as well, which no request comes near. */
const isDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) depth++;
    else if (code === 0x5d || code === 0x7d) depth--;
    if (depth > DEEPEST) return true;
  }
  return false;
};
