import { copyOrder, opposite, reaches, type CloseReason, type EngineOrder } from './order.js';
import type { Draft } from './state.js';
import { noteTrade } from './stops.js';

/** How far a taker got. Null: it is over, and its end was said. */
type Rest = EngineOrder | null;

/** Ends an order, and with it the other one of its pair. It must not rest any more. */
export const close = (draft: Draft, order: EngineOrder, reason: CloseReason): void => {
  draft.events.push({ _tag: 'Closed', order, reason });
  if (order.sibling !== null) endSibling(draft, order.sibling);
};

/** Takes an order that rests out of the market and ends it. */
export const endResting = (draft: Draft, order: EngineOrder, reason: CloseReason): void => {
  draft.remove(order);
  close(draft, order, reason);
};

/** Ends the other one of a pair, if it lives. */
export const endSibling = (draft: Draft, id: number): void => {
  const other = draft.find(id);
  if (!other) return;
  draft.remove(other);
  draft.events.push({ _tag: 'Closed', order: { ...other, sibling: null }, reason: 'OCO' });
};

/** How much of an order its owner's position allows; Infinity where it does not matter. */
export const roomOf = (draft: Draft, { owner, spot, side, reduceOnly, closes }: EngineOrder): number => {
  if (owner === null || spot || !(reduceOnly || closes)) return Infinity;
  const position = draft.position(owner);
  return Math.max(0, side === 'bid' ? -position : position);
};

/** Why an order may not even begin that only reduces; null where it may. */
export const reduceFault = (draft: Draft, order: EngineOrder): CloseReason | null => {
  const room = roomOf(draft, order);
  if (room === Infinity || order.owner === null) return null;
  if (draft.position(order.owner) === 0) return 'RSN_POS_NOTFOUND';
  if (room === 0) return 'RSN_POS_REDUCE_INCR';
  return order.amount > room ? 'RSN_POS_REDUCE_FLIP' : null;
};

/** The price at which it still trades; a MARKET order has none. */
const mayTrade = (taker: EngineOrder, price: number): boolean =>
  taker.kind === 'MARKET' || reaches(taker.side, taker.price, price);

/** Whether an order would trade with anybody, hidden ones too. */
export const meetsAny = (draft: Draft, taker: EngineOrder): boolean => {
  const maker = draft.of(opposite(taker.side))[0];
  return maker !== undefined && mayTrade(taker, maker.price);
};

/** Whether an order would meet one that everybody can see. */
export const wouldMeetVisible = (draft: Draft, taker: EngineOrder): boolean => {
  for (const maker of draft.of(opposite(taker.side))) {
    if (!mayTrade(taker, maker.price)) return false;
    if (!maker.hidden) return true;
  }
  return false;
};

/** Whether both sides of a trade are of one position. */
const isWithOneself = (taker: EngineOrder, maker: EngineOrder): boolean =>
  taker.owner !== null && taker.owner === maker.owner && !taker.spot && !maker.spot;

/** Most units that this money buys at the price, after what was spent. Money is in ticks × units. */
const affordable = (spend: bigint, spent: bigint, price: number): number => {
  const units = (spend - spent) / BigInt(price);
  return units > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(units);
};

/**
 * Lets an order take from the other side until it is filled, finds nobody, or has to end. `spend` is the most it may pay,
 * in ticks × units; null where that was seen to before.
 */
export const take = (draft: Draft, order: EngineOrder, spend: bigint | null): Rest => {
  let taker = order;
  let spent = 0n;
  while (taker.amount > 0) {
    const maker = draft.of(opposite(taker.side))[0];
    if (!maker || !mayTrade(taker, maker.price)) return taker;
    if (taker.protect && taker.owner !== null && taker.owner === maker.owner) {
      close(draft, taker, 'SELF');
      return null;
    }
    const makerRoom = roomOf(draft, maker);
    if (makerRoom === 0) {
      endResting(draft, maker, reduceFault(draft, maker) ?? 'RSN_POS_NOTFOUND');
      continue;
    }
    const room = roomOf(draft, taker);
    const money = spend === null ? Infinity : affordable(spend, spent, maker.price);
    // A trade with oneself leaves the position as it is: what it allows is no measure of one, whatever its size.
    const reducible = room > 0 && isWithOneself(taker, maker) ? Infinity : Math.min(makerRoom, room);
    const amount = Math.min(taker.amount, maker.amount, reducible, money);
    if (amount === 0) {
      close(draft, taker, room === 0 ? 'RSN_POS_REDUCE_FLIP' : 'INSUFFICIENT BALANCE (G1)');
      return null;
    }
    if (spend !== null) spent += BigInt(maker.price) * BigInt(amount);
    taker = fill(draft, taker, maker, amount);
  }
  close(draft, taker, 'EXECUTED');
  return null;
};

/** One match; answers the taker as it is after it. */
const fill = (draft: Draft, taker: EngineOrder, maker: EngineOrder, amount: number): EngineOrder => {
  const pairs = [taker.sibling, maker.sibling];
  const takerAfter = copyOrder(taker);
  takerAfter.amount -= amount;
  takerAfter.sibling = null;
  const makerAfter = copyOrder(maker);
  makerAfter.amount -= amount;
  makerAfter.sibling = null;
  makerAfter.hidden = maker.hidden && !maker.makeVisible;
  if (makerAfter.amount === 0) draft.remove(maker);
  else draft.replace(maker, makerAfter);
  for (const { owner, spot, side } of [taker, maker]) {
    if (owner !== null && !spot) draft.move(owner, side === 'bid' ? amount : -amount);
  }
  draft.events.push({
    _tag: 'Filled',
    tradeId: draft.takeTradeId(),
    taker: takerAfter,
    maker: makerAfter,
    price: maker.price,
    amount,
  });
  if (makerAfter.amount === 0) close(draft, makerAfter, 'EXECUTED');
  else if (maker.hidden !== makerAfter.hidden) draft.events.push({ _tag: 'Changed', order: makerAfter, old: maker });
  for (const sibling of pairs) if (sibling !== null) endSibling(draft, sibling);
  noteTrade(draft, maker.price);
  return takerAfter;
};
