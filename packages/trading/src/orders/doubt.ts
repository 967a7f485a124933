import { isActiveStatus, parseOrderStatus, type Order } from '@bitfinex-ws/protocol';
import type { UnknownCause } from '../errors.js';
import { lookUp, valuesOf } from '../table.js';
import { alive, announced, isChange } from './acknowledge.js';
import { claim } from './claim.js';
import type { OrdersConfig, OrdersState, Ticket, TicketState } from './contract.js';
import { conclude, end, settle } from './end.js';
import { amountOf, HALF_A_UNIT, merge } from './fills.js';
import { lateOrder } from './late.js';
import {
  announce,
  enter,
  nothing,
  numbered,
  sequence,
  store,
  withTicket,
  type Fact,
  type Limit,
  type Move,
} from './move.js';

type Unknown = Extract<TicketState, { readonly _tag: 'Unknown' }>;

/** Nobody answered in time: the order may be there all the same. */
export const unanswered = (config: OrdersConfig, ticket: Ticket, conn: number): Move =>
  sequence(
    doubt(ticket, 'ackTimeout', conn, { name: 'resolve', ms: config.resolveMs }),
    withTicket(ticket.cid, (current) => question(config, current)),
  );

/** The connection that an order was written on, or lived on, is gone. */
export const away = (config: OrdersConfig, ticket: Ticket): Move => {
  const { state } = ticket;
  switch (state._tag) {
    case 'Queued':
      return nothing;
    case 'Sent':
      return doubt(ticket, 'connectionLost', state.conn, { name: 'resolve', ms: config.resolveMs });
    case 'Live':
      return doubt(ticket, 'connectionLost', state.conn, { name: 'away', ms: config.awayMs });
    case 'Unknown':
      // That the resolver knew nothing counts together with hearing nothing since; now nobody listens.
      return state.overdue ? nothing : store({ ...ticket, ask: null, state: { ...state, absentByResolver: false } });
    case 'Ended':
      return conclude(config, ticket, state.order);
  }
};

const doubt = (ticket: Ticket, cause: UnknownCause, conn: number, limit: Limit): Move =>
  sequence(
    enter(
      ticket,
      { _tag: 'Unknown', cause, conn, absentInSnapshot: false, absentByResolver: false, overdue: false },
      limit,
    ),
    announce({ type: 'outcomeUnknown', cid: ticket.cid, cause }),
  );

/** Every open order, behind a login: of those in doubt it says which live, and of those that lived which do not. */
export const reconcile = (config: OrdersConfig, conn: number, orders: ReadonlyArray<Order>): Move =>
  sequence(
    // One after the other: an id that one row tells may tell whose the next one is.
    ...orders.map((order): Move => (state) => {
      const ticket = claim(state, order);
      if (!ticket) return lateOrder(order)(state);
      return ticket.state._tag === 'Ended' ? [state, []] : found(ticket, conn, order)(state);
    }),
    (state) =>
      sequence(
        ...valuesOf(state.tickets)
          .filter(({ state: at }) => at._tag === 'Unknown' && at.conn < conn)
          .map((ticket) => missing(config, ticket)),
      )(state),
  );

const found = (ticket: Ticket, conn: number, order: Order): Move => {
  const wasAway = ticket.state._tag === 'Unknown';
  const gone = Math.abs(order.amountOrig - order.amount) - amountOf(ticket.fills);
  // Where its amount was changed the difference says nothing of fills.
  const missed = wasAway && !ticket.amountChanged && gone > HALF_A_UNIT ? gone : ticket.missed;
  const told = ticket.id !== null && isChange(ticket.order, order);
  return sequence(
    alive({ ...ticket, missed }, conn, { id: order.id, by: 'os', order }),
    told ? announce({ type: 'updated', cid: ticket.cid, order }) : nothing,
  );
};

const missing = (config: OrdersConfig, ticket: Ticket): Move => {
  if (ticket.state._tag !== 'Unknown') return nothing;
  const absent: Ticket = { ...ticket, state: { ...ticket.state, absentInSnapshot: true } };
  // It may have been filled at once, or be on its way still: what comes, and the resolver, may tell.
  if (ticket.id === null || ticket.state.overdue) return question(config, absent);
  return config.resolver ? lastQuestion(config, absent) : surrender(config, absent);
};

