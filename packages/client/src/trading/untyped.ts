import { left } from '@bitfinex-ws/machine';
import type { InputError } from '@bitfinex-ws/protocol';
import type { Broadcasts } from './broadcasts.js';
import type { OffersDesk } from './offers-desk.js';
import type { OrderBatchItem, OrderBatchResult } from './order-batch.js';
import type { OrdersDesk } from './orders-desk.js';

/** What is asked of the desks. */
type Calls = Pick<OrdersDesk, 'submit' | 'update' | 'cancel' | 'cancelMany' | 'batch'> &
  Pick<OffersDesk, 'offer' | 'cancelOffer'> &
  Broadcasts;

/** What a value without properties becomes: then the first property that cannot be done without is named as missing. */
const bagOf = <Bag extends object>(value: Bag): Bag =>
  typeof value === 'object' && (value as unknown) !== null ? value : ({} as Bag);

/** The kinds of operations of a batch, and the property that each has. */
const PARTS = { submit: 'order', update: 'update', cancel: 'target', cancelMany: 'targets' } as const;
const KINDS = Object.keys(PARTS).join(', ');

const itemOf = (item: OrderBatchItem): OrderBatchItem | string => {
  const given = bagOf(item) as unknown as Readonly<Record<string, object>>;
  const type: unknown = given['type'];
  if (typeof type !== 'string' || !Object.hasOwn(PARTS, type)) return String(type);
  const part = PARTS[type as OrderBatchItem['type']];
  return { ...given, [part]: bagOf(given[part] as object) } as unknown as OrderBatchItem;
};
const refusal = (index: number, text: string): OrderBatchResult => {
  const reason: InputError = { _tag: 'BadText', field: 'type', text, expected: `one of ${KINDS}` };
  return { type: 'submit', ticket: left({ _tag: 'BadInput', reason: { _tag: 'BadOperation', index, reason } }) };
};

/**
 * The calls for a caller whose program nobody checked for types: what is no object is refused as an object without
 * properties is, an operation of no known kind is refused by its number, and nothing throws.
 */
export const forUntyped = (desks: Calls): Calls => ({
  submit: (order) => desks.submit(bagOf(order)),
  update: (update, options) => desks.update(bagOf(update), options),
  cancel: (target, options) => desks.cancel(bagOf(target), options),
  cancelMany: (targets, options) => desks.cancelMany(bagOf(targets), options),
  batch: (items, options) => {
    const given = Array.isArray(items) ? items.map(itemOf) : [];
    const good = desks.batch(
      given.flatMap((item) => (typeof item === 'string' ? [] : [item])),
      options,
    );
    const results = good[Symbol.iterator]();
    return given.flatMap((item, index): ReadonlyArray<OrderBatchResult> => {
      if (typeof item === 'string') return [refusal(index, item)];
      const next = results.next();
      return next.done === true ? [] : [next.value];
    });
  },
  offer: (offer) => desks.offer(bagOf(offer)),
  cancelOffer: desks.cancelOffer,
  broadcast: (message) => desks.broadcast(bagOf(message)),
});
