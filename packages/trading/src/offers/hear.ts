import { left, right } from '@bitfinex-ws/machine';
import { isFilledStatus, parseOrderStatus } from '@bitfinex-ws/protocol';
import type { AccountFundingTrade, AccountMessage, FundingOffer, Notification } from '@bitfinex-ws/protocol';
import { MAX_ORPHANS, MAX_REFUSALS } from '../limits.js';
import { HALF_A_UNIT, makesUp } from '../orders/fills.js';
import { lookUp } from '../table.js';
import { cancel, sendNext } from './ask.js';
import type { OfferAcknowledgement, OffersConfig, OffersState, OfferTicket } from './contract.js';
import { isLike, likest, withoutId, type Likeness } from './likeness.js';
import { announce, answer, enter, nothing, sequence, settle, store, withTicket, type Fact, type Move } from './move.js';

/** Something came on the account channel. What is not about offers that were asked for here changes nothing. */
export const heard =
  (config: OffersConfig, { conn, message }: Fact<'Received'>): Move =>
  (state) =>
    state.conn === conn ? about(config, conn, message)(state) : [state, []];

const about = (config: OffersConfig, conn: number, message: AccountMessage): Move => {
  switch (message.type) {
    case 'notification':
      return answered(config, conn, message.notification);
    case 'fundingOffer':
      return row(config, conn, message.code, message.offer);
    case 'fundingOffers':
      return message.code === 'fos'
        ? reconcile(config, conn, message.offers)
        : sequence(...message.offers.map((offer) => row(config, conn, message.code, offer)));
    case 'accountFundingTrade':
      return trade(config, message.trade);
    case 'accountFundingTrades':
      return sequence(...message.trades.map((each) => trade(config, each)));
    default:
      return nothing;
  }
};

const answered =
  (config: OffersConfig, conn: number, { type, info, status, text, mts }: Notification): Move =>
  (state) => {
    const offer = info.kind === 'offer' ? info.offer : null;
    const id = offer?.id ?? null;
    const isRefusal = status !== 'SUCCESS' && status !== 'INFO';
    if (type === 'foc-req') {
      const pending = id === null ? undefined : [...state.cancels.values()].find((each) => each.id === id);
      if (!pending)
        return isRefusal ? announce({ type: 'unmatchedReject', asked: 'foc', id, text })(state) : [state, []];
      const refused = { _tag: 'Refused', asked: 'foc', cid: null, id, status, text } as const;
      return answer(pending, isRefusal ? left(refused) : right(offer))(state);
    }
    if (type !== 'fon-req') return [state, []];
    const { symbol = null, rate = null, period = null } = offer ?? {};
    const likeness: Likeness = { symbol, amount: offer?.amountOrig ?? offer?.amount ?? null, rate, period };
    if (isSettled(state, id)) return [state, []];
    const ticket = ticketOf(state, id) ?? likest(state, likeness) ?? onlyOne(state, likeness);
    if (isRefusal) {
      const said = JSON.stringify([mts, likeness, text]);
      if (mts !== null && state.refusals.includes(said)) return [state, []];
      if (!ticket || ticket.id !== null) return announce({ type: 'unmatchedReject', asked: 'fon', id, text })(state);
      const refusals = [...state.refusals, said].slice(-MAX_REFUSALS);
      return sequence(
        settle(config, ticket, { _tag: 'Rejected', status, text }),
        sendNext(config),
      )({ ...state, refusals });
    }
    if (!ticket || !offer || id === null || id === 0) return [state, []];
    return sequence(alive(config, ticket, conn, { id, by: 'fon-req', offer }), sendNext(config))(state);
  };

// An answer that says nothing of the offer: it can only be that of the one that waits, where one alone waits.
const onlyOne = (state: OffersState, { amount, rate, period }: Likeness): OfferTicket | null => {
  const [first, second] = withoutId(state);
  return amount === null && rate === null && period === null && !second ? (first ?? null) : null;
};

const ticketOf = (state: OffersState, id: number | null): OfferTicket | null => {
  const key = id === null ? undefined : lookUp(state.byId, id);
  return (key === undefined ? undefined : state.tickets.get(key)) ?? null;
};

// Said late, or twice: it is about none of those that are alike.
const isSettled = ({ settled: [newer, older] }: OffersState, id: number | null): boolean =>
  id !== null && (lookUp(newer, id) ?? lookUp(older, id)) !== undefined;

// Nothing but likeness tells it from an older offer of the same kind, so its age has to fit as well.
const claim = ({ skewMs }: OffersConfig, state: OffersState, offer: FundingOffer): OfferTicket | null => {
  const { symbol, amountOrig: amount, rate, period, mtsCreated } = offer;
  const known = ticketOf(state, offer.id);
  if (known || isSettled(state, offer.id)) return known;
  const isOurs = ({ asked, askedAt }: OfferTicket): boolean =>
    mtsCreated >= askedAt - skewMs && isLike(asked, { symbol, amount, rate, period });
  return withoutId(state).find(isOurs) ?? null;
};

const row =
  (config: OffersConfig, conn: number, code: 'fos' | 'fon' | 'fou' | 'foc', offer: FundingOffer): Move =>
  (state) => {
    const pending = code === 'foc' ? [...state.cancels.values()].filter((each) => each.id === offer.id) : [];
    // The exchange may cancel without a word before: then this is the answer.
    const answers = pending.map((each) => answer(each, right(offer)));
    const ticket = claim(config, state, offer);
    if (!ticket || ticket.state._tag === 'Ended') return sequence(...answers)(state);
    if (code === 'foc') return sequence(end(config, ticket, conn, offer), ...answers, sendNext(config))(state);
    const isUpdate = code === 'fou' && ticket.id !== null;
    return sequence(
      alive(config, ticket, conn, { id: offer.id, by: code, offer }),
      isUpdate ? announce({ type: 'updated', key: ticket.key, offer }) : nothing,
      sendNext(config),
    )(state);
  };

