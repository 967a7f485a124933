import { encodeInput, type Order } from '@bitfinex-ws/protocol';
import { createDriver, createSeededRandom } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import {
  nextCid,
  openTickets,
  orders,
  ORDERS_DEFAULTS,
  pendingOf,
  targetOf,
  type BatchOperation,
  type KeyedOrder,
  type OrderOutcome,
  type OrdersConfig,
  type OrdersEffect,
  type OrdersInput,
  type OrdersNews,
} from '../src/index.js';
import { createExchange, type Manners } from './exchange.js';
import { judgeOutcome } from './judge.js';
import { heardAs } from './wire.js';

const CALM: Manners = { reject: 0.15, nameless: 0, ackLost: 0, doubled: 0.1, shuffled: 0.3, ownStopCid: 0 };
const ROUGH: Manners = { reject: 0.15, nameless: 0.1, ackLost: 0.1, doubled: 0.1, shuffled: 0.3, ownStopCid: 0.3 };

const must = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(what);
};

/** The machine of orders, an exchange with books of its own and a clock; something at random a step. */
export const createWalk = (seed: number, seen: Map<string, number>) => {
  const random = createSeededRandom(seed);
  const chance = (of: number): boolean => random() < of;
  const below = (count: number): number => Math.floor(random() * count);
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  // A calm walk loses nothing: there every outcome has to be what is true.
  const calm = seed % 4 === 0;
  const config: OrdersConfig = {
    ...ORDERS_DEFAULTS,
    batchMs: [null, 0, 20][seed % 3] ?? null,
    resolver: !calm && seed % 2 === 0,
    remembered: 8,
  };
  const driver = createDriver(orders(config));
  const exchange = createExchange(random, calm ? CALM : ROUGH, (frames) => void (up && outbound.push(...frames)));

  let now = 1_700_000_000_000;
  let conn = 0;
  let up = false;
  let cid = now;
  let request = 0;
  let closed = false;
  let outbound: string[] = [];
  // What the exchange will still read, of this connection or of one that is gone.
  let inbound: { readonly text: string; readonly by: number }[] = [];
  let stale: { readonly conn: number; readonly text: string }[] = [];
  const timers = new Map<string, number>();
  const started = new Set<string>();
  const questions: { readonly ask: number; readonly cid: number }[] = [];
  const asked = new Map<number, number>();
  const outcomes = new Map<number, OrderOutcome>();
  const acknowledged = new Set<number>();
  const fills = new Set<string>();
  const requests = new Set<number>();
  const answered = new Set<number>();

  const hear = (news: OrdersNews): void => {
    count(news.type);
    switch (news.type) {
      case 'acknowledged':
        must(!acknowledged.has(news.cid), `${news.cid} is acknowledged twice`);
        must(exchange.truthOf(news.cid)?.id === news.ack.id, `${news.cid} is acknowledged as ${news.ack.id}`);
        acknowledged.add(news.cid);
        return;
      case 'fill':
        must(!fills.has(`${news.cid} ${news.fill.id}`), `a fill of ${news.cid} is told twice`);
        fills.add(`${news.cid} ${news.fill.id}`);
        return;
      case 'final': {
        must(asked.has(news.cid) && !outcomes.has(news.cid), `${news.cid} is settled twice, or was never asked for`);
        outcomes.set(news.cid, news.outcome);
        count(`outcome: ${news.outcome._tag}`);
        if (news.outcome._tag === 'Canceled') count(`by: ${news.outcome.by}`);
        judgeOutcome(exchange, news.cid, news.outcome);
        return;
      }
      case 'answered':
        must(requests.has(news.request) && !answered.has(news.request), `request ${news.request} is answered twice`);
        answered.add(news.request);
        count(`answer: ${E.isLeft(news.result) ? news.result.left._tag : news.result.right.by}`);
        return;
      default:
        return;
    }
  };
  const failed: number[] = [];
  const obey = (effect: OrdersEffect): void => {
    switch (effect.type) {
      case 'Send': {
        must(up && effect.conn === conn, 'something is sent on a connection that is gone');
        if (!calm && chance(0.05)) return void failed.push(effect.send);
        const text = encodeInput(effect.input);
        if (E.isLeft(text)) throw new Error(`what is sent can not be written: ${JSON.stringify(text.left)}`);
        // Read within 20 s, however slow it is: before the deadline of any outcome.
        inbound.push({ text: text.right, by: now + 20_000 });
        return;
      }
      case 'StartTimer':
        must(!started.has(effect.timer), `${effect.timer} is started twice`);
        started.add(effect.timer);
        timers.set(effect.timer, now + effect.ms);
        return;
      case 'StopTimer':
        must(timers.delete(effect.timer), `${effect.timer} is stopped and does not run`);
        return;
      case 'AskResolver':
        count('resolver');
        questions.push(effect);
        return;
      case 'Announce':
        return hear(effect.news);
    }
  };
  const take = (input: OrdersInput): void => {
    for (const effect of driver.take(input)) obey(effect);
    while (failed.length > 0) {
      count('socket refused');
      for (const effect of driver.take({ type: 'SendFailed', send: failed.shift() ?? 0, at: now })) obey(effect);
    }
    const { settled, many, queue } = driver.state();
    must(
      settled.every(({ tickets }) => tickets.size <= 8) && many.length <= 100 && queue.length <= 75,
      'state is bounded',
    );
  };

  const newOrder = (): KeyedOrder => {
    cid = nextCid(cid, now);
    const amount = String((1 + below(50)) / 100);
    asked.set(cid, now);
    const bare = { symbol: 'tBTCUSD', amount, cid, gid: below(3), price: '30000' } as const;
    if (chance(0.15)) {
      const cidOco = (cid = nextCid(cid, now));
      asked.set(cidOco, now);
      return { ...bare, type: 'EXCHANGE LIMIT', priceOcoStop: '29000', cidOco };
    }
    return { ...bare, type: chance(0.2) ? 'EXCHANGE FOK' : 'EXCHANGE LIMIT' };
  };
  const operation = (): BatchOperation => {
    const open = openTickets(driver.state());
    const ticket = open[below(open.length)];
    if (!ticket || chance(0.6)) return { type: 'submit', order: newOrder() };
    requests.add(++request);
    const target = chance(0.3) ? { cid: ticket.cid, cidDate: ticket.askedAt } : targetOf(ticket);
    if (chance(0.5)) return { type: 'cancel', request, target };
    if (chance(0.5)) return { type: 'update', request, update: { ...target, delta: chance(0.5) ? '0.01' : '-0.01' } };
    const targets = [{ gid: [below(3)] }, { all: true } as const, { cid: [{ cid: ticket.cid, cidDate: now }] }];
    return { type: 'cancelMany', request, targets: targets[below(3)] ?? { all: true } };
  };

  const connect = (): void => {
    if (up || closed) return;
    up = true;
    take({ type: 'ConnectionReady', conn: ++conn, at: now });
    outbound = [exchange.snapshot()];
  };
  const lose = (): void => {
    if (!up) return;
    count('lost');
    up = false;
    stale = outbound.slice(0, 3).map((text) => ({ conn, text }));
    outbound = [];
    // What was on its way is gone, or is read a little later.
    inbound = inbound.filter(() => chance(0.5));
    take({ type: 'ConnectionLost', conn, at: now });
  };
  const deliver = (): void => {
    const text = outbound.shift();
    if (text !== undefined) take({ type: 'Received', conn, at: now, message: heardAs(text) });
  };
  const read = (): void => {
    const next = inbound.shift();
    if (next) exchange.receive(next.text);
  };
  const pass = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      while (inbound[0] !== undefined && inbound[0].by <= until) read();
      const [timer, due] = [...timers].reduce<readonly [string, number]>(
        (a, b) => (b[1] < a[1] ? b : a),
        ['', Infinity],
      );
      if (due > until) break;
      timers.delete(timer);
      now = Math.max(now, due);
      count(`fired: ${timer.split(':')[0] ?? ''}`);
      take({ type: 'TimerFired', timer, at: now });
    }
    now = until;
  };
  const resolve = (): void => {
    const question = questions.shift();
    if (!question || chance(0.1)) return;
    const truth = exchange.truthOf(question.cid);
    const order = (text: string): Order => {
      const message = heardAs(text);
      if (message.type !== 'order') throw new Error('no order');
      return message.order;
    };
    const found = truth && exchange.lookUp(truth);
    const trades = (found?.trades ?? []).flatMap((text) => {
      const message = heardAs(text);
      return message.type === 'accountTrade' ? [message.trade] : [];
    });
    const answer = chance(0.1)
      ? ({ _tag: 'Failed' } as const)
      : found
        ? ({ _tag: 'Found', order: order(found.order), trades } as const)
        : ({ _tag: 'Absent' } as const);
    take({ type: 'ResolverAnswered', ask: question.ask, cid: question.cid, at: now, answer });
  };
  const replay = (): void => {
    const old = stale.shift();
    if (!old || old.conn === conn) return;
    const before = driver.state();
    take({ type: 'Received', conn: old.conn, at: now, message: heardAs(old.text) });
    must(driver.state() === before, 'a fact of an old connection changed something');
    count('stale');
  };

  const step = (): void => {
    const dice = random();
    if (!up && dice < 0.3) return connect();
    if (dice < 0.22) return take({ type: 'Asked', at: now, operation: operation() });
    if (dice < 0.25) {
      return take({ type: 'BatchAsked', at: now, operations: Array.from({ length: 1 + below(4) }, operation) });
    }
    if (dice < 0.45) return read();
    if (dice < 0.75) return deliver();
    if (dice < 0.85) return exchange.happen();
    if (dice < 0.88) return resolve();
    if (calm) return dice < 0.94 ? pass(below(30)) : undefined;
    if (dice < 0.9) return replay();
    if (dice < 0.94) return lose();
    return pass(chance(0.2) ? below(8_000) : below(100));
  };

  /** Everything arrives and every deadline passes: what has no outcome then lives. */
  const comeToRest = (): void => {
    if (!calm) connect();
    else pass(30);
    for (let round = 0; round < 3; round++) {
      while (inbound.length + outbound.length > 0) {
        read();
        while (outbound.length > 0) deliver();
      }
      while (questions.length > 0) resolve();
      if (!calm) pass(60_000);
    }
    const open = new Set(openTickets(driver.state()).map((ticket) => ticket.cid));
    for (const each of asked.keys()) {
      const truth = exchange.truthOf(each);
      const outcome = outcomes.get(each);
      must(open.has(each) !== outcomes.has(each), `${each} has an outcome or a ticket`);
      if (open.has(each)) must(truth?.end === null, `${each} is thought to live: ${JSON.stringify(truth?.end)}`);
      if (!calm || !outcome) continue;
      must(
        outcome._tag !== 'Unresolved' && outcome._tag !== 'EndedWhileAway',
        `${each}: ${outcome._tag} on a calm day`,
      );
      must(!('complete' in outcome) || outcome.complete, `${each} lacks fills on a calm day`);
    }
    if (calm) must(requests.size === answered.size, 'requests without an answer on a calm day');
  };

  const close = (): void => {
    closed = true;
    take({ type: 'CloseAsked', at: now });
    for (const input of [operation(), operation()]) take({ type: 'Asked', at: now, operation: input });
    must(outcomes.size === asked.size, 'every ticket has an outcome');
    must(answered.size === requests.size, 'every request has an answer');
    must(timers.size === 0, `timers run: ${[...timers.keys()].join(' ')}`);
    const { byId, byTarget, many, queue } = driver.state();
    must(byId.size + byTarget.id.size + byTarget.cid.size + many.length + queue.length === 0, 'something is left');
    must(pendingOf(driver.state()).tickets + pendingOf(driver.state()).requests === 0, 'something is pending');
    for (const [each, outcome] of outcomes) judgeOutcome(exchange, each, outcome);
  };

  connect();
  return { step, comeToRest, close };
};
