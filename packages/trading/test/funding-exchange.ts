import { ackRow, nothing, row } from './offer-wire.js';
import { frame, notice } from './wire.js';

/** What is true of an offer that the exchange took. */
interface TrueOffer {
  readonly id: number;
  readonly kind: string;
  readonly amountOrig: number;
  readonly rate: number;
  readonly period: number;
  readonly created: number;
  readonly fills: { readonly id: number; readonly amount: number }[];
  amount: number;
  end: string | null;
}

interface Body {
  readonly id?: number;
  readonly amount?: string;
  readonly rate?: string;
  readonly period?: number;
}

/** What tells offers from each other where no id does. */
export const kindOf = ({ amount, rate, period }: Body): string => `${Number(amount)} ${Number(rate)} ${period}`;

/** A funding market of a few rules, with books of its own: it answers in frames, late, twice or not at all. */
export const createFundingExchange = (
  random: () => number,
  manners: { readonly ackLost: number; readonly nameless: number },
  say: (frames: ReadonlyArray<string>) => void,
) => {
  const all = new Map<number, TrueOffer>();
  const refusals = new Map<string, number>();
  let lastId = 100;
  let lastTrade = 0;
  let refused = 0;
  const chance = (of: number): boolean => random() < of;
  const living = (): ReadonlyArray<TrueOffer> => [...all.values()].filter(({ end }) => end === null);
  const rowOf = (offer: TrueOffer): ReadonlyArray<unknown> => row({ ...offer, status: offer.end ?? 'ACTIVE' });
  const tell = (frames: ReadonlyArray<string>): void => {
    const told = frames.flatMap((each) => (chance(0.1) ? [each, each] : [each]));
    const mixed = told.map((each) => [random(), each] as const).sort(([a], [b]) => a - b);
    say(chance(0.3) ? mixed.map(([, each]) => each) : told);
  };
  const acked = (text: string): ReadonlyArray<string> => (chance(manners.ackLost) ? [] : [text]);
  const take = (offer: TrueOffer, amount: number): ReadonlyArray<string> => {
    const id = ++lastTrade;
    offer.fills.push({ id, amount });
    offer.amount -= amount;
    if (offer.amount === 0) offer.end = 'EXECUTED at 0.02% (50.0)';
    const trade = (code: string) =>
      frame(code, [id, 'fUSD', offer.created, offer.id, amount, offer.rate, offer.period, null]);
    return [trade('fte'), frame(offer.end === null ? 'fou' : 'foc', rowOf(offer)), trade('ftu')];
  };
  const end = (offer: TrueOffer): string => {
    offer.end = 'CANCELED';
    return frame('foc', rowOf(offer));
  };

  const place = (body: Body, now: number): void => {
    const [amount, rate, period] = [Number(body.amount), Number(body.rate), body.period ?? 0];
    const kind = kindOf(body);
    if (chance(0.2)) {
      refusals.set(kind, (refusals.get(kind) ?? 0) + 1);
      const info = chance(manners.nameless) ? nothing : ackRow({ id: null, amount, rate, period });
      return tell(acked(notice('fon-req', info, 'ERROR', 'No.', now + refused++ / 1000)));
    }
    const offer: TrueOffer = {
      id: ++lastId,
      kind,
      amount,
      amountOrig: amount,
      rate,
      period,
      created: now,
      fills: [],
      end: null,
    };
    all.set(offer.id, offer);
    const ack = acked(notice('fon-req', ackRow({ id: offer.id, amount, rate, period })));
    if (chance(0.2)) return tell([...ack, ...take(offer, amount)]);
    tell([...ack, frame('fon', rowOf(offer))]);
  };
  const cancel = ({ id = 0 }: Body): void => {
    const offer = all.get(id);
    if (offer?.end !== null || !offer)
      return tell(acked(notice('foc-req', ackRow({ id }), 'ERROR', 'Offer not found.')));
    tell([...acked(notice('foc-req', ackRow({ id }))), end(offer)]);
  };

  return {
    receive: (text: string, now: number): void => {
      const [, code, , body] = JSON.parse(text) as ReadonlyArray<unknown>;
      if (code === 'fon') place(body as Body, now);
      else cancel(body as Body);
    },
    happen: (): void => {
      const offers = living();
      const offer = offers[Math.floor(random() * offers.length)];
      if (!offer) return;
      tell(chance(0.2) ? [end(offer)] : take(offer, chance(0.5) ? offer.amount : Math.ceil(offer.amount / 2)));
    },
    snapshot: (): string => frame('fos', living().map(rowOf)),
    offer: (id: number): TrueOffer | null => all.get(id) ?? null,
    refusals: (kind: string): number => refusals.get(kind) ?? 0,
  };
};
