import { createDriver } from '@bitfinex-ws/testkit';
import { offers, OFFERS_DEFAULTS } from '../src/index.js';
import type { OffersConfig, OffersEffect, OffersInput, OffersNews } from '../src/offers/contract.js';
import { frame, heardAs } from './wire.js';

const OFFER = { type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 7 } as const;
/** When everything happens, ms. */
export const NOW = 1_700_000_000_000;

interface Facts {
  readonly id?: number | null;
  readonly symbol?: string | null;
  readonly amount?: number | null;
  readonly amountOrig?: number | null;
  readonly rate?: number | null;
  readonly period?: number | null;
  readonly status?: string | null;
  readonly created?: number | null;
}

/** The row of an offer, 21 columns. */
export const row = (facts: Facts = {}): ReadonlyArray<unknown> => {
  const { id = 9, symbol = 'fUSD', amount = 50, amountOrig = 50, rate = 0.0002, period = 7 } = facts;
  const { status = 'ACTIVE', created = NOW } = facts;
  const [name, no] = status === null ? [null, null] : ['LIMIT', 0];
  return [
    id,
    symbol,
    created,
    created,
    amount,
    amountOrig,
    name,
    null,
    null,
    no,
    status,
    null,
    null,
    null,
    rate,
    period,
    no,
    no,
    null,
    no,
    null,
  ];
};
/** As acknowledgements have it: id, amount, rate and period alone. */
export const ackRow = (facts: Facts = {}): ReadonlyArray<unknown> =>
  row({ symbol: null, amountOrig: null, status: null, created: null, ...facts });
/** An acknowledgement that says nothing. */
export const nothing = ackRow({ id: null, amount: null, rate: null, period: null });
/** The frame of a trade of an offer. */
export const taken = (id: number, offerId: number, amount: number): string =>
  frame('fte', [id, 'fUSD', NOW, offerId, amount, 0.0002, 7, null]);

/** The machine of offers, stepped by hand, on a connection that is logged in. */
export const createDesk = (config: Partial<OffersConfig> = {}) => {
  const driver = createDriver(offers({ ...OFFERS_DEFAULTS, ...config }));
  const timers = new Set<string>();
  const all: OffersEffect[] = [];
  let conn = 0;
  const newsIn = (effects: ReadonlyArray<OffersEffect>): ReadonlyArray<OffersNews> =>
    effects.flatMap((effect) => (effect.type === 'Announce' ? [effect.news] : []));
  const take = (...inputs: ReadonlyArray<OffersInput>): ReadonlyArray<OffersEffect> => {
    const effects = driver.take(...inputs);
    all.push(...effects);
    for (const effect of effects) {
      if (effect.type === 'StartTimer') timers.add(effect.timer);
      if (effect.type === 'StopTimer' && !timers.delete(effect.timer)) throw new Error(`${effect.timer} does not run`);
    }
    return effects;
  };
  const connect = (): void => void take({ type: 'ConnectionReady', conn: ++conn, at: NOW });
  connect();
  return {
    take,
    connect,
    lose: () => newsIn(take({ type: 'ConnectionLost', conn, at: NOW })),
    offer: (key: number, more: object = {}) => take({ type: 'OfferAsked', key, at: NOW, offer: { ...OFFER, ...more } }),
    hear: (...frames: ReadonlyArray<string>) =>
      newsIn(take(...frames.map((text) => ({ type: 'Received', conn, at: NOW, message: heardAs(text) }) as const))),
    ring: (name: string) => {
      const timer = [...timers].find((each) => each.startsWith(`${name}:`));
      if (timer === undefined) throw new Error(`no timer ${name}`);
      timers.delete(timer);
      return newsIn(take({ type: 'TimerFired', timer, at: NOW }));
    },
    sent: () => all.flatMap((effect) => (effect.type === 'Send' ? [effect.input] : [])),
    outcome: (key: number) => {
      const finals = newsIn(all).flatMap((news) => (news.type === 'final' && news.key === key ? [news.outcome] : []));
      if (finals.length > 1) throw new Error(`${key} has ${finals.length} outcomes`);
      return finals[0] ?? null;
    },
    answers: () => newsIn(all).flatMap((news) => (news.type === 'answered' ? [[news.request, news.result]] : [])),
    timers: () => [...timers],
    state: driver.state,
  };
};
