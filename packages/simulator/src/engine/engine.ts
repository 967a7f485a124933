import { close, endResting, endSibling, meetsAny, reduceFault, roomOf, take, wouldMeetVisible } from './match.js';
import {
  copyOrder,
  isStop,
  type EngineOrder,
  type OrderChanges,
  type OrderDraft,
  type OrderKind,
  type Submission,
} from './order.js';
import { draftOf, emptyEngine, orderOf, type Draft, type EngineEvent, type EngineState } from './state.js';
import { begun, noteStop } from './stops.js';

/** A fact that the engine is told. Ids are given by who tells; no two orders have the same. */
export type EngineInput =
  /** `spend`: the most that it may pay now, in ticks × units; null where the money was set aside. */
  | { readonly _tag: 'Submitted'; readonly order: Submission; readonly spend: bigint | null }
  /** Two orders of which one can live to the end: the second is the stop. Each names the other as its sibling. */
  | { readonly _tag: 'PairSubmitted'; readonly order: Submission; readonly stop: Submission }
  /** `like`: how the order last was, where it is known; it saves looking for it. */
  | { readonly _tag: 'Cancelled'; readonly id: number; readonly like?: EngineOrder }
  | {
      readonly _tag: 'Updated';
      readonly id: number;
      readonly changes: OrderChanges;
      readonly spend: bigint | null;
      readonly like?: EngineOrder;
    }
  /** A stop that is due comes to the market. Whoever drives the engine says so for the first of `due` until none is left. */
  | { readonly _tag: 'Activated'; readonly id: number; readonly spend: bigint | null }
  | { readonly _tag: 'TimePassed'; readonly now: number };

/** What an order becomes when its price has come. */
const ONCE_TRIGGERED: Partial<Record<OrderKind, OrderKind>> = {
  STOP: 'MARKET',
  'TRAILING STOP': 'MARKET',
  'STOP LIMIT': 'LIMIT',
};

/**
 * The matching engine of one market: price, then time. It is pure: the state that is given stays as it is. After a step no
 * bid that rests reaches an ask that rests, and whatever stop is due is named in `due`.
 */
export const step = (
  state: EngineState,
  input: EngineInput,
): readonly [state: EngineState, events: ReadonlyArray<EngineEvent>] => {
  // The usual case of the most usual input: nothing to copy, nothing to say.
  if (input._tag === 'TimePassed' && input.now < state.expiry) return [state, NOTHING];
  const draft = draftOf(state);
  carryOut(draft, input);
  return [draft.state(), draft.events];
};

/** An engine that works in place, for whoever has many orders and no need of what was before. */
interface Engine {
  /** Takes a step, and answers what it says. */
  readonly step: (input: EngineInput) => ReadonlyArray<EngineEvent>;
  /** As it is now; the lists in it change with the next step. */
  readonly state: () => EngineState;
  /** The stop that is to be activated next; null for none. */
  readonly due: () => EngineOrder | null;
}

/** An engine without orders; the first trade gets this id. It does what `step` does, without a copy of the lists in each step. */
export const createEngine = (firstTradeId: number): Engine => {
  const draft = draftOf(emptyEngine(firstTradeId), true);
  return {
    step: (input) => {
      if (input._tag === 'TimePassed' && input.now < draft.expiry()) return NOTHING;
      draft.begin();
      carryOut(draft, input);
      return draft.events;
    },
    state: draft.state,
    due: () => (draft.isAnyDue() ? dueOrder(draft.state()) : null),
  };
};

const carryOut = (draft: Draft, input: EngineInput): void => {
  switch (input._tag) {
    case 'Submitted':
      enter(draft, entering(draft, input.order), input.spend);
      break;
    case 'PairSubmitted':
      wait(draft, entering(draft, input.stop));
      enter(draft, entering(draft, input.order), null);
      break;
    case 'Cancelled': {
      const order = draft.find(input.id, input.like);
      if (order) endResting(draft, order, 'CANCELED');
      break;
    }
    case 'Updated': {
      const order = draft.find(input.id, input.like);
      if (order) update(draft, order, input.changes, input.spend);
      break;
    }
    case 'Activated':
      activate(draft, input.id, input.spend);
      break;
    case 'TimePassed':
      expire(draft, input.now);
      break;
  }
};

/** The stop that is to be activated next; null for none. */
export const dueOrder = (state: EngineState): EngineOrder | null => {
  const [id] = state.due;
  return id === undefined ? null : orderOf(state, id);
};

const NOTHING: ReadonlyArray<EngineEvent> = [];

const entering = (draft: Draft, order: Submission): EngineOrder => {
  const own = copyOrder(order);
  own.before = null;
  own.original = own.amount;
  own.priority = draft.takePriority();
  return own;
};

/** Closing orders take what the position has; all that only reduce must fit it. Null: the order has ended. */
const fitted = (draft: Draft, order: EngineOrder): EngineOrder | null => {
  const room = roomOf(draft, order);
  const own = order.closes && room > 0 && room < Infinity ? { ...order, amount: room, original: room } : order;
  const fault = reduceFault(draft, own);
  if (fault === null) return own;
  close(draft, own, fault);
  return null;
};

