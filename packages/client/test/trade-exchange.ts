import { createFakeClock, createFakeNetwork, createSeededRandom, settle, type FakeSocket } from '@bitfinex-ws/testkit';

/** `[ID, MTS, AMOUNT, PRICE]` */
export type TradeRow = readonly [id: number, mts: number, amount: number, price: number];

/** What a server remembers of a trade when it sends a snapshot (recordings). */
const SNAPSHOT_ROWS = 30;

/**
 * The exchange's side of one trades channel over any number of sockets, with the ledger of all that was ever traded. It greets,
 * answers and sends by itself; nothing of the client is in it.
 */
export const createTradeExchange = (symbol = 'tBTCUSD', seed = 1) => {
  const random = createSeededRandom(seed);
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const ledger: TradeRow[] = [];
  let answered = 0;
  let seq = 0;
  let chanId: number | null = null;
  let lastChanId = 100;
  let opened = 0;
  /** How many trades there were when the channel spoke for the first time. */
  let firstSnapshot: ReadonlyArray<TradeRow> | null = null;
  const asked: Array<Readonly<Record<string, unknown>>> = [];
  const tag = (moment: 'e' | 'u'): string => `${symbol.startsWith('f') ? 'ft' : 't'}${moment}`;
  const wire = (row: TradeRow): ReadonlyArray<number> => (symbol.startsWith('f') ? [...row, 30] : row);
  const socket = (): FakeSocket => network.latest();

  /** How many of the frames are spoilt on their way: dropped, doubled, or overtaken by the next one. */
  let spoilt = 0;
  let overtaken: string | null = null;
  const data = (...frame: ReadonlyArray<unknown>): void => {
    const text = JSON.stringify([...frame, ++seq]);
    const fault = random() < spoilt ? Math.floor(random() * 3) : null;
    const late = overtaken;
    overtaken = fault === 2 ? text : null;
    if (fault === null || fault === 1) socket().deliver(text);
    if (fault === 1) socket().deliver(text);
    if (late !== null) socket().deliver(late);
  };
  const snapshot = (): void => {
    const rows = ledger.slice(-SNAPSHOT_ROWS);
    firstSnapshot ??= rows;
    data(chanId, [...rows].reverse().map(wire));
  };
  const serve = (): void => {
    for (let text = socket().sent[answered]; text !== undefined; text = socket().sent[answered]) {
      answered++;
      const { event, ...request } = JSON.parse(text) as Readonly<Record<string, unknown>>;
      if (event === 'conf') socket().deliver({ event, status: 'OK', flags: request['flags'] });
      if (event === 'ping') socket().deliver({ event: 'pong', ts: clock.now(), cid: request['cid'] });
      if (event === 'unsubscribe') {
        chanId = null;
        socket().deliver({ event: 'unsubscribed', status: 'OK', chanId: request['chanId'] });
      }
      if (event === 'subscribe') {
        asked.push(request);
        chanId = ++lastChanId;
        socket().deliver({ ...request, event: 'subscribed', chanId });
        snapshot();
      }
    }
  };
  /** What is not told on a socket is traded all the same. */
  const trade = (): TradeRow => {
    const id = (ledger.at(-1)?.[0] ?? 1_000) + 1 + Math.floor(random() * 3);
    const row: TradeRow = [id, clock.now(), random() < 0.5 ? 1 : -1, 100 + Math.floor(random() * 9)];
    ledger.push(row);
    return row;
  };
  const tell = (row: TradeRow, moment: 'e' | 'u'): void => {
    if (chanId !== null && socket().state() === 'open') data(chanId, tag(moment), wire(row));
  };

  return {
    ...{ network, clock, random, ledger, asked, data, trade, tell, serve, socket },
    /** From now on this share of the channel frames is spoilt. */
    spoil: (share: number): void => {
      spoilt = share;
    },
    /** Both moments of one trade. */
    tradeAndTell: (): TradeRow => {
      const row = trade();
      tell(row, 'e');
      tell(row, 'u');
      return row;
    },
    /** A frame that goes missing on its way. */
    lose: (): void => void seq++,
    firstSnapshot: () => firstSnapshot ?? [],
    chanId: () => chanId,
    /** Completes the dial in hand, and answers until nothing is asked any more. */
    accept: async (): Promise<void> => {
      if (opened < network.sockets.length) {
        opened = network.sockets.length;
        answered = 0;
        seq = 0;
        overtaken = null;
        chanId = null;
        socket().open();
        socket().deliver({ event: 'info', version: 2, platform: { status: 1 } });
      }
      await settle();
      serve();
      await settle();
    },
    kill: async (): Promise<void> => {
      chanId = null;
      socket().drop();
      await settle();
    },
  };
};

/** The exchange's side of a trades channel. */
export type TradeExchange = ReturnType<typeof createTradeExchange>;
