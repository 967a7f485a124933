/** The exchange's side of one connection, as far as channels go: it keeps its own table and believes no client. */
export interface ChannelServer<Spec> {
  /** A request has arrived. Requests are handled in the order in which they came. */
  readonly receive: (request: ChannelRequest<Spec>) => void;
  /** Handles the oldest request and says what came of it. Null where none is left. */
  readonly handle: () => Handled<Spec> | null;
  /** One of the answers that are ready, not always the oldest. Null where none is. */
  readonly answer: () => ChannelAnswer<Spec> | null;
  /** What is open, by channel id. */
  readonly channels: () => ReadonlyMap<number, Spec>;
  /** From now on no request is lost and the server is always ready. */
  readonly calm: () => void;
}

/** What a client asks for. */
export type ChannelRequest<Spec> =
  | { readonly type: 'subscribe'; readonly spec: Spec; readonly subId: string }
  | { readonly type: 'unsubscribe'; readonly chanId: number };

/** What the server says, in the words of the subscription machine's facts. */
export type ChannelAnswer<Spec> =
  | { readonly type: 'Subscribed'; readonly chanId: number; readonly subId: string | null; readonly spec: Spec }
  | { readonly type: 'Unsubscribed'; readonly chanId: number }
  | {
      readonly type: 'Rejected';
      readonly code: number;
      readonly msg: string;
      readonly subId: string | null;
      readonly chanId: number | null;
      readonly echo: Readonly<Record<string, unknown>>;
    };

/** What came of a request. `lost` requests are neither carried out nor answered. */
export interface Handled<Spec> {
  readonly outcome: 'lost' | 'opened' | 'closed' | 'duplicate' | 'full' | 'refused' | 'notReady' | 'notOpen';
  /** Of the channel that it was about; null where there never was one. */
  readonly spec: Spec | null;
}

/** How this server behaves. */
export interface ChannelServerHabits<Spec> {
  readonly random: () => number;
  /** How many channels it opens. */
  readonly limit: number;
  readonly refuses: (spec: Spec) => boolean;
  /** `whole`: with the subId, and answers overtake each other. `spec`: without it, answers about one spec keep their order. */
  readonly echo: 'whole' | 'spec';
  /** The share of requests that are lost, and that find the server not ready. */
  readonly faults: number;
}

interface Ready<Spec> {
  readonly about: string;
  readonly answer: ChannelAnswer<Spec>;
}

/** A server with nothing open. */
export const createChannelServer = <Spec extends object>(habits: ChannelServerHabits<Spec>): ChannelServer<Spec> => {
  const { random, limit, refuses, echo } = habits;
  const open = new Map<number, Spec>();
  const everOpen = new Map<number, Spec>();
  const inbox: Array<ChannelRequest<Spec>> = [];
  const outbox: Array<Ready<Spec>> = [];
  let faults = habits.faults;

  const reply = (outcome: Handled<Spec>['outcome'], spec: Spec | null, answer: ChannelAnswer<Spec>): Handled<Spec> => {
    outbox.push({ about: JSON.stringify(spec), answer });
    return { outcome, spec };
  };
  const subscribe = (spec: Spec, asked: string): Handled<Spec> => {
    const subId = echo === 'whole' ? asked : null;
    const error = (outcome: Handled<Spec>['outcome'], code: number, msg: string, chanId: number | null = null) =>
      reply(outcome, spec, { type: 'Rejected', code, msg, subId, chanId, echo: fieldsOf(spec) });
    if (random() < faults) return error('notReady', 11000, 'not ready');
    if (refuses(spec)) return error('refused', 10300, 'symbol: invalid');
    const same = [...open].find(([, other]) => JSON.stringify(other) === JSON.stringify(spec));
    if (same) return error('duplicate', 10301, 'subscribe: dup', same[0]);
    if (open.size >= limit) return error('full', 10305, 'subscribe: limit');
    let chanId = 0;
    do chanId = 1 + Math.floor(random() * 1_000_000);
    while (everOpen.has(chanId));
    open.set(chanId, spec);
    everOpen.set(chanId, spec);
    return reply('opened', spec, { type: 'Subscribed', chanId, subId, spec: { ...spec } });
  };
  const unsubscribe = (chanId: number): Handled<Spec> => {
    const spec = everOpen.get(chanId) ?? null;
    if (open.delete(chanId)) return reply('closed', spec, { type: 'Unsubscribed', chanId });
    const msg = 'unsubscribe: invalid';
    return reply('notOpen', spec, { type: 'Rejected', code: 10401, msg, subId: null, chanId, echo: {} });
  };

  /** A channel is not said to be closed before it was said to be open; a `dup` may say its id earlier. */
  const waitsFor = (later: Ready<Spec>, earlier: Ready<Spec>): boolean => {
    if (later.about !== earlier.about) return false;
    if (echo === 'spec') return true;
    const isDup = later.answer.type === 'Rejected' && later.answer.code === 10301;
    return !isDup && earlier.answer.type === 'Subscribed' && earlier.answer.chanId === later.answer.chanId;
  };

  return {
    receive: (request) => void inbox.push(request),
    handle: () => {
      const request = inbox.shift();
      if (!request) return null;
      const spec = request.type === 'subscribe' ? request.spec : (everOpen.get(request.chanId) ?? null);
      if (random() < faults) return { outcome: 'lost', spec };
      return request.type === 'subscribe' ? subscribe(request.spec, request.subId) : unsubscribe(request.chanId);
    },
    answer: () => {
      const picked = outbox[Math.floor(random() * outbox.length)];
      if (!picked) return null;
      const first = outbox.find((ready) => ready === picked || waitsFor(picked, ready)) ?? picked;
      outbox.splice(outbox.indexOf(first), 1);
      return first.answer;
    },
    channels: () => open,
    calm: () => {
      faults = 0;
    },
  };
};

const fieldsOf = (spec: object): Readonly<Record<string, unknown>> => Object.fromEntries<unknown>(Object.entries(spec));
