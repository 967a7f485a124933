import { frame, notice, row, sparse } from './wire.js';

/** One fill as the exchange knows it. Amounts are whole numbers of a ten-thousandth. */
interface TrueFill {
  readonly id: number;
  readonly amount: number;
  readonly fee: number;
}

/** What is true of an order that the exchange took. */
interface Truth {
  readonly id: number;
  /** As it stands in rows; null: none. */
  readonly cid: number | null;
  /** The client id that it was asked for under. */
  readonly askedAs: number;
  readonly gid: number | null;
  readonly type: string;
  readonly placedId: number | null;
  other: Truth | null;
  original: number;
  left: number;
  readonly fills: TrueFill[];
  /** Null while it lives. */
  end: string | null;
  changed: number;
}

/** How the exchange of a walk behaves; each a probability. */
export interface Manners {
  readonly reject: number;
  /** A refusal that names nothing. */
  readonly nameless: number;
  readonly ackLost: number;
  readonly doubled: number;
  readonly shuffled: number;
  readonly ownStopCid: number;
}

interface Body {
  readonly id?: number;
  readonly cid?: number;
  readonly gid?: number;
  readonly cid_oco?: number;
  readonly type?: string;
  readonly amount?: string;
  readonly delta?: string;
  readonly price_oco_stop?: string;
  readonly all?: number;
}
interface Targets {
  readonly id?: ReadonlyArray<number>;
  readonly cid?: ReadonlyArray<readonly [number, string]>;
  readonly gid?: ReadonlyArray<number>;
  readonly all?: number;
}

const UNIT = 10_000;
const amountOf = (text: string | undefined): number => Math.round(Number(text ?? 0) * UNIT);

