/** A frame that a server sent, and when, in ms of any clock. */
export interface Heard {
  readonly at: number;
  readonly text: string;
}

/** How a server behaved on one connection whose client asked for its sequence numbers: order and timing, not content. */
export interface Manners {
  /** What its first events were. */
  readonly opening: ReadonlyArray<string>;
  /** Array frames, and those whose number is not the one before it and one more (the first: 1). */
  readonly numbered: number;
  readonly gaps: number;
  /** Data of channels that were not acknowledged yet; heartbeats do not count. */
  readonly early: number;
  /** Longest time from an acknowledgement to the first data of its channel. */
  readonly firstDataMs: number;
  /** When channels of a kind were acknowledged after `conf` was: the first, the last, and whether in the order of the requests. */
  readonly acknowledged: Readonly<Record<string, Acknowledged>>;
  readonly bursts: ReadonlyArray<Burst>;
  /** Times between two frames of one ticker, ascending. */
  readonly tickerGapsMs: ReadonlyArray<number>;
  /** Rows of each snapshot of trades, and whether all of them have the newest first. */
  readonly tradeRows: ReadonlyArray<number>;
  readonly newestFirst: boolean;
  /** Whether every `tu` came after the `te` of its trade. */
  readonly entryFirst: boolean;
  readonly books: Books;
}

interface Acknowledged {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly asAsked: boolean;
}

/** Heartbeats that came together. */
interface Burst {
  readonly at: number;
  readonly channels: number;
  readonly ascending: boolean;
  /** Of these so many were not acknowledged yet. */
  readonly unacknowledged: number;
  readonly spanMs: number;
}

interface Books {
  readonly updates: number;
  /** Snapshots that are not the bids from the best, then the asks from the best. */
  readonly disorderly: number;
  /** Deletions of what was not there, and those by another amount than 1 and -1. */
  readonly unknown: number;
  readonly odd: number;
  /** Levels of a side above the length that was asked for. */
  readonly over: number;
}

interface Channel {
  readonly name: string;
  readonly len: number;
  readonly since: number;
  data: number;
  lastAt: number;
  readonly levels: Map<number, number>;
  readonly entries: Set<unknown>;
}

/** Heartbeats that lie further apart than this do not belong together, in ms. */
const BURST_MS = 1_000;

