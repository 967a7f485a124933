import { either as E } from 'fp-ts';
import { readDecimal } from './accounts/money.js';
import { checkedCall } from './control-shapes.js';
import type { SimulatorError } from './errors.js';
import type { Exchange } from './feed/exchange.js';
import type { MarketDefinition } from './market/definitions.js';
import type { Side } from './engine/order.js';
import type { Hand, Outside } from './market/outside.js';
import { PRICE_FIGURES, roundPrice } from './market/price.js';
import type { Connections } from './session/connections.js';

/** An order by hand; it belongs to no account, and the makers inside leave it alone. */
export interface HandOrder {
  readonly symbol: string;
  /** Of funding: 'ask' lends, 'bid' borrows. */
  readonly side: Side;
  /** As on the wire; of funding the rate of a day. */
  readonly price: number | string;
  /** Above 0, with up to eight decimals. */
  readonly amount: number | string;
  /** Days of funding. @default 2; 0 on a trading market */
  readonly period?: number;
  /** What becomes of what is not traded at once. @default 'LIMIT': it rests */
  readonly type?: 'LIMIT' | 'IOC' | 'FOK';
  /** @default false */
  readonly hidden?: boolean;
  /** @default false */
  readonly postOnly?: boolean;
}

/** A trade by hand. */
export interface HandTrade {
  readonly symbol: string;
  readonly price: number | string;
  /** Above 0 when the taker bought. */
  readonly amount: number | string;
  /** Days of funding. @default 2; 0 on a trading market */
  readonly period?: number;
}

/** A whole book by hand: price and amount of each level, amounts above 0. */
export interface HandBook {
  readonly bids: ReadonlyArray<readonly [price: number | string, amount: number | string]>;
  readonly asks: ReadonlyArray<readonly [price: number | string, amount: number | string]>;
}

/**
 * The markets and connections by hand, for tests. A Left names what makes no sense, and nothing has happened then: `BadOrder` of a market,
 * `BadCall` of what a program without types may give.
 */
export interface MarketControl {
  /** Sends an order to a market, where it meets what is there; answers its id. */
  readonly place: (order: HandOrder) => E.Either<SimulatorError, { readonly id: number }>;
  /** Ends an order that was placed by hand; one that is over is passed over. */
  readonly cancel: (symbol: string, id: number) => E.Either<SimulatorError, void>;
  /**
   * Lets a trade of exactly this amount take place. Orders of accounts that are at its price or better are met first, at their
   * own prices; no other order is used up.
   */
  readonly trade: (trade: HandTrade) => E.Either<SimulatorError, void>;
  /**
   * Moves a market: whatever stands in the way is traded, the last price is this one, and the makers inside, where there are any,
   * give all their orders new places around it.
   */
  readonly move: (symbol: string, price: number | string) => E.Either<SimulatorError, void>;
  /** Lets the book be this and what accounts have in it; the makers inside go on from there unless they are paused. */
  readonly setBook: (symbol: string, book: HandBook) => E.Either<SimulatorError, void>;
  /** Lets the makers and takers inside rest: of one market, or, without a symbol, of all. Accounts and hands can act. */
  readonly pause: (symbol?: string) => E.Either<SimulatorError, void>;
  /** Lets them go on, in one market or, without a symbol, in all. */
  readonly resume: (symbol?: string) => E.Either<SimulatorError, void>;
  /** Ends the connection with this number, as `killConnections` ends all. One that is not open is a Left (`BadCall`). */
  readonly disconnect: (
    connection: number,
    how?: 'reset' | { readonly code: number; readonly reason?: string },
  ) => E.Either<SimulatorError, void>;
}

interface MarketControlPorts {
  readonly exchange: Pick<Exchange, 'definitionOf' | 'engine' | 'play' | 'recentre' | 'rest'>;
  readonly connections: Pick<Connections, 'list' | 'together'>;
  readonly outside: Outside;
  readonly now: () => number;
  /** Is told that something happened. */
  readonly stir: () => void;
}

type Checked<A> = E.Either<SimulatorError, A>;
const bad = (symbol: string, reason: string): Checked<never> => E.left({ _tag: 'BadOrder', symbol, reason });

