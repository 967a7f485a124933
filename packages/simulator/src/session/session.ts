import type { Cancel, Clock } from '@bitfinex-ws/machine';
import { either as E } from 'fp-ts';
import type { Exchange } from '../feed/exchange.js';
import type { Feed, Subscriber } from '../feed/feed.js';
import { requestText, type ChannelRequest } from '../feed/request.js';
import type { Dice } from '../market/random.js';
import * as events from '../wire/events.js';
import { frameText, HEARTBEAT_BODY } from '../wire/frames.js';
import { echoOf, readRequest } from './requests.js';

/** The server's side of one connection: what it has agreed with the client, and how it answers. */
export interface Session {
  /** Takes in one text frame. */
  readonly receive: (text: string) => void;
  /** Beats on every channel in one burst, ascending by id: also on those whose acknowledgement is still to come. */
  readonly beat: () => void;
  readonly announce: (code: events.InfoCode) => void;
  readonly channels: () => number;
  /** When the client last said something, or connected. */
  readonly heardAt: () => number;
  /** Takes leave of all feeds; nothing is sent afterwards. */
  readonly end: () => void;
}

/** What a session needs of the world. */
interface SessionPorts {
  readonly send: (text: string) => void;
  readonly clock: Clock;
  readonly dice: Dice;
  readonly exchange: Exchange;
  readonly maxChannels: number;
  readonly serverId: string;
  /** 1 while the platform works, 0 during maintenance. */
  readonly status: 0 | 1;
}

interface Channel {
  readonly text: string;
  /** Ends what the channel has going: the wait for its acknowledgement, or its place in the feed. */
  readonly leave: Cancel;
}

/** Books are acknowledged later than all else, so that acknowledgements come in another order than requests. In ms. */
const BOOK_DELAY_MS = { least: 5, most: 40 };

/** Greets at once. */
export const createSession = (ports: SessionPorts): Session => {
  const { clock, dice, exchange, maxChannels } = ports;
  const channels = new Map<number, Channel>();
  let flags = 0;
  let sequence = 0;
  let heardAt = clock.now();
  let ended = false;

  const send = (text: string): void => {
    if (!ended) ports.send(text);
  };
  const pushTo = (chanId: number, body: string): void => send(frameText(chanId, body, flags, ++sequence, clock.now()));

  const drawChanId = (): number => {
    for (;;) {
      const chanId = 10_000 + dice.below(980_000);
      if (!channels.has(chanId)) return chanId;
    }
  };

  const start = (chanId: number, request: ChannelRequest, subId: unknown): Cancel => {
    const feed: Feed = exchange.feed(request);
    const subscriber: Subscriber = {
      flags: () => flags,
      push: (body) => pushTo(chanId, body),
      lose: () => sequence++,
    };
    send(events.subscribedText(chanId, request.channel, echoOf(request, exchange), subId));
    for (const body of feed.join(subscriber, clock.now())) pushTo(chanId, body);
    return () => feed.leave(subscriber);
  };
  const open = (request: ChannelRequest, subId: unknown): void => {
    const chanId = drawChanId();
    const text = requestText(request);
    if (request.channel !== 'book') {
      channels.set(chanId, { text, leave: start(chanId, request, subId) });
      return;
    }
    const delay = BOOK_DELAY_MS.least + dice.below(BOOK_DELAY_MS.most - BOOK_DELAY_MS.least);
    let leave: Cancel = clock.after(delay, () => (leave = start(chanId, request, subId)));
    channels.set(chanId, { text, leave: () => leave() });
  };

  const subscribe = (fields: events.Fields): void => {
    const verdict = readRequest(fields, exchange);
    if (E.isLeft(verdict)) {
      if (verdict.left !== 'silence') send(events.errorText(fields, verdict.left));
      return;
    }
    const text = requestText(verdict.right);
    for (const [chanId, channel] of channels) {
      if (channel.text !== text) continue;
      send(events.errorText(fields, { code: 10301, msg: 'subscribe: dup', chanId }));
      return;
    }
    if (channels.size >= maxChannels) send(events.errorText(fields, { code: 10305, msg: 'subscribe: limit' }));
    else open(verdict.right, fields['subId']);
  };
  const unsubscribe = (fields: events.Fields): void => {
    const chanId = fields['chanId'];
    const channel = typeof chanId === 'number' ? channels.get(chanId) : undefined;
    if (typeof chanId !== 'number' || !channel) {
      send(events.errorText(fields, { code: 10400, msg: 'unsubscribe: invalid' }));
      return;
    }
    channels.delete(chanId);
    channel.leave();
    send(events.unsubscribedText(chanId));
  };
  const configure = (fields: events.Fields): void => {
    const wanted = fields['flags'];
    if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 0 || wanted > 0x7fffffff) {
      send(events.errorText(fields, { code: 10050, msg: 'conf: invalid' }));
      return;
    }
    // The mask is absolute: what is not in it is off.
    flags = wanted;
    send(events.confText(flags));
  };

  const answer = (fields: events.Fields): void => {
    const event = fields['event'];
    if (event === 'subscribe') subscribe(fields);
    else if (event === 'unsubscribe') unsubscribe(fields);
    else if (event === 'conf') configure(fields);
    else if (event === 'ping') send(events.pongText(clock.now(), fields['cid']));
    else if (event === 'auth') send(events.authFailedText());
    else {
      const named = typeof event === 'string' ? ` (${event.slice(0, 64)})` : '';
      send(events.errorText(fields, { code: 10000, msg: `event: invalid${named}` }));
    }
  };

  send(events.greetingText(ports.serverId, ports.status));
  return {
    receive: (text) => {
      heardAt = clock.now();
      const fields = ended ? null : parseFields(text);
      if (fields) answer(fields);
    },
    beat: () => {
      for (const chanId of [...channels.keys()].sort((a, b) => a - b)) pushTo(chanId, HEARTBEAT_BODY);
    },
    announce: (code) => send(events.infoText(code)),
    channels: () => channels.size,
    heardAt: () => heardAt,
    end: () => {
      ended = true;
      for (const { leave } of channels.values()) leave();
      channels.clear();
    },
  };
};

/** The frame as an object; null for anything else, to which the exchange says nothing. */
const parseFields = (text: string): events.Fields | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as events.Fields) : null;
  } catch {
    return null;
  }
};
