import { createDriver } from '@bitfinex-ws/testkit';
import {
  orders,
  ORDERS_DEFAULTS,
  ticketOf,
  type BatchOperation,
  type KeyedOrder,
  type OrderOutcome,
  type OrdersConfig,
  type OrdersEffect,
  type OrdersInput,
  type OrdersNews,
  type OrdersState,
} from '../src/index.js';
import { heardAs } from './wire.js';

/** The order that tests send. */
export const ORDER = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.5', price: '30000', cid: 7 } as const;

/** The machine of orders, stepped by hand, with everything that it ordered so far. */
export interface Desk {
  readonly state: () => OrdersState;
  readonly take: (...inputs: ReadonlyArray<OrdersInput>) => ReadonlyArray<OrdersEffect>;
  /** Frames come in on the connection in use. */
  readonly hear: (...frames: ReadonlyArray<string>) => ReadonlyArray<OrdersNews>;
  readonly ask: (operation: BatchOperation) => ReadonlyArray<OrdersEffect>;
  readonly submit: (order?: KeyedOrder) => ReadonlyArray<OrdersEffect>;
  /** The newest timer of that name fires. */
  readonly ring: (name: string) => ReadonlyArray<OrdersNews>;
  /** The same, with everything that was ordered. */
  readonly fire: (name: string) => ReadonlyArray<OrdersEffect>;
  readonly lose: () => ReadonlyArray<OrdersNews>;
  readonly connect: () => ReadonlyArray<OrdersNews>;
  readonly news: () => ReadonlyArray<OrdersNews>;
  readonly outcome: (cid?: number) => OrderOutcome | null;
  readonly tag: (cid?: number) => string | null;
  /** The timers that run. */
  readonly timers: () => ReadonlyArray<string>;
}

/** The news among effects. */
export const newsIn = (effects: ReadonlyArray<OrdersEffect>): ReadonlyArray<OrdersNews> =>
  effects.flatMap((effect) => (effect.type === 'Announce' ? [effect.news] : []));

/** A desk on a connection that is logged in. */
export const createDesk = (config: Partial<OrdersConfig> = {}): Desk => {
  const driver = createDriver(orders({ ...ORDERS_DEFAULTS, ...config }));
  const all: OrdersEffect[] = [];
  const timers = new Set<string>();
  let conn = 0;
  let at = 1_700_000_000_000;
  const take: Desk['take'] = (...inputs) => {
    const effects = driver.take(...inputs);
    all.push(...effects);
    for (const effect of effects) {
      if (effect.type === 'StartTimer') timers.add(effect.timer);
      if (effect.type === 'StopTimer' && !timers.delete(effect.timer)) throw new Error(`${effect.timer} does not run`);
    }
    return effects;
  };
  const connect: Desk['connect'] = () => newsIn(take({ type: 'ConnectionReady', conn: ++conn, at: ++at }));
  connect();
  const fire: Desk['fire'] = (name) => {
    const timer = [...timers].reverse().find((each) => each.startsWith(`${name}:`));
    if (timer === undefined) throw new Error(`no timer ${name} among ${[...timers].join(' ')}`);
    timers.delete(timer);
    return take({ type: 'TimerFired', timer, at: ++at });
  };
  return {
    state: driver.state,
    take,
    hear: (...frames) =>
      newsIn(take(...frames.map((text) => ({ type: 'Received', conn, at: ++at, message: heardAs(text) }) as const))),
    ask: (operation) => take({ type: 'Asked', at: ++at, operation }),
    submit: (order = ORDER) => take({ type: 'Asked', at: ++at, operation: { type: 'submit', order } }),
    fire,
    ring: (name) => newsIn(fire(name)),
    lose: () => newsIn(take({ type: 'ConnectionLost', conn, at: ++at })),
    connect,
    news: () => newsIn(all),
    outcome: (cid = 7) => {
      const finals = newsIn(all).filter((news) => news.type === 'final' && news.cid === cid);
      if (finals.length > 1) throw new Error(`${cid} has ${finals.length} outcomes`);
      return finals[0]?.type === 'final' ? finals[0].outcome : null;
    },
    tag: (cid = 7) => ticketOf(driver.state(), cid)?.state._tag ?? null,
    timers: () => [...timers],
  };
};
