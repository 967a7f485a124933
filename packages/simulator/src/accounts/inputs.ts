import { either as E } from 'fp-ts';
import type { Submission } from '../engine/order.js';
import { notificationRow, orderRow, sparseOrderRow } from './account-text.js';
import { amountText, decimalText } from '../wire/number-text.js';
import type { Fields } from '../wire/events.js';
import type { Desk, Say } from './desk.js';
import { canAfford, lacking, spendOf } from './funds.js';
import type { Holdings } from './holdings.js';
import type { Pit } from './pit.js';
import { typeText, type OrderRecord } from './record.js';
import {
  FLAGS,
  isFields,
  isLeverage,
  isWhole,
  numberOf,
  readChanges,
  readMeta,
  readNewOrder,
  type NewOrder,
} from './requests.js';

/** What an owner may ask of its orders. */
interface Inputs {
  readonly place: (body: Fields) => void;
  readonly update: (body: Fields) => void;
  readonly cancel: (body: Fields) => void;
  readonly cancelMany: (body: Fields) => void;
  /** Several of the others, each answered by itself; not all or nothing. */
  readonly many: (body: ReadonlyArray<unknown>) => void;
  readonly cancelAll: () => void;
}

interface InputsPorts {
  readonly userId: number;
  readonly pit: Pit;
  readonly desk: Desk;
  readonly holdings: Holdings;
  readonly say: Say;
  readonly takeOrderId: () => number;
}

/** Source: https://docs.bitfinex.com/reference/rest-auth-order-multi */
const MOST_OPERATIONS = 75;
/** Orders of one account at a time: a flood of them shall not fill the memory. */
const MOST_ORDERS = 2_500;

/** Answers inputs: first the notification, then what comes of it. */
export const createInputs = ({ userId, pit, desk, holdings, say, takeOrderId }: InputsPorts): Inputs => {
  const notify = (type: string, info: string, status: 'SUCCESS' | 'ERROR', words: string): void =>
    say('n', notificationRow(pit.now(), { type, info, status, words }), null);

  const refuseNew = (body: Fields, words: string): void => {
    // Only what can be told of it; the id is null, so that it can be found by its cid alone.
    const told: ReadonlyArray<readonly [number, unknown]> = [
      [2, body['cid']],
      [3, body['symbol']],
      [6, numberOf(body['amount'])],
      [8, body['type']],
      [16, numberOf(body['price'])],
    ];
    notify('on-req', sparseOrderRow(scalars(told)), 'ERROR', words);
  };
  const recordOf = (given: NewOrder, order: Submission, cid: number | null, placedId: number | null): OrderRecord => {
    const now = Math.floor(pit.now());
    const { flags, leverage } = given;
    return {
      order: { ...order, before: null, original: order.amount, priority: 0 },
      symbol: given.listing.symbol,
      decimals: given.listing.decimals,
      cid: cid ?? now,
      gid: given.gid,
      flags,
      meta: metaOf(flags, leverage, given.meta),
      placedId,
      created: now,
      updated: now,
      typeBefore: null,
      fills: [],
      value: 0n,
      filled: 0,
      end: null,
    };
  };
  const place = (body: Fields): void => {
    const read = readNewOrder(body, pit.listing, pit.now());
    if (E.isLeft(read)) return refuseNew(body, read.left);
    if (desk.living().size >= MOST_ORDERS) return refuseNew(body, 'Invalid order: too many open orders.');
    const given = read.right;
    const { listing, kind, spot, side, ocoStop } = given;
    const lack = lacking(given, pit.engine(listing.symbol), holdings);
    if (lack !== null) {
      const wanted = `${signed(side, given.amount)} ${listing.name} at ${decimalText(given.price, listing.decimals)}`;
      return refuseNew(body, `Invalid order: not enough ${lack} balance for ${wanted}`);
    }
    const order = submissionOf(given, userId, takeOrderId());
    const words = `Submitting ${typeText({ kind, spot }).toLowerCase()} ${side === 'bid' ? 'buy' : 'sell'} order for ${signed(side, given.amount)} ${listing.base}.`;
    const record = recordOf(given, order, given.cid, null);
    if (ocoStop === null) {
      desk.expect(record);
      notify('on-req', orderRow(record), 'SUCCESS', words);
      const spend = spendOf(order, 0n, listing, holdings);
      pit.act(listing.symbol, { _tag: 'Submitted', order, spend });
      return;
    }
    const stop: Submission = {
      ...order,
      id: takeOrderId(),
      kind: 'STOP',
      price: ocoStop,
      postOnly: false,
      sibling: order.id,
    };
    const first: Submission = { ...order, sibling: stop.id };
    const both = [recordOf(given, first, given.cid, null), recordOf(given, stop, given.cidOco ?? given.cid, order.id)];
    both.forEach(desk.expect);
    notify('on-req', `[${both.map(orderRow).join(',')}]`, 'SUCCESS', words);
    pit.act(listing.symbol, { _tag: 'PairSubmitted', order: first, stop });
  };

  /** By id, or by cid and the UTC day on which it came. */
  const find = ({ id, cid, cid_date: day }: Fields): OrderRecord | null => {
    if (isWhole(id)) return desk.living().get(id) ?? null;
    if (!isWhole(cid)) return null;
    const fits = [...desk.living().values()].filter((record) => {
      const date = new Date(record.created).toISOString().slice(0, 10);
      return record.cid === cid && (day === undefined || day === null || day === date);
    });
    return fits[fits.length - 1] ?? null;
  };
  const notFound = (type: string, { id, cid }: Fields): void =>
    notify(type, sparseOrderRow(scalars([isWhole(id) ? [0, id] : [2, cid]])), 'ERROR', 'Order not found.');

  const update = (body: Fields): void => {
    const record = find(body);
    const listing = record && pit.listing(record.symbol);
    if (!record || !listing) return notFound('ou-req', body);
    const { order, symbol } = record;
    const refuse = (words: string): void => notify('ou-req', orderRow(record), 'ERROR', words);
    const changes = readChanges(body, order, listing, pit.now());
    if (E.isLeft(changes)) return refuse(changes.left);
    if (!canAfford(order, { ...order, ...changes.right }, listing, holdings)) {
      const lack = order.spot ? 'exchange' : 'tradable';
      return refuse(`Invalid order: not enough ${lack} balance for this update of ${listing.name}`);
    }
    const kind = typeText(order).toLowerCase();
    const words = `Submitting update to ${kind} ${order.side === 'bid' ? 'buy' : 'sell'} order for ${amountText(order.amount)} ${listing.base}.`;
    notify('ou-req', orderRow(record), 'SUCCESS', words);
    const flags = isWhole(body['flags']) ? body['flags'] : record.flags;
    const asked = listing.derivative && isLeverage(body['lev']) ? body['lev'] : record.meta['$F33'];
    desk.expect({
      ...record,
      gid: isWhole(body['gid']) ? body['gid'] : record.gid,
      flags,
      meta: metaOf(flags, isLeverage(asked) ? asked : null, readMeta(body['meta'] ?? record.meta)),
    });
    pit.act(symbol, { _tag: 'Updated', id: order.id, changes: changes.right, spend: null });
  };
  const end = ({ symbol, order }: OrderRecord): void => pit.act(symbol, { _tag: 'Cancelled', id: order.id });
  const cancel = (body: Fields): void => {
    const record = find(body);
    if (!record) return notFound('oc-req', body);
    const { order, cid } = record;
    const info = isWhole(body['id']) ? orderRow(record) : sparseOrderRow({ 2: cid });
    notify('oc-req', info, 'SUCCESS', `Submitted for cancellation; waiting for confirmation (ID: ${order.id}).`);
    end(record);
  };
  const cancelAll = (): void => {
    // The end of one may end another one.
    for (const record of [...desk.living().values()]) if (desk.living().has(record.order.id)) end(record);
  };
  const cancelMany = (body: Fields): void => {
    const wanted = new Set<OrderRecord>();
    const want = (record: OrderRecord | null): void => void (record && wanted.add(record));
    for (const id of listOf(body['id'])) want(find({ id }));
    for (const pair of listOf(body['cid'])) {
      const [cid, day] = listOf(pair);
      want(find({ cid, cid_date: day }));
    }
    const groups = listOf(body['gid']).flatMap((gid) => (Array.isArray(gid) ? listOf(gid) : [gid]));
    for (const record of desk.living().values()) {
      if (isWhole(body['all']) && body['all'] === 1) want(record);
      else if (record.gid !== null && groups.includes(record.gid)) want(record);
    }
    const records = [...wanted];
    if (records.length === 0) return notify('oc_multi-req', '[]', 'ERROR', 'Order not found.');
    const words = `Submitting ${records.length} order cancellations.`;
    notify('oc_multi-req', `[${records.map(orderRow).join(',')}]`, 'SUCCESS', words);
    for (const record of records) if (desk.living().has(record.order.id)) end(record);
  };
  const one = ([code, body]: ReadonlyArray<unknown>): void => {
    if (!isFields(body)) return;
    if (code === 'on') place(body);
    else if (code === 'ou') update(body);
    else if (code === 'oc') cancel(body);
    else if (code === 'oc_multi') cancelMany(body);
  };

  return {
    place,
    update,
    cancel,
    cancelMany,
    cancelAll,
    many: (operations) => {
      if (operations.length > MOST_OPERATIONS) {
        return notify('ox_multi-req', '[]', 'ERROR', `ops: invalid (${MOST_OPERATIONS} at most)`);
      }
      for (const operation of operations) if (Array.isArray(operation)) one(operation);
    },
  };
};