/** Hands that move these markets. */
export const createMarketControl = ({
  exchange,
  connections,
  outside,
  now,
  stir,
}: MarketControlPorts): MarketControl => {
  const act = (symbol: string, script: (hand: Hand) => void): void => {
    connections.together(() => exchange.play(symbol, script, now()));
    stir();
  };
  const definitionOf = (symbol: string): Checked<MarketDefinition> => {
    const definition = exchange.definitionOf(symbol);
    return definition ? E.right(definition) : bad(symbol, 'there is no such market');
  };
  const priceOf = ({ symbol, decimals }: MarketDefinition, price: number | string): Checked<number> => {
    const ticks = readDecimal(price, decimals);
    return ticks !== null && ticks > 0 && roundPrice(ticks, PRICE_FIGURES, 'bid') === ticks
      ? E.right(ticks)
      : bad(
          symbol,
          `a price here has at most ${decimals} decimals and ${PRICE_FIGURES} figures, and is above 0; ${price} is none`,
        );
  };
  const amountOf = ({ symbol }: MarketDefinition, amount: number | string): Checked<number> => {
    const units = readDecimal(amount, 8);
    return units !== null && units !== 0
      ? E.right(units)
      : bad(symbol, `${amount} is no amount of up to eight decimals`);
  };
  const sizeOf = (definition: MarketDefinition, amount: number | string): Checked<number> =>
    E.chain((units: number) => (units > 0 ? E.right(units) : bad(definition.symbol, 'the amount must be above 0')))(
      amountOf(definition, amount),
    );
  const periodOf = ({ kind }: MarketDefinition, period: number | undefined): number =>
    kind === 'funding' ? (period ?? SHORTEST) : 0;

  const rest = (symbol: string | undefined, resting: boolean): Checked<void> => {
    const definition = symbol === undefined ? E.right(null) : definitionOf(symbol);
    return E.map(() => exchange.rest(symbol ?? null, resting))(definition);
  };

  return {
    place: checkedCall('place', (order: HandOrder) => {
      const definition = definitionOf(order.symbol);
      if (E.isLeft(definition)) return definition;
      const price = priceOf(definition.right, order.price);
      if (E.isLeft(price)) return price;
      const amount = sizeOf(definition.right, order.amount);
      if (E.isLeft(amount)) return amount;
      const { symbol, side, type = 'LIMIT', hidden = false, postOnly = false } = order;
      const period = periodOf(definition.right, order.period);
      const wanted = { side, price: price.right, amount: amount.right, period, kind: type, hidden, postOnly };
      let id = 0;
      act(symbol, (hand) => (id = outside.place(hand, wanted)));
      return E.right({ id });
    }),
    cancel: checkedCall('cancel', (symbol: string, id: number) =>
      E.map(() => act(symbol, (hand) => outside.cancel(hand, id)))(definitionOf(symbol)),
    ),
    trade: checkedCall('trade', ({ symbol, price: given, amount: size, period }: HandTrade) => {
      const definition = definitionOf(symbol);
      if (E.isLeft(definition)) return definition;
      const price = priceOf(definition.right, given);
      if (E.isLeft(price)) return price;
      const amount = amountOf(definition.right, size);
      if (E.isLeft(amount)) return amount;
      const days = periodOf(definition.right, period);
      act(symbol, (hand) => outside.print(hand, price.right, amount.right, days));
      return E.right(undefined);
    }),
    move: checkedCall('move', (symbol: string, given: number | string) => {
      const definition = definitionOf(symbol);
      if (E.isLeft(definition)) return definition;
      const price = priceOf(definition.right, given);
      if (E.isLeft(price)) return price;
      act(symbol, (hand) => outside.sweep(hand, price.right, periodOf(definition.right, undefined)));
      connections.together(() => exchange.recentre(symbol, price.right, now()));
      return E.right(undefined);
    }),
    setBook: checkedCall('setBook', (symbol: string, { bids, asks }: HandBook) => {
      const definition = definitionOf(symbol);
      if (E.isLeft(definition)) return definition;
      const levels: Array<{
        readonly side: Side;
        readonly price: number;
        readonly amount: number;
        readonly period: number;
      }> = [];
      for (const [side, rows] of [
        ['bid', bids],
        ['ask', asks],
      ] as const) {
        for (const [given, size] of rows) {
          const price = priceOf(definition.right, given);
          if (E.isLeft(price)) return price;
          const amount = sizeOf(definition.right, size);
          if (E.isLeft(amount)) return amount;
          levels.push({
            side,
            price: price.right,
            amount: amount.right,
            period: periodOf(definition.right, undefined),
          });
        }
      }
      const best = (side: Side): ReadonlyArray<number> =>
        levels.filter((level) => level.side === side).map(({ price }) => price);
      if (Math.max(...best('bid')) >= Math.min(...best('ask'))) return bad(symbol, 'the bids must be below the asks');
      act(symbol, (hand) => {
        outside.clear(hand);
        for (const level of levels) outside.place(hand, level);
      });
      return E.right(undefined);
    }),
    pause: checkedCall('pause', (symbol?: string) => rest(symbol, true)),
    resume: checkedCall('resume', (symbol?: string) => rest(symbol, false)),
    disconnect: checkedCall(
      'disconnect',
      (number: number, how: Parameters<MarketControl['disconnect']>[1] = 'reset') => {
        const connection = connections.list().find((each) => each.number === number);
        if (!connection) {
          const reason = `must be the number of an open one; ${number} is none`;
          return E.left({ _tag: 'BadCall', call: 'disconnect', path: 'connection', reason });
        }
        if (how === 'reset') connection.reset();
        else connection.close(how.code, how.reason ?? '');
        return E.right(undefined);
      },
    ),
  };
};

/** Days of the shortest funding. */
const SHORTEST = 2;
