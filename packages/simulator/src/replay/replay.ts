import type { Exchange } from '../feed/exchange.js';
import type { Hand, Outside } from '../market/outside.js';
import type { Driver } from '../time.js';
import type { RecordedRow, RecordedStep, RecordedTrade, Recording } from './recording.js';

/** What a replay moves, and how. */
interface ReplayPorts {
  readonly recording: Recording;
  readonly speed: number;
  readonly loop: boolean;
  readonly exchange: Pick<Exchange, 'definitionOf' | 'engine' | 'play' | 'recall'>;
  readonly outside: Outside;
  readonly startsAt: number;
}

/** Between the end of a recording and its next beginning, in ms. */
const PAUSE_MS = 1_000;
const UNIT = 1e8;

/** Moves the markets of a recording as it says; its first word is said at the start. */
export const createReplay = ({ recording, speed, loop, exchange, outside, startsAt }: ReplayPorts): Driver => {
  const { steps } = recording;
  /** Ids of orders by symbol and by the id that was recorded, of raw books. */
  const orders = new Map<string, Map<number, number>>();
  let begunAt = startsAt;
  let place = 0;

  const ticksOf = (symbol: string): ((price: number) => number) => {
    const scale = 10 ** (exchange.definitionOf(symbol)?.decimals ?? 0);
    return (price) => Math.round(price * scale);
  };
  const put = (hand: Hand, symbol: string, { id, price: own, count, ...row }: RecordedRow): void => {
    const price = ticksOf(symbol)(own);
    const level = { side: row.side, price, period: row.period, amount: Math.round(row.amount * UNIT) };
    if (id === null) return outside.setLevel(hand, level, count);
    const known = orders.get(symbol) ?? new Map<number, number>();
    orders.set(symbol, known);
    const now = outside.setOrder(hand, known.get(id) ?? null, level);
    if (now === null) known.delete(id);
    else known.set(id, now);
  };
  const recall = (symbol: string, past: ReadonlyArray<RecordedTrade>): void => {
    const ticks = ticksOf(symbol);
    const first = exchange.engine(symbol).nextTradeId - past.length;
    exchange.recall(
      symbol,
      past.map(({ mts, price, period, amount }, at) => ({
        id: first + at,
        mts: Math.floor(begunAt + mts),
        price: ticks(price),
        period,
        amount: Math.round(amount * UNIT),
      })),
    );
  };
  const carryOut = (step: RecordedStep, now: number): void => {
    const { symbol } = step;
    switch (step._tag) {
      case 'Past':
        return recall(symbol, step.trades);
      case 'Trade': {
        const { price, amount, period } = step.trade;
        const units = Math.round(amount * UNIT);
        if (units === 0) return;
        return exchange.play(symbol, (hand) => outside.print(hand, ticksOf(symbol)(price), units, period), now);
      }
      case 'Book':
        orders.delete(symbol);
        return exchange.play(
          symbol,
          (hand) => {
            outside.clear(hand);
            for (const row of step.rows) put(hand, symbol, row);
          },
          now,
        );
      case 'Rows':
        return exchange.play(
          symbol,
          (hand) => {
            for (const row of step.rows) put(hand, symbol, row);
          },
          now,
        );
    }
  };

  const next = (): { readonly step: RecordedStep; readonly at: number } | null => {
    const step = steps[place];
    return step ? { step, at: begunAt + step.at / speed } : null;
  };
  return {
    dueAt: () => next()?.at ?? Infinity,
    run: (now) => {
      for (let due = next(); due && due.at <= now; due = next()) {
        place++;
        carryOut(due.step, now);
        if (place < steps.length || !loop) continue;
        place = 0;
        begunAt = now + PAUSE_MS;
      }
    },
  };
};
