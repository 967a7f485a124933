import type { EngineInput } from '../src/engine/engine.js';
import type { OrderKind, Submission } from '../src/engine/order.js';

/** An order of the slow model; `left` is 0 once it is filled. */
interface SlowOrder {
  readonly id: number;
  readonly owner: number | null;
  readonly buys: boolean;
  kind: OrderKind;
  price: number;
  limit: number;
  trail: number;
  left: number;
  hidden: boolean;
  readonly shows: boolean;
  readonly postOnly: boolean;
  readonly protect: boolean;
  partner: number | null;
  until: number;
  turn: number;
  place: 'book' | 'stops' | 'gone';
  dueSince: number;
}

/** The obviously right exchange: one list of orders, searched and sorted anew for every single thing. No margin rules. */
export const createSlowEngine = () => {
  let all: SlowOrder[] = [];
  let turns = 0;
  let dues = 0;
  let last: number | null = null;
  let log: string[] = [];

  const end = (order: SlowOrder, reason: string): void => {
    order.place = 'gone';
    log.push(`close ${order.id} ${reason}`);
    endPartner(order);
  };
  const endPartner = (order: SlowOrder): void => {
    const partner = all.find(({ id, place }) => id === order.partner && place !== 'gone');
    order.partner = null;
    if (!partner) return;
    partner.place = 'gone';
    log.push(`close ${partner.id} OCO`);
  };
  /** Those whom an order would meet, in the order in which it would. */
  const met = (order: SlowOrder): SlowOrder[] =>
    all
      .filter(({ place, buys }) => place === 'book' && buys !== order.buys)
      .filter(({ price }) => order.kind === 'MARKET' || (order.buys ? price <= order.price : price >= order.price))
      .sort((a, b) => (a.price !== b.price ? (order.buys ? a.price - b.price : b.price - a.price) : a.turn - b.turn));
  const isDueAt = (stop: SlowOrder, price: number): boolean => (stop.buys ? price >= stop.price : price <= stop.price);
  const traded = (price: number): void => {
    last = price;
    const waiting = all.filter(({ place, dueSince }) => place === 'stops' && dueSince === 0);
    for (const stop of waiting.sort((a, b) => a.turn - b.turn)) {
      if (isDueAt(stop, price)) stop.dueSince = ++dues;
      else if (stop.kind === 'TRAILING STOP') trail(stop, price);
    }
  };
  const trail = (stop: SlowOrder, price: number): void => {
    if (stop.buys && price + stop.trail < stop.price) stop.price = price + stop.trail;
    if (!stop.buys && price - stop.trail > stop.price) stop.price = price - stop.trail;
  };
  const meet = (order: SlowOrder): void => {
    if (order.postOnly && met(order).some(({ hidden }) => !hidden)) return end(order, 'POSTONLY CANCELED');
    if (order.kind === 'FOK') {
      let sum = 0;
      for (const other of met(order)) {
        if (order.protect && order.owner !== null && order.owner === other.owner) break;
        sum += other.left;
      }
      if (sum < order.left) return end(order, 'FILLORKILL CANCELED');
    }
    for (const other of met(order)) {
      if (order.left === 0) break;
      if (order.protect && order.owner !== null && order.owner === other.owner) return end(order, 'SELF');
      const amount = Math.min(order.left, other.left);
      order.left -= amount;
      other.left -= amount;
      if (other.shows) other.hidden = false;
      log.push(`fill ${order.id} ${other.id} ${other.price} ${amount}`);
      if (other.left === 0) {
        other.place = 'gone';
        log.push(`close ${other.id} EXECUTED`);
      }
      endPartner(order);
      endPartner(other);
      traded(other.price);
    }
    if (order.left === 0) return end(order, 'EXECUTED');
    if (order.kind === 'MARKET') return end(order, 'RSN_BOOK_SLIP');
    if (order.kind === 'IOC') return end(order, 'IOC CANCELED');
    order.place = 'book';
  };
  const come = (given: Submission): SlowOrder => {
    const order: SlowOrder = {
      id: given.id,
      owner: given.owner,
      buys: given.side === 'bid',
      kind: given.kind,
      price: given.price,
      limit: given.limit,
      trail: given.trail,
      left: given.amount,
      hidden: given.hidden,
      shows: given.makeVisible,
      postOnly: given.postOnly,
      protect: given.protect,
      partner: given.sibling,
      until: given.expiresAt ?? Infinity,
      turn: ++turns,
      place: 'gone',
      dueSince: 0,
    };
    all.push(order);
    return order;
  };
  const isWaiting = ({ kind }: SlowOrder): boolean => kind.includes('STOP');
  const wait = (order: SlowOrder): void => {
    order.place = 'stops';
    if (order.kind === 'TRAILING STOP') {
      order.price = order.buys ? Infinity : 0;
      if (last !== null) trail(order, last);
    }
    if (last !== null && order.dueSince === 0 && isDueAt(order, last)) order.dueSince = ++dues;
  };

  const update = (order: SlowOrder, { changes }: Extract<EngineInput, { readonly _tag: 'Updated' }>): void => {
    const { price = order.price, amount = order.left } = changes;
    const keeps = price === order.price && amount <= order.left;
    order.price = price;
    order.left = amount;
    if (isWaiting(order)) {
      if (last !== null && order.dueSince === 0 && isDueAt(order, last)) order.dueSince = ++dues;
    } else if (!keeps) {
      order.place = 'gone';
      order.turn = ++turns;
      meet(order);
    }
  };

  return {
    /** Fills and ends that the input brings about, in order. */
    apply: (input: EngineInput): ReadonlyArray<string> => {
      log = [];
      all = all.filter(({ place }) => place !== 'gone');
      const named = 'id' in input ? all.find(({ id }) => id === input.id) : undefined;
      if (input._tag === 'Submitted') {
        const order = come(input.order);
        if (isWaiting(order)) wait(order);
        else meet(order);
      } else if (input._tag === 'PairSubmitted') {
        wait(come(input.stop));
        meet(come(input.order));
      } else if (input._tag === 'TimePassed') {
        for (const order of [...all].sort((a, b) => a.id - b.id)) {
          if (order.place !== 'gone' && order.until <= input.now) end(order, 'EXPIRED');
        }
      } else if (!named) return log;
      else if (input._tag === 'Cancelled') end(named, 'CANCELED');
      else if (input._tag === 'Updated') update(named, input);
      else if (named.dueSince > 0) {
        named.place = 'gone';
        endPartner(named);
        if (named.kind === 'STOP LIMIT') named.price = named.limit;
        named.kind = named.kind === 'STOP LIMIT' ? 'LIMIT' : 'MARKET';
        named.turn = ++turns;
        named.dueSince = 0;
        meet(named);
      }
      return log;
    },
    /** Which stop has been due the longest; null for none. */
    due: (): number | null => {
      const due = all.filter(({ place, dueSince }) => place === 'stops' && dueSince > 0);
      return due.sort((a, b) => a.dueSince - b.dueSince)[0]?.id ?? null;
    },
    /** What rests in the book, best first, as `id price left`. */
    book: (buys: boolean): ReadonlyArray<string> =>
      all
        .filter((order) => order.place === 'book' && order.buys === buys)
        .sort((a, b) => (a.price !== b.price ? (buys ? b.price - a.price : a.price - b.price) : a.turn - b.turn))
        .map(({ id, price, left }) => `${id} ${price} ${left}`),
    living: (): number => all.filter(({ place }) => place !== 'gone').length,
  };
};
