/** One frame of an account channel, as its client sees it. */
export interface Frame {
  readonly code: string;
  readonly row: ReadonlyArray<unknown>;
}

/** Follows what one account is told, and throws where it is not the documented order. */
export interface AccountWatch {
  readonly hear: (frame: Frame) => void;
  /** Throws unless all that had begun is over. */
  readonly end: () => void;
  readonly living: () => number;
  readonly recent: () => ReadonlyArray<number>;
  readonly counts: Readonly<Record<'accepted' | 'ended' | 'trades' | 'loans' | 'credits', number>>;
}

interface Followed {
  readonly kind: 'order' | 'offer';
  /** Whether it was announced: `on`, `fon`. */
  readonly announced: boolean;
  /** What its trades have told, in units of 1e-8, signed. */
  readonly filled: number;
}

/** An amount of eight decimals at most, in units. */
export const unitsOf = (amount: unknown): number => Math.round(Number(amount) * 1e8);

const RECENT = 60;

/** Nothing was told yet. */
export const createAccountWatch = (name: string): AccountWatch => {
  const followed = new Map<number, Followed>();
  const loans = new Set<number>();
  const credits = new Set<number>();
  const positions = new Map<unknown, unknown>();
  /** Trades that were matched and not stored yet. */
  const pending = new Map<string, string>();
  /** Of each order of a pair, the other one; and those whose other one has begun to trade, or is over. */
  const siblings = new Map<number, number>();
  const doomed = new Set<number>();
  const recent: number[] = [];
  const counts = { accepted: 0, ended: 0, trades: 0, loans: 0, credits: 0 };
  let before: Frame = { code: '', row: [] };
  let newest = 0;

  const fail = (frame: Frame, why: string): never => {
    throw new Error(`${name}: ${why}: ${frame.code} ${JSON.stringify(frame.row)} after ${before.code}`);
  };
  const begin = (frame: Frame, kind: Followed['kind'], id: unknown): void => {
    if (typeof id !== 'number' || id <= newest) return fail(frame, 'an id that is not new');
    newest = id;
    followed.set(id, { kind, announced: false, filled: 0 });
    counts.accepted++;
    if (recent.push(id) > RECENT) recent.shift();
  };
  /** Something came of one of a pair: the other one must be over before anything else is told. */
  const doom = (id: number): void => {
    const other = siblings.get(id);
    siblings.delete(id);
    if (other !== undefined && siblings.delete(other)) doomed.add(other);
  };
  const known = (frame: Frame, id: unknown, kind: Followed['kind']): Followed => {
    const found = followed.get(Number(id));
    return found?.kind === kind ? found : fail(frame, `of no ${kind} that lives`);
  };
  const announce = (frame: Frame, kind: Followed['kind']): void => {
    const id = Number(frame.row[0]);
    const found = known(frame, id, kind);
    if (found.announced) fail(frame, 'announced again');
    followed.set(id, { ...found, announced: true });
  };
  const change = (frame: Frame, kind: Followed['kind']): void => {
    if (!known(frame, frame.row[0], kind).announced) fail(frame, 'changed before it was announced');
  };
  const close = (
    frame: Frame,
    kind: Followed['kind'],
    [amount, original, status]: readonly [number, number, number],
  ): void => {
    const { row } = frame;
    const { filled } = known(frame, row[0], kind);
    const left = unitsOf(row[amount]);
    if (kind === 'order' && unitsOf(row[original]) - left !== filled) fail(frame, `trades tell of ${filled} units`);
    if (String(row[status]).startsWith('EXECUTED') !== (left === 0)) fail(frame, 'its state and what is left disagree');
    // The trades of an offer are told behind its end.
    if (kind === 'order' || filled === unitsOf(row[original]) - left) followed.delete(Number(row[0]));
    else owed.set(Number(row[0]), unitsOf(row[original]) - left - filled);
    doomed.delete(Number(row[0]));
    doom(Number(row[0]));
    counts.ended++;
  };
  /** Units of offers that are over, of which trades have still to tell. */
  const owed = new Map<number, number>();
  const funded = (frame: Frame): void => {
    const [, , , id, amount] = frame.row;
    const due = owed.get(Number(id));
    if (due === undefined) {
      const found = known(frame, id, 'offer');
      followed.set(Number(id), { ...found, filled: found.filled + unitsOf(amount) });
      return;
    }
    const left = due - unitsOf(amount);
    if (left === 0) {
      owed.delete(Number(id));
      followed.delete(Number(id));
    } else owed.set(Number(id), left);
  };
  const part = (frame: Frame, all: Set<number>, letter: string): void => {
    const id = Number(frame.row[0]);
    if (letter === 'n' ? all.has(id) : !all.has(id)) fail(frame, 'begun twice, or never');
    if (letter === 'n') all.add(id);
    if (letter === 'c') all.delete(id);
  };
  const notified = (frame: Frame): void => {
    const [, topic, , , info, , status] = frame.row;
    if (pending.size > 0) fail(frame, 'within what came of another');
    if (status !== 'SUCCESS' || !Array.isArray(info)) return;
    const rows = (Array.isArray(info[0]) ? info : [info]) as ReadonlyArray<ReadonlyArray<unknown>>;
    for (const row of rows) {
      if (topic === 'on-req') begin(frame, 'order', row[0]);
      if (rows.length === 2 && topic === 'on-req')
        siblings.set(Number(row[0]), Number(rows[row === rows[0] ? 1 : 0]?.[0]));
      if (topic === 'fon-req') begin(frame, 'offer', row[0]);
      if (topic === 'ou-req' || topic === 'oc-req') known(frame, row[0], 'order');
      if (topic === 'foc-req') known(frame, row[0], 'offer');
    }
  };

  const judge = (frame: Frame): void => {
    const { code, row } = frame;
    if (doomed.size > 0 && /^(tu|wu|n|on)$/.test(code)) fail(frame, 'while the other one of a pair lives');
    if (owed.size > 0 && code === 'wu') fail(frame, 'before the trades of an offer that is over');
    if ((before.code === 'fte') !== (code === 'ftu')) fail(frame, 'fte and ftu come together');
    switch (code) {
      case 'n':
        return notified(frame);
      case 'on':
        return announce(frame, 'order');
      case 'ou':
        // It was a stop, and is none any more.
        if (String(row[9]).includes('STOP') && !String(row[8]).includes('STOP')) doom(Number(row[0]));
        return change(frame, 'order');
      case 'te': {
        doom(Number(row[3]));
        const found = known(frame, row[3], 'order');
        followed.set(Number(row[3]), { ...found, filled: found.filled + unitsOf(row[4]) });
        pending.set(`${String(row[0])} ${String(row[3])}`, JSON.stringify(row.slice(0, 9)));
        counts.trades++;
        return;
      }
      case 'tu': {
        const key = `${String(row[0])} ${String(row[3])}`;
        if (pending.get(key) !== JSON.stringify(row.slice(0, 9))) fail(frame, 'not what was matched');
        pending.delete(key);
        return;
      }
      case 'oc':
        return close(frame, 'order', [6, 7, 13]);
      case 'pn':
      case 'pu':
      case 'pc': {
        if (pending.size > 0) fail(frame, 'before its trades were stored');
        const [symbol] = row;
        if (code === 'pn' ? positions.has(symbol) : positions.get(symbol) !== row[11])
          fail(frame, 'of another position');
        if (code === 'pc') positions.delete(symbol);
        else positions.set(symbol, row[11]);
        return;
      }
      case 'wu':
        if (pending.size > 0) fail(frame, 'before its trades were stored');
        if (row[0] !== 'margin' && !(Number(row[4]) >= 0)) fail(frame, 'more was set aside than there is');
        return;
      case 'fon':
        return announce(frame, 'offer');
      case 'fou':
        return change(frame, 'offer');
      case 'foc':
        return close(frame, 'offer', [4, 5, 10]);
      case 'fte':
        counts.trades++;
        return funded(frame);
      case 'ftu':
        if (JSON.stringify(row) !== JSON.stringify(before.row)) fail(frame, 'not what was matched');
        return;
      case 'fln':
        counts.loans++;
        if (!/^fo[nuc]$/.test(before.code)) fail(frame, 'a loan without an offer');
        return part(frame, loans, 'n');
      case 'flu':
      case 'flc':
        return part(frame, loans, code.slice(2));
      case 'fcn':
        counts.credits++;
        return part(frame, credits, 'n');
      case 'fcu':
      case 'fcc':
        return part(frame, credits, code.slice(2));
      default:
        fail(frame, 'never heard of');
    }
  };

  return {
    hear: (frame) => {
      judge(frame);
      before = frame;
    },
    end: () => {
      const left = [followed.size, owed.size, loans.size, credits.size, pending.size];
      if (left.some((size) => size > 0))
        throw new Error(`${name}: orders, owed, loans, credits, trades left: ${left.join()}`);
    },
    living: () => followed.size,
    recent: () => (recent.length > 0 ? recent : [0]),
    counts,
  };
};