/** Asks the resolver, unless it is being asked. */
const question = (config: OrdersConfig, ticket: Ticket): Move => {
  if (!config.resolver || ticket.ask !== null) return store(ticket);
  const { cid, id, askedAt: cidDate, asked } = ticket;
  return numbered((ask) =>
    sequence(store({ ...ticket, ask }), (state) => [
      state,
      [{ type: 'AskResolver', ask, cid, cidDate, id, symbol: asked.symbol }],
    ]),
  );
};

// The resolver alone can tell now, and not for ever.
const lastQuestion = (config: OrdersConfig, ticket: Ticket): Move =>
  ticket.state._tag !== 'Unknown'
    ? nothing
    : sequence(
        enter(ticket, { ...ticket.state, overdue: true }, { name: 'resolver', ms: config.resolverMs }),
        withTicket(ticket.cid, (current) => question(config, current)),
      );

/** A deadline of an order in doubt is over. */
export const deadline = (config: OrdersConfig, ticket: Ticket, state: Unknown): Move =>
  config.resolver && !state.overdue && !state.absentByResolver
    ? lastQuestion(config, ticket)
    : surrender(config, ticket);

/** The end of all waiting: the outcome is what is known. */
const surrender = (config: OrdersConfig, ticket: Ticket): Move => {
  const { id, order, fills, state } = ticket;
  if (state._tag !== 'Unknown') return nothing;
  const { cause, absentInSnapshot, absentByResolver } = state;
  if (id !== null && absentInSnapshot) return settle(config, ticket, { _tag: 'EndedWhileAway', id, order, fills });
  if (id === null && absentByResolver) return settle(config, ticket, { _tag: 'NotPlaced', cause });
  return settle(config, ticket, { _tag: 'Unresolved', cause, id, order, fills, absentInSnapshot });
};

/** The resolver answered. An answer to a question that is not open any more changes nothing. */
export const resolved =
  (config: OrdersConfig, { ask, cid, answer }: Fact<'ResolverAnswered'>): Move =>
  (state) => {
    const ticket = lookUp(state.tickets, cid);
    if (!ticket || ticket.ask !== ask || ticket.state._tag !== 'Unknown') return [state, []];
    const asked: Ticket = { ...ticket, ask: null };
    const { overdue } = ticket.state;
    switch (answer._tag) {
      case 'Failed':
        return (overdue ? surrender(config, asked) : store(asked))(state);
      case 'Absent': {
        const absent: Ticket = { ...asked, state: { ...ticket.state, absentByResolver: true } };
        return (overdue ? surrender(config, absent) : store(absent))(state);
      }
      case 'Found':
        return foundByResolver(config, asked, answer, state);
    }
  };

const foundByResolver = (
  config: OrdersConfig,
  ticket: Ticket,
  { order, trades }: Extract<Fact<'ResolverAnswered'>['answer'], { readonly _tag: 'Found' }>,
  state: OrdersState,
): ReturnType<Move> => {
  const ack = { id: order.id, by: 'resolver', order } as const;
  const fills = trades.reduce<ReadonlyArray<Ticket['fills'][number]>>((all, trade) => {
    const merged = merge(all, trade);
    return merged.type === 'known' ? all : merged.fills;
  }, ticket.fills);
  const news = fills
    .filter((fill) => !ticket.fills.some(({ id }) => id === fill.id))
    .map((fill) => announce({ type: 'fill', cid: ticket.cid, fill }));
  const told: Ticket = { ...ticket, fills };
  if (!isActiveStatus(parseOrderStatus(order.status))) {
    return sequence(
      store(told),
      ...news,
      withTicket(ticket.cid, (current) => end(config, current, order, 'resolver')),
    )(state);
  }
  if (state.conn !== null) return sequence(alive(told, state.conn, ack), ...news)(state);
  // It lives, and nobody listens yet: from now on it is an order that was live when the connection was lost.
  const { state: at } = ticket;
  const isFirst = ticket.id === null && at._tag === 'Unknown';
  return sequence(
    announced(told, ack),
    withTicket(ticket.cid, (current) =>
      isFirst
        ? enter({ ...current, fills, order }, { ...at, overdue: false }, { name: 'away', ms: config.awayMs })
        : store({ ...current, fills, order }),
    ),
    ...news,
  )(state);
};
