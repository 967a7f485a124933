import type { OrderTarget, OrderTargets } from '@bitfinex-ws/protocol';
import type { NotSentCause } from '../errors.js';
import { lookUp } from '../table.js';
import type { OrdersConfig, OrdersState, PendingRequest, Queued } from './contract.js';
import { settle } from './end.js';
import { sequence, withTicket, type Move } from './move.js';
import { refuseUnsent } from './requests.js';

/** The cid under which what this names waits for its turn, that of the first leg of an OCO; null: it does not wait. */
export const heldAs = (state: OrdersState, target: OrderTarget | null): number | null => {
  // What waits for its turn has no id of the exchange.
  if (target === null || target.id !== undefined) return null;
  const ticket = lookUp(state.tickets, target.cid);
  const first = ticket?.isStop ? ticket.other : (ticket?.cid ?? null);
  return state.held.some((queued) => queued.type === 'order' && queued.cid === first) ? first : null;
};

/** An order that waits for its turn, with the changes behind it; and all others. */
export const heldUnder = (
  state: OrdersState,
  cid: number,
): readonly [mine: ReadonlyArray<Queued>, others: ReadonlyArray<Queued>] => {
  const isMine = (queued: Queued): boolean =>
    queued.type === 'order'
      ? queued.cid === cid
      : heldAs(state, lookUp(state.requests, queued.request)?.target ?? null) === cid;
  return [state.held.filter(isMine), state.held.filter((queued) => !isMine(queued))];
};

/** One that waits for its turn, or for its batch, will not be written. */
export const unsent = (config: OrdersConfig, queued: Queued, cause: NotSentCause): Move =>
  queued.type === 'order'
    ? withTicket(queued.cid, (ticket) =>
        sequence(
          ...[ticket.cid, ...(ticket.other === null ? [] : [ticket.other])].map((leg) =>
            withTicket(leg, (each) => settle(config, each, { _tag: 'NotSent', cause })),
          ),
        ),
      )
    : withRequest(queued.request, (pending) => refuseUnsent(pending, cause));

/** The turn of an order will not come: neither it nor what waits behind it is written. */
export const missed =
  (config: OrdersConfig, cid: number, cause: NotSentCause): Move =>
  (state) => {
    const [mine, held] = heldUnder(state, cid);
    return sequence(...mine.map((queued) => unsent(config, queued, cause)))({ ...state, held });
  };

/** No turn will come. */
export const refuseHeld =
  (config: OrdersConfig, cause: NotSentCause): Move =>
  (state) =>
    sequence(...state.held.map((queued) => unsent(config, queued, cause)))({ ...state, held: [] });

/** Whoever cancels several means those too that wait for their turn. */
export const withdrawHeld =
  (config: OrdersConfig, targets: OrderTargets): Move =>
  (state) => {
    const named = new Set(targets.cid?.map(({ cid }) => heldAs(state, { cid, cidDate: 0 })));
    const groups = new Set(targets.gid);
    const cids = state.held.flatMap((queued) => {
      if (queued.type !== 'order') return [];
      const gid = lookUp(state.tickets, queued.cid)?.asked.gid;
      const isMeant = targets.all === true || named.has(queued.cid) || (gid !== undefined && groups.has(gid));
      return isMeant ? [queued.cid] : [];
    });
    return sequence(...cids.map((cid) => missed(config, cid, 'withdrawn')))(state);
  };

/** The move for a request that may have been answered meanwhile. */
export const withRequest =
  (request: number, next: (pending: PendingRequest) => Move): Move =>
  (state) => {
    const pending = lookUp(state.requests, request);
    return pending ? next(pending)(state) : [state, []];
  };
