import { createDriver } from '@bitfinex-ws/testkit';
import { offers, OFFERS_DEFAULTS } from '../src/index.js';
import type { OffersConfig, OffersEffect, OffersInput, OffersNews } from '../src/offers/contract.js';
import { NOW } from './offer-wire.js';
import { heardAs } from './wire.js';

const OFFER = { type: 'LIMIT', symbol: 'fUSD', amount: '50', rate: '0.0002', period: 7 } as const;
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