/** The offer lives on the exchange, as this says. What waited for its id goes on. */
const alive = (config: OffersConfig, ticket: OfferTicket, conn: number, ack: OfferAcknowledgement): Move => {
  const { key, state: at } = ticket;
  const isFirst = ticket.id === null;
  const known: OfferTicket = { ...ticket, id: ack.id, offer: ack.offer, withdrawals: [] };
  return sequence(
    isFirst ? announce({ type: 'acknowledged', key, ack }) : nothing,
    at._tag === 'Live' || at._tag === 'Ended' ? store(known) : enter(known, { _tag: 'Live', conn }, null),
    at._tag === 'Unknown' ? announce({ type: 'resolved', key, ack }) : nothing,
    isFirst ? adopt(config, ack.id) : nothing,
    ...ticket.withdrawals.map((request) => cancel(config, request, ack.id)),
  );
};

// Trades that came before anybody knew whose they were.
const adopt =
  (config: OffersConfig, id: number): Move =>
  (state) => {
    const own = state.orphans.filter(({ offerId }) => offerId === id);
    const orphans = withoutId(state).length === 0 ? [] : state.orphans.filter(({ offerId }) => offerId !== id);
    return sequence(...own.map((each) => trade(config, each)))({ ...state, orphans });
  };

const trade =
  (config: OffersConfig, told: AccountFundingTrade): Move =>
  (state) => {
    const ticket = ticketOf(state, told.offerId);
    if (!ticket) {
      if (withoutId(state).length === 0) return [state, []];
      return [{ ...state, orphans: [...state.orphans, told].slice(-MAX_ORPHANS) }, []];
    }
    if (ticket.fills.some(({ id }) => id === told.id)) return [state, []];
    const next = { ...ticket, fills: [...ticket.fills, told] };
    const { state: at } = next;
    return sequence(
      store(next),
      announce({ type: 'fill', key: ticket.key, fill: told }),
      at._tag === 'Ended' && isReady(next, at.offer) ? conclude(config, next, at.offer) : nothing,
    )(state);
  };

const end = (config: OffersConfig, ticket: OfferTicket, conn: number, offer: FundingOffer): Move => {
  const { key } = ticket;
  return sequence(
    // It is over: nothing of it is left to cancel.
    alive(config, { ...ticket, withdrawals: [] }, conn, { id: offer.id, by: 'foc', offer }),
    ...ticket.withdrawals.map((request) => announce({ type: 'answered', request, result: right(offer) })),
    announce({ type: 'ended', key, offer }),
    withTicket(key, (current) =>
      isReady(current, offer)
        ? conclude(config, current, offer)
        : enter(current, { _tag: 'Ended', offer }, { name: 'fills', ms: config.fillsMs }),
    ),
  );
};

const takenOf = (fills: ReadonlyArray<AccountFundingTrade>): number =>
  fills.reduce((sum, { amount }) => sum + Math.abs(amount), 0);
const goneOf = ({ amount, amountOrig }: FundingOffer): number => Math.abs(amountOrig - amount);
const isReady = ({ fills, missed }: OfferTicket, offer: FundingOffer): boolean =>
  makesUp(takenOf(fills) + missed, goneOf(offer));

/** Settles an offer that is over with the trades that are known. */
export const conclude = (config: OffersConfig, ticket: OfferTicket, offer: FundingOffer): Move => {
  const status = parseOrderStatus(offer.status);
  const complete = isReady(ticket, offer) && ticket.missed <= HALF_A_UNIT;
  const facts = { offer, status, fills: ticket.fills, complete };
  if (isFilledStatus(status) || /^EXECUTED\b/.test(offer.status))
    return settle(config, ticket, { _tag: 'Executed', ...facts });
  const isCanceled = /\bCANCELED$/.test(status.head);
  const by = !isCanceled ? 'exchange' : ticket.cancelAsked ? 'asked' : 'elsewhere';
  return settle(config, ticket, { _tag: 'Canceled', by, ...facts });
};

const reconcile =
  (config: OffersConfig, conn: number, offers: ReadonlyArray<FundingOffer>): Move =>
  (state) => {
    let current: OffersState = state;
    const moves: Move[] = [];
    const present = new Set<number>();
    for (const offer of offers) {
      const ticket = claim(config, current, offer);
      if (!ticket || ticket.state._tag === 'Ended') continue;
      present.add(ticket.key);
      const missed =
        ticket.state._tag === 'Unknown' ? Math.max(0, goneOf(offer) - takenOf(ticket.fills)) : ticket.missed;
      moves.push(alive(config, { ...ticket, missed }, conn, { id: offer.id, by: 'fos', offer }));
      // Two offers that are alike are two tickets: who has an id is not taken a second time.
      [current] = store({ ...ticket, id: offer.id })(current);
    }
    for (const ticket of state.tickets.values()) {
      const { key, id, offer, fills, state: at } = ticket;
      if (at._tag !== 'Unknown' || at.conn >= conn || present.has(key)) continue;
      moves.push(
        id === null
          ? store({ ...ticket, state: { ...at, absentInSnapshot: true } })
          : settle(config, ticket, { _tag: 'EndedWhileAway', id, offer, fills }),
      );
    }
    return sequence(...moves, sendNext(config))(state);
  };