/** An exchange of a few rules, with books of its own on what became of every order: it says so in frames, if it does. */
export const createExchange = (
  random: () => number,
  manners: Manners,
  say: (frames: ReadonlyArray<string>) => void,
) => {
  const all = new Map<number, Truth>();
  const refused = new Set<number>();
  const heard = new Set<number>();
  let lastId = 1000;
  let lastTrade = 0;
  let now = 1_700_000_000_000;

  const chance = (of: number): boolean => random() < of;
  const below = (count: number): number => Math.floor(random() * count);
  const living = (): ReadonlyArray<Truth> => [...all.values()].filter(({ end }) => end === null);
  const statusOf = ({ end, fills, left }: Truth): string => {
    const told = fills.map(({ amount }) => `@ 30000(${amount / UNIT})`).reverse();
    const [newest, ...older] = told.map((each) => `PARTIALLY FILLED ${each}`);
    if (end === 'EXECUTED')
      return [`EXECUTED ${told[0] ?? ''}`, older.join(', ')].filter((part) => part !== '').join(': was ');
    const before = [newest, ...older].filter((part) => part !== undefined).join(', ');
    if (end !== null) return before === '' ? end : `${end} was: ${before}`;
    return left > 0 && before !== '' ? before : 'ACTIVE';
  };
  const rowOf = (truth: Truth, left = truth.left): ReadonlyArray<unknown> => {
    const { id, cid, gid, type, placedId, original, changed } = truth;
    const status = statusOf(truth);
    return row({ id, cid, gid, type, placedId, at: changed, amount: left / UNIT, amountOrig: original / UNIT, status });
  };
  const tradeOf = ({ id, cid, type }: Truth, fill: TrueFill, code: 'te' | 'tu'): string => {
    const [fee, currency] = code === 'tu' ? [fill.fee, 'USD'] : [null, null];
    return frame(code, [
      fill.id,
      'tBTCUSD',
      now,
      id,
      fill.amount / UNIT,
      30000,
      type,
      30000,
      1,
      fee,
      currency,
      cid ?? 0,
    ]);
  };
  // Acknowledgements and events may come in either order, and twice.
  const tell = (frames: ReadonlyArray<string>): void => {
    const told = frames.flatMap((each) => (chance(manners.doubled) ? [each, each] : [each]));
    say(
      chance(manners.shuffled)
        ? told
            .map((each) => [random(), each] as const)
            .sort(([a], [b]) => a - b)
            .map(([, each]) => each)
        : told,
    );
  };
  const acked = (text: string): ReadonlyArray<string> => (chance(manners.ackLost) ? [] : [text]);

  const finish = (truth: Truth, end: string): ReadonlyArray<string> => {
    if (truth.end !== null) return [];
    truth.end = end;
    truth.changed = ++now;
    const { other } = truth;
    return [frame('oc', rowOf(truth)), ...(other === null ? [] : finish(other, 'CANCELED'))];
  };
  const execute = (truth: Truth, amount: number): ReadonlyArray<string> => {
    const fill = { id: ++lastTrade, amount, fee: -lastTrade };
    truth.fills.push(fill);
    truth.left -= amount;
    truth.changed = ++now;
    const after = truth.left === 0 ? finish(truth, 'EXECUTED') : [frame('ou', rowOf(truth))];
    return [tradeOf(truth, fill, 'te'), ...after, tradeOf(truth, fill, 'tu')];
  };
  const take = (body: Body, askedAs: number, cid: number | null, type: string, placedId: number | null): Truth => {
    const left = amountOf(body.amount);
    const bare = { askedAs, cid, type, placedId, gid: body.gid ?? null, other: null, original: left, left };
    const truth: Truth = { ...bare, id: ++lastId, fills: [], end: null, changed: ++now };
    all.set(truth.id, truth);
    return truth;
  };

  const place = (body: Body): void => {
    const { cid = 0, cid_oco: cidOco, type = '' } = body;
    heard.add(cid);
    if (cidOco !== undefined) heard.add(cidOco);
    if (chance(manners.reject)) {
      for (const each of [cid, cidOco]) if (each !== undefined) refused.add(each);
      const info = chance(manners.nameless) ? sparse({}) : sparse({ 0: chance(0.5) ? 0 : null, 2: cid });
      return tell(acked(notice('on-req', info, chance(0.5) ? 'ERROR' : 'FAILURE', 'No.')));
    }
    const truth = take(body, cid, cid, type, null);
    if (cidOco !== undefined) {
      const own = chance(manners.ownStopCid);
      const stop = take(body, cidOco, own ? (chance(0.5) ? null : cid) : cidOco, 'EXCHANGE STOP', truth.id);
      [truth.other, stop.other] = [stop, truth];
      return tell([
        ...acked(notice('on-req', [rowOf(truth), rowOf(stop)])),
        frame('on', rowOf(truth)),
        frame('on', rowOf(stop)),
      ]);
    }
    const ack = acked(notice('on-req', rowOf(truth)));
    if (type.endsWith('FOK') && chance(0.5)) return tell([...ack, ...finish(truth, 'FILLORKILL CANCELED')]);
    if (chance(0.08)) return tell([...ack, ...finish(truth, 'POSTONLY CANCELED')]);
    if (chance(0.3)) {
      const part = chance(0.5) ? truth.left : Math.ceil(truth.left / 2);
      const parts = part === truth.left ? [part] : [part, truth.left - part];
      // What executes at once is told without `on` and without a change in between.
      const frames = parts.flatMap((amount) => execute(truth, amount).filter((text) => !text.startsWith('[0,"ou"')));
      return tell([...ack, ...frames]);
    }
    tell([...ack, ...(chance(0.8) ? [frame('on', rowOf(truth))] : [])]);
  };

  const find = ({ id, cid }: Body): Truth | undefined =>
    living().find((each) => (id === undefined ? each.cid === cid : each.id === id));
  const nameOf = ({ id, cid }: Body): ReadonlyArray<unknown> =>
    id === undefined ? sparse({ 2: cid }) : sparse({ 0: id });
  const cancel = (body: Body): void => {
    const truth = find(body);
    if (!truth) return tell(acked(notice('oc-req', nameOf(body), 'ERROR', 'Order not found.')));
    tell([...acked(notice('oc-req', chance(0.5) ? nameOf(body) : rowOf(truth))), ...finish(truth, 'CANCELED')]);
  };
  const update = (body: Body): void => {
    const truth = find(body);
    const delta = amountOf(body.delta);
    if (!truth || truth.left + delta <= 0) return tell(acked(notice('ou-req', nameOf(body), 'ERROR', 'No.')));
    const before = rowOf(truth);
    [truth.left, truth.original, truth.changed] = [truth.left + delta, truth.original + delta, ++now];
    tell([...acked(notice('ou-req', before)), frame('ou', rowOf(truth))]);
  };
  const cancelMany = ({ id = [], cid = [], gid = [], all: every }: Targets): void => {
    const meant = living().filter(
      (each) =>
        every === 1 || id.includes(each.id) || cid.some(([one]) => one === each.cid) || gid.includes(each.gid ?? -1),
    );
    if (meant.length === 0) return tell(acked(notice('oc_multi-req', [], 'ERROR', 'Order not found.')));
    tell([
      ...acked(
        notice(
          'oc_multi-req',
          meant.map((each) => rowOf(each)),
        ),
      ),
      ...meant.flatMap((each) => finish(each, 'CANCELED')),
    ]);
  };
  const obey = (code: unknown, body: unknown): void => {
    if (code === 'on') place(body as Body);
    else if (code === 'ou') update(body as Body);
    else if (code === 'oc') cancel(body as Body);
    else if (code === 'oc_multi') cancelMany(body as Targets);
    else if (code === 'ox_multi') for (const [one, its] of body as ReadonlyArray<[unknown, unknown]>) obey(one, its);
    else throw new Error(`no input: ${String(code)}`);
  };

  return {
    /** A frame arrived. */
    receive: (text: string): void => {
      const [, code, , body] = JSON.parse(text) as ReadonlyArray<unknown>;
      obey(code, body);
    },
    /** Something happens to an order that lives: a fill, or its end for a reason of the exchange. */
    happen: (): void => {
      const orders = living();
      const truth = orders[below(orders.length)];
      if (!truth) return;
      if (chance(0.15)) return tell(finish(truth, chance(0.5) ? 'RSN_DUST' : 'CANCELED'));
      tell(execute(truth, chance(0.5) ? truth.left : Math.max(1, below(truth.left))));
    },
    /** Every order that lives. */
    snapshot: (): string =>
      frame(
        'os',
        living().map((each) => rowOf(each)),
      ),
    /** What became of what was asked for under that client id; null: it was not taken. */
    truthOf: (cid: number): Truth | null => [...all.values()].find(({ askedAs }) => askedAs === cid) ?? null,
    wasRefused: (cid: number): boolean => refused.has(cid),
    wasHeard: (cid: number): boolean => heard.has(cid),
    /** As REST would tell an order: its last row, and its trades. */
    lookUp: (truth: Truth) => ({
      order: frame('ou', rowOf(truth)),
      trades: truth.fills.map((fill) => tradeOf(truth, fill, 'tu')),
    }),
    living,
  };
};