const enter = (draft: Draft, order: EngineOrder, spend: bigint | null): void => {
  const own = fitted(draft, order);
  if (!own) return;
  if (isStop(own)) wait(draft, own);
  else trade(draft, own, spend);
};

const wait = (draft: Draft, order: EngineOrder): void => {
  const own = begun(order, draft.last());
  draft.add(own);
  draft.events.push({ _tag: 'Rested', order: own });
  noteStop(draft, own);
};

/** Lets an order that is no stop do what it came for. */
const trade = (draft: Draft, order: EngineOrder, spend: bigint | null): void => {
  if (order.postOnly && wouldMeetVisible(draft, order)) return close(draft, order, 'POSTONLY CANCELED');
  // All or nothing: it is tried on a copy, which takes the place of the draft's events only if it worked.
  if (order.kind === 'FOK' && !fillsWhole(draft, order, spend)) return close(draft, order, 'FILLORKILL CANCELED');
  const rest = take(draft, order, spend);
  if (!rest) return;
  if (order.kind === 'MARKET') return close(draft, rest, 'RSN_BOOK_SLIP');
  if (order.kind === 'IOC') return close(draft, rest, 'IOC CANCELED');
  draft.add(rest);
  draft.events.push({ _tag: 'Rested', order: rest });
};

const fillsWhole = (draft: Draft, order: EngineOrder, spend: bigint | null): boolean => {
  const trial = draftOf(draft.state());
  take(trial, order, spend);
  return trial.events.some(
    (event) => event._tag === 'Closed' && event.order.id === order.id && event.reason === 'EXECUTED',
  );
};

/**
 * Changes an order where it is if neither its price changes nor its amount grows; otherwise it loses its place and comes to
 * the market once more, with its id.
 */
const update = (draft: Draft, order: EngineOrder, changes: OrderChanges, spend: bigint | null): void => {
  const amount = changes.amount ?? order.amount;
  const next = changed(order, changes, amount);
  const keeps = next.price === order.price && amount <= order.amount;
  if (isStop(order) || keeps) {
    const own = order.kind === 'TRAILING STOP' && next.trail !== order.trail ? begun(next, draft.last()) : next;
    draft.replace(order, own);
    draft.events.push({ _tag: 'Changed', order: own, old: order });
    if (isStop(own)) noteStop(draft, own);
    return;
  }
  // Nobody else has it yet.
  next.priority = draft.takePriority();
  const anew: EngineOrder = next;
  draft.events.push({ _tag: 'Changed', order: anew, old: order });
  const fault = reduceFault(draft, anew);
  if (!fault && !meetsAny(draft, anew)) {
    draft.replace(order, anew);
    draft.events.push({ _tag: 'Rested', order: anew });
    return;
  }
  draft.remove(order);
  if (fault) close(draft, anew, fault);
  else trade(draft, anew, spend);
};

const changed = (order: EngineOrder, changes: OrderChanges, amount: number): OrderDraft => {
  const next = copyOrder(order);
  next.original += amount - order.amount;
  next.amount = amount;
  next.price = changes.price ?? order.price;
  next.limit = changes.limit ?? order.limit;
  next.trail = changes.trail ?? order.trail;
  next.hidden = changes.hidden ?? order.hidden;
  next.postOnly = changes.postOnly ?? order.postOnly;
  next.reduceOnly = changes.reduceOnly ?? order.reduceOnly;
  next.makeVisible = changes.makeVisible ?? order.makeVisible;
  next.protect = changes.protect ?? order.protect;
  if (changes.expiresAt !== undefined) next.expiresAt = changes.expiresAt;
  return next;
};

const activate = (draft: Draft, id: number, spend: bigint | null): void => {
  const stop = draft.find(id);
  if (!stop || !draft.isDue(id)) return;
  draft.remove(stop);
  if (stop.sibling !== null) endSibling(draft, stop.sibling);
  const order: EngineOrder = {
    ...stop,
    kind: ONCE_TRIGGERED[stop.kind] ?? stop.kind,
    before: stop.kind,
    price: stop.kind === 'STOP LIMIT' ? stop.limit : stop.price,
    limit: 0,
    sibling: null,
    priority: draft.takePriority(),
  };
  draft.events.push({ _tag: 'Triggered', order });
  const own = fitted(draft, order);
  if (own) trade(draft, own, spend);
};

const expire = (draft: Draft, now: number): void => {
  const living = [...draft.of('bid'), ...draft.of('ask'), ...draft.stops()];
  const late = living.filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now).sort((a, b) => a.id - b.id);
  for (const { id } of late) {
    // The end of one may have ended the other one of its pair.
    const order = draft.find(id);
    if (order) endResting(draft, order, 'EXPIRED');
  }
  const left = living.filter(({ id }) => draft.find(id) !== null);
  draft.setExpiry(left.reduce((least, { expiresAt }) => Math.min(least, expiresAt ?? Infinity), Infinity));
};