/** Reads the manners off what was heard; `asked` are the symbols of the subscriptions in the order of the requests. */
export const mannersOf = (heard: ReadonlyArray<Heard>, asked: ReadonlyArray<string>): Manners => {
  const channels = new Map<number, Channel>();
  const acknowledged = new Map<string, { at: number; symbol: string }[]>();
  const opening: string[] = [];
  const tickerGapsMs: number[] = [];
  const tradeRows: number[] = [];
  const bursts: { at: number; ids: number[]; unacknowledged: number; lastAt: number }[] = [];
  const books = { updates: 0, disorderly: 0, unknown: 0, odd: 0, over: 0 };
  let confAt = 0;
  let [numbered, gaps, early, firstDataMs] = [0, 0, 0, 0];
  let [newestFirst, entryFirst] = [true, true];

  const onEvent = (event: Readonly<Record<string, unknown>>, at: number): void => {
    const name = String(event['event']);
    if (opening.length < 3) opening.push(name);
    if (name === 'conf') confAt = at;
    if (name !== 'subscribed') return;
    const kind = String(event['channel']);
    acknowledged.set(kind, [...(acknowledged.get(kind) ?? []), { at, symbol: String(event['symbol']) }]);
    channels.set(Number(event['chanId']), {
      name: kind,
      len: Number(event['len']),
      since: at,
      data: 0,
      lastAt: at,
      levels: new Map(),
      entries: new Set(),
    });
  };
  const onBeat = (chanId: number, at: number): void => {
    const last = bursts[bursts.length - 1];
    const burst = last && at - last.at < BURST_MS ? last : { at, ids: [], unacknowledged: 0, lastAt: at };
    if (burst !== last) bursts.push(burst);
    burst.ids.push(chanId);
    burst.lastAt = at;
    if (!channels.has(chanId)) burst.unacknowledged++;
  };
  const onBook = (channel: Channel, rows: ReadonlyArray<Row>, first: boolean): void => {
    if (first) books.disorderly += isOrderly(rows) ? 0 : 1;
    else books.updates++;
    for (const [price, count, amount] of rows) {
      if (count !== 0) channel.levels.set(price, amount);
      else {
        books.unknown += channel.levels.delete(price) ? 0 : 1;
        books.odd += Math.abs(amount) === 1 ? 0 : 1;
      }
    }
    const bids = [...channel.levels.values()].filter((amount) => amount > 0).length;
    books.over += Math.max(0, bids - channel.len, channel.levels.size - bids - channel.len);
  };
  const onData = (channel: Channel, frame: ReadonlyArray<unknown>, at: number): void => {
    const first = channel.data++ === 0;
    if (first) firstDataMs = Math.max(firstDataMs, at - channel.since);
    else if (channel.name === 'ticker') tickerGapsMs.push(at - channel.lastAt);
    channel.lastAt = at;
    const [, payload, row] = frame;
    if (channel.name === 'trades' && Array.isArray(payload)) {
      const ids = (payload as ReadonlyArray<Row>).map(([id]) => id);
      tradeRows.push(ids.length);
      newestFirst &&= ids.every((id, place) => place === 0 || id < (ids[place - 1] ?? 0));
    } else if (channel.name === 'trades' && Array.isArray(row)) {
      if (payload === 'te') channel.entries.add(row[0]);
      else entryFirst &&= channel.entries.has(row[0]);
    } else if (channel.name === 'book' && Array.isArray(payload)) {
      onBook(channel, (Array.isArray(payload[0]) ? payload : [payload]) as ReadonlyArray<Row>, first);
    }
  };

  for (const { at, text } of heard) {
    const frame = JSON.parse(text) as unknown;
    if (!Array.isArray(frame)) {
      onEvent(frame as Readonly<Record<string, unknown>>, at);
      continue;
    }
    numbered++;
    if (frame[frame.length - 1] !== numbered) gaps++;
    const chanId = Number(frame[0]);
    const channel = channels.get(chanId);
    if (frame[1] === 'hb') onBeat(chanId, at);
    else if (channel) onData(channel, frame, at);
    else early++;
  }
  return {
    opening,
    numbered,
    gaps,
    early,
    firstDataMs,
    acknowledged: Object.fromEntries(
      [...acknowledged].map(([kind, all]) => {
        const symbols = all.map(({ symbol }) => symbol);
        const wanted = asked.filter((symbol) => symbols.includes(symbol)).slice(0, symbols.length);
        const times = all.map(({ at }) => at - confAt);
        return [
          kind,
          { firstMs: Math.min(...times), lastMs: Math.max(...times), asAsked: symbols.join() === wanted.join() },
        ];
      }),
    ),
    bursts: bursts.map(({ at, ids, unacknowledged, lastAt }) => ({
      at,
      channels: ids.length,
      ascending: ids.every((id, place) => place === 0 || id > (ids[place - 1] ?? 0)),
      unacknowledged,
      spanMs: lastAt - at,
    })),
    tickerGapsMs: tickerGapsMs.sort((a, b) => a - b),
    tradeRows,
    newestFirst,
    entryFirst,
    books,
  };
};

/** Price, count, amount; or what else a row is made of. */
type Row = readonly [number, number, number];

/** Bids from the best, then asks from the best. */
const isOrderly = (rows: ReadonlyArray<Row>): boolean =>
  rows.every(([price, , amount], place) => {
    const before = rows[place - 1];
    if (!before) return true;
    return amount > 0 ? before[2] > 0 && before[0] > price : before[0] < price;
  });

/** The one in the middle of numbers in ascending order; NaN of none. */
export const medianOf = (numbers: ReadonlyArray<number>): number => numbers[numbers.length >> 1] ?? NaN;
