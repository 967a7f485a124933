import { encodeInput } from '@bitfinex-ws/protocol';
import { createDriver, createSeededRandom } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import {
  offers,
  OFFERS_DEFAULTS,
  type OfferOutcome,
  type OffersEffect,
  type OffersInput,
  type OffersNews,
} from '../src/index.js';
import { createFundingExchange, kindOf } from './funding-exchange.js';
import { heardAs } from './wire.js';

const must = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(what);
};

/** The machine of offers, a funding market with books of its own and a clock; something at random a step. */
export const createOffersWalk = (seed: number, seen: Map<string, number>) => {
  const random = createSeededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const below = (count: number): number => Math.floor(random() * count);
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const calm = seed % 4 === 0;
  const serialised = seed % 2 === 0;
  const driver = createDriver(offers({ ...OFFERS_DEFAULTS, serialised }));
  const manners = calm ? { ackLost: 0, nameless: 0 } : { ackLost: 0.1, nameless: 0.2 };
  const exchange = createFundingExchange(random, manners, (frames) => void (up && outbound.push(...frames)));

  let now = 1_700_000_000_000;
  let conn = 0;
  let up = false;
  let closed = false;
  let last = 0;
  let outbound: string[] = [];
  let inbound: { readonly text: string; readonly by: number }[] = [];
  const failed: number[] = [];
  const timers = new Map<string, number>();
  const kinds = new Map<number, string>();
  const ids = new Map<number, number>();
  const outcomes = new Map<number, OfferOutcome>();
  const requests = new Set<number>();
  const answered = new Set<number>();

  const judge = (key: number, outcome: OfferOutcome): void => {
    const id = ids.get(key);
    const truth = id === undefined ? null : exchange.offer(id);
    const wrong = `offer ${key} is ${outcome._tag}, but ${JSON.stringify(truth)}`;
    switch (outcome._tag) {
      case 'Executed':
      case 'Canceled': {
        must(
          truth?.end?.startsWith('EXECUTED') === (outcome._tag === 'Executed') && truth.id === outcome.offer.id,
          wrong,
        );
        const told = (fills: ReadonlyArray<{ readonly id: number; readonly amount: number }>): string =>
          fills
            .map((fill) => `${fill.id} ${fill.amount}`)
            .sort()
            .join();
        if (outcome.complete) must(told(outcome.fills) === told(truth?.fills ?? []), wrong);
        if (calm) must(outcome.complete, `${wrong}: not complete on a calm day`);
        return;
      }
      case 'EndedWhileAway':
        return must(truth !== null && truth.end !== null && !calm, wrong);
      case 'Rejected':
      case 'NotSent':
        return must(id === undefined, wrong);
      case 'Unresolved':
        return must(outcome.id === (id ?? null) && (!calm || closed), wrong);
    }
  };
  const hear = (news: OffersNews): void => {
    count(news.type);
    if (news.type === 'acknowledged') {
      must(!ids.has(news.key), `${news.key} is acknowledged twice`);
      must(![...ids.values()].includes(news.ack.id), `${news.ack.id} is taken for two offers`);
      must(exchange.offer(news.ack.id)?.kind === kinds.get(news.key), `${news.key} is taken for another offer`);
      ids.set(news.key, news.ack.id);
    } else if (news.type === 'final') {
      must(kinds.has(news.key) && !outcomes.has(news.key), `${news.key} is settled twice`);
      outcomes.set(news.key, news.outcome);
      count(`outcome: ${news.outcome._tag}`);
      judge(news.key, news.outcome);
    } else if (news.type === 'answered') {
      must(requests.has(news.request) && !answered.has(news.request), `request ${news.request} is answered twice`);
      answered.add(news.request);
      count(`answer: ${E.isLeft(news.result) ? news.result.left._tag : 'done'}`);
    }
  };
  const obey = (effect: OffersEffect): void => {
    switch (effect.type) {
      case 'Send': {
        must(up && effect.conn === conn, 'something is sent on a connection that is gone');
        if (!calm && chance(0.05)) return void failed.push(effect.send);
        const text = encodeInput(effect.input);
        if (E.isLeft(text)) throw new Error('what is sent can not be written');
        return void inbound.push({ text: text.right, by: now + 4_000 });
      }
      case 'StartTimer':
        must(!timers.has(effect.timer), `${effect.timer} is started twice`);
        return void timers.set(effect.timer, now + effect.ms);
      case 'StopTimer':
        return must(timers.delete(effect.timer), `${effect.timer} is stopped and does not run`);
      case 'Announce':
        return hear(effect.news);
    }
  };
  const take = (input: OffersInput): void => {
    for (const effect of driver.take(input)) obey(effect);
    while (failed.length > 0) {
      for (const effect of driver.take({ type: 'SendFailed', send: failed.shift() ?? 0, at: now })) obey(effect);
    }
  };
  const offer = (): void => {
    const wanted = {
      amount: String(50 * (1 + below(2))),
      rate: chance(0.5) ? '0.0002' : '0.0003',
      period: 2 + below(2),
    };
    kinds.set(++last, kindOf(wanted));
    take({ type: 'OfferAsked', key: last, at: now, offer: { type: 'LIMIT', symbol: 'fUSD', ...wanted } });
  };
  const cancel = (): void => {
    const request = ++last;
    requests.add(request);
    const keys = [...driver.state().tickets.keys()];
    const key = keys[below(keys.length)] ?? 0;
    // Of one that may be over as well.
    const known = [...ids.values()];
    const id = chance(0.2) ? known[below(known.length)] : ids.get(key);
    if (id === undefined || chance(0.5)) take({ type: 'WithdrawAsked', request, at: now, key });
    else take({ type: 'CancelAsked', request, at: now, id });
  };
  const connect = (): void => {
    if (up || closed) return;
    up = true;
    take({ type: 'ConnectionReady', conn: ++conn, at: now });
    outbound = [exchange.snapshot()];
  };
  const lose = (): void => {
    up = false;
    outbound = [];
    inbound = inbound.filter(() => chance(0.5));
    take({ type: 'ConnectionLost', conn, at: now });
  };
  const deliver = (): void => {
    const text = outbound.shift();
    if (text !== undefined) take({ type: 'Received', conn, at: now, message: heardAs(text) });
  };
  const read = (): void => {
    const next = inbound.shift();
    if (next) exchange.receive(next.text, now);
  };
  const pass = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      while (inbound[0] !== undefined && inbound[0].by <= until) read();
      const [timer, due] = [...timers].reduce((a, b) => (b[1] < a[1] ? b : a), ['', Infinity] as const);
      if (due > until) break;
      timers.delete(timer);
      now = Math.max(now, due);
      take({ type: 'TimerFired', timer, at: now });
    }
    now = until;
  };
  const rest = (): void => {
    while (inbound.length + outbound.length > 0) {
      read();
      while (outbound.length > 0) deliver();
    }
  };

  connect();
  return {
    step: (): void => {
      const dice = random();
      if (!up && dice < 0.3) return connect();
      if (dice < 0.2) return offer();
      if (dice < 0.28) return cancel();
      if (dice < 0.48) return read();
      if (dice < 0.8) return deliver();
      if (dice < 0.9) return exchange.happen();
      if (calm) return;
      if (dice < 0.93) return up ? lose() : undefined;
      return pass(chance(0.2) ? below(8_000) : below(100));
    },
    /** Everything arrives and every deadline passes; then the account is closed. */
    finish: (): void => {
      connect();
      for (let round = 0; round < 3; round++) {
        rest();
        if (!calm) pass(60_000);
      }
      for (const key of driver.state().tickets.keys()) {
        must(exchange.offer(ids.get(key) ?? 0)?.end === null, `offer ${key} is thought to live`);
      }
      closed = true;
      take({ type: 'CloseAsked', at: now });
      offer();
      must(outcomes.size === kinds.size && answered.size === requests.size, 'everything is settled and answered');
      must(timers.size === 0, `timers run: ${[...timers.keys()].join(' ')}`);
      const { tickets, byId, cancels, orphans } = driver.state();
      must(tickets.size + byId.size + cancels.size + orphans.length === 0, 'something is left');
      // Which of several that are alike was refused nobody can tell; how many were, can be.
      for (const kind of new Set(kinds.values())) {
        const rejected = [...outcomes].filter(
          ([key, { _tag }]) => kinds.get(key) === kind && _tag === 'Rejected',
        ).length;
        must(rejected <= exchange.refusals(kind), `${rejected} offers of ${kind} are said to be refused`);
      }
    },
  };
};
