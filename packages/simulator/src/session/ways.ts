import type { Cancel } from '@bitfinex-ws/machine';
import type { Dice } from '../market/random.js';
import type { RequestFault, RequestName } from '../scenario/fault.js';
import * as events from '../wire/events.js';
import type { Later } from './later.js';
import type { Manners } from './manners.js';

/** When a request is carried out, and how it is acknowledged. */
export interface Way {
  /** Carries it out, now or later; without an own time of its own: after the usual one, in ms. */
  readonly begin: (usualMs: number, run: () => void) => Cancel;
  readonly acknowledge: (text: string, chanId?: number) => void;
}

/** What is needed to answer. */
interface WayPorts {
  readonly manners: Manners;
  readonly later: Later;
  readonly dice: Dice;
  readonly send: (text: string) => void;
  /** Says nothing any more; what happens afterwards goes unheard. */
  readonly mute: () => void;
  /** Resets the connection. */
  readonly cut: () => void;
}

/** Subscriptions that wait to be acknowledged together. */
interface Batch {
  readonly runs: Set<() => void>;
  stop: Cancel;
}

/** How long subscriptions that are to be acknowledged in reverse wait for each other, in ms. */
const REVERSED_MS = 1_000;

/** Finds the way of each request; null for one that is answered already, or never will be. */
export const createWays = ({ manners, later, dice, send, mute, cut }: WayPorts) => {
  const batches = new Map<RequestFault, Batch>();

  const usual = (usualMs: number, run: () => void): Cancel => {
    if (usualMs > 0) return later.run(usualMs, run);
    run();
    return () => undefined;
  };
  const close = (fault: RequestFault): void => {
    const batch = batches.get(fault);
    batches.delete(fault);
    batch?.stop();
    for (const run of [...(batch?.runs ?? [])].reverse()) run();
  };
  const join = (fault: Extract<RequestFault, { readonly type: 'acks-reversed' }>, run: () => void): Cancel => {
    const stop = (): Cancel => later.run(fault.ms ?? REVERSED_MS, () => close(fault));
    const batch = batches.get(fault) ?? { runs: new Set(), stop: stop() };
    batches.set(fault, batch);
    batch.runs.add(run);
    if (batch.runs.size >= fault.count) close(fault);
    return () => batch.runs.delete(run);
  };

  return (name: RequestName, fields: events.Fields): Way | null => {
    const fault = manners.onRequest(name);
    const plain: Way = { begin: usual, acknowledge: send };
    switch (fault?.type) {
      case undefined:
        return plain;
      case 'request-lost':
        return null;
      case 'refuse':
        send(refusalText(name, fields, fault));
        return null;
      case 'cut-before':
        cut();
        return null;
      case 'cut-after':
        return {
          begin: (_usualMs, run) => {
            mute();
            run();
            cut();
            return () => undefined;
          },
          acknowledge: () => undefined,
        };
      case 'ack-doubled':
        return {
          ...plain,
          acknowledge: (text) => {
            send(text);
            send(text);
          },
        };
      case 'ack-behind': {
        const held: string[] = [];
        const begin: Way['begin'] = (usualMs, run) =>
          usual(usualMs, () => {
            run();
            for (const text of held) send(text);
          });
        return { begin, acknowledge: (text) => void held.push(text) };
      }
      case 'ack-lost':
        return { ...plain, acknowledge: () => undefined };
      case 'dup':
        return {
          begin: (_usualMs, run) => usual(0, run),
          acknowledge: (_text, chanId) => send(events.duplicateText(fields, chanId ?? 0)),
        };
      case 'acks-reversed':
        return { ...plain, begin: (_usualMs, run) => join(fault, run) };
      case 'ack-late': {
        const [least, most] = typeof fault.ms === 'number' ? [fault.ms, fault.ms] : fault.ms;
        const ms = least + (most - least) * dice.next();
        if (fault.data !== 'first') return { ...plain, begin: (_usualMs, run) => later.run(ms, run) };
        return {
          begin: (_usualMs, run) => usual(0, run),
          acknowledge: (text) => later.run(ms, () => send(text)),
        };
      }
    }
  };
};

const refusalText = (
  name: RequestName,
  fields: events.Fields,
  { code, msg = `${name}: failed` }: Extract<RequestFault, { readonly type: 'refuse' }>,
): string => (name === 'auth' ? events.authFailedText({ code, msg }) : events.errorText(fields, { code, msg }));