/** What the row of an order says beside its columns. */
const metaOf = (flags: number, leverage: number | null, own: Fields): Fields => ({
  source: 'api',
  ...(flags & FLAGS.postOnly ? { $F7: 1 } : {}),
  ...(leverage === null ? {} : { $F33: leverage }),
  ...own,
});
const listOf = (value: unknown): ReadonlyArray<unknown> => (Array.isArray(value) ? value : []);
const signed = (side: 'bid' | 'ask', amount: number): string => amountText(side === 'bid' ? amount : -amount);

/** Those that can stand in a row. */
const scalars = (cells: ReadonlyArray<readonly [number, unknown]>): Readonly<Record<number, string | number>> =>
  Object.fromEntries(
    cells.filter(
      (cell): cell is readonly [number, string | number] =>
        (typeof cell[1] === 'string' && cell[1].length <= 64) ||
        (typeof cell[1] === 'number' && Number.isFinite(cell[1])),
    ),
  );

const submissionOf = (given: NewOrder, owner: number, id: number): Submission => {
  const has = (flag: number): boolean => (given.flags & flag) !== 0;
  return {
    id,
    owner,
    side: given.side,
    kind: given.kind,
    spot: given.spot,
    price: given.price,
    period: 0,
    amount: given.amount,
    limit: given.limit,
    trail: given.trail,
    hidden: has(FLAGS.hidden),
    makeVisible: given.meta['make_visible'] === 1,
    postOnly: has(FLAGS.postOnly),
    reduceOnly: !given.spot && has(FLAGS.reduceOnly),
    closes: !given.spot && has(FLAGS.close),
    protect: given.meta['protect_selfmatch'] === 1,
    sibling: null,
    expiresAt: given.expiresAt,
  };
};
