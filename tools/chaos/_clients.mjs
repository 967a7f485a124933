// The clients of a run, and those who read them: what each client wants is kept wanted, whatever ends it, and each handle is
// followed: whether it is whole, what it was told, and what it has read.
import { book, candles, createClient, ticker, trades } from '@bitfinex-ws/client';
import { wsTransport } from '@bitfinex-ws/transport/ws';
import { setTimeout as wait } from 'node:timers/promises';
import { followTrades } from './_trades.mjs';

const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tXRPBTC', 'fUSD'];

/** What one client wants for the whole of a run. */
export const everything = () => [
  ...SYMBOLS.map(trades),
  ...SYMBOLS.map(ticker),
  ...SYMBOLS.slice(0, 3).flatMap((symbol) => [
    book(symbol),
    book(symbol, { prec: 'R0' }),
    book(symbol, { prec: 'P1' }),
  ]),
  ...SYMBOLS.slice(0, 2).map((symbol) => candles(symbol, { timeframe: '1m' })),
];
/** What may be wanted for a while. */
export const passing = () => [
  ...SYMBOLS.flatMap((symbol) => [ticker(symbol), trades(symbol)]),
  ...SYMBOLS.slice(0, 3).flatMap((symbol) => [book(symbol, { prec: 'P2' }), book(symbol, { len: 100 }), book(symbol)]),
];

/** `note(label)` hears of everything that happens. `slow`: its readers take their time. */
export const openOne = (url, clock, options, wanted, note, { slow = false } = {}) => {
  const client = createClient({ url, clock, transport: wsTransport({ clock }), ...options });
  for (const type of ['disconnected', 'connectFailed']) {
    client.on(type, ({ loss }) => note(`${type}: ${loss._tag}${loss.status ?? loss.code ?? loss.end?.code ?? ''}`));
  }
  for (const type of ['connected', 'reconnecting', 'paused', 'resumed', 'failure', 'bookError', 'gap']) {
    client.on(type, () => note(type));
  }
  client.on('connectionEnded', ({ end }) => note(`connectionEnded: ${end._tag}`));
  const wants = wanted.map((channel) => ({ channel, live: null, broken: false, gaps: 0, resyncs: 0 }));
  const judges = [];
  let over = false;

  const keep = async (want) => {
    while (!over) {
      const answer = await client.subscribe(want.channel);
      if (answer._tag === 'Left') {
        note(`subscribe: ${answer.left._tag}`);
        await wait(20);
        continue;
      }
      const live = answer.right;
      follow(want, live);
      const reason = await live.ended;
      want.live = null;
      if (!over) note(`ended: ${reason._tag}`);
    }
  };
  const follow = (want, live) => {
    want.live = live;
    want.broken = false;
    live.on('gap', ({ cause }) => {
      want.broken = true;
      want.gaps++;
      note(`gap of a channel: ${cause}`);
    });
    live.on('resynced', () => {
      want.broken = false;
      want.resyncs++;
    });
    if (live.spec.channel === 'trades') {
      judges.push(followTrades(live, slow ? () => wait(1) : null));
    } else void read(live, slow);
  };
  for (const want of wants) void keep(want);

  return {
    client,
    wants,
    judges,
    /** What is not whole at this moment; null where everything is. */
    amiss: () => {
      const want = wants.find(({ live, broken }) => live === null || live.state !== 'live' || broken || isBlind(live));
      if (want === undefined) return null;
      const { live, broken, channel } = want;
      const book = live !== null && isBlind(live) ? live.book.view().left.reason : '';
      return `${JSON.stringify(channel.spec)} ${live?.state ?? 'ended'} ${broken ? 'broken' : ''} ${book}`;
    },
    close: () => {
      over = true;
      return client.close();
    },
  };
};

const isBlind = (live) => 'book' in live && live.book.view()._tag === 'Left';

const read = async (live, slow) => {
  for await (const item of 'book' in live && slow ? live.latest() : live) if (slow && item !== null) await wait(5);
};

/** Wants and leaves channels at random until it is stopped; answers how its calls ended. */
export const churn = (one, random, channels) => {
  const outcomes = {};
  const count = (label) => (outcomes[label] = (outcomes[label] ?? 0) + 1);
  const held = [];
  let going = true;
  const run = async () => {
    while (going) {
      await wait(10 + random() * 60);
      if (random() < 0.5 && held.length > 0) {
        const [live] = held.splice(Math.floor(random() * held.length), 1);
        void live
          .unsubscribe()
          .then((answer) => count(`unsubscribe ${answer._tag === 'Right' ? 'done' : answer.left._tag}`));
        continue;
      }
      if (held.length > 30) continue;
      const controller = new AbortController();
      const isHasty = random() < 0.2;
      const timeoutMs = isHasty ? 1 + random() * 5_000 : 30_000;
      const channel = channels[Math.floor(random() * channels.length)];
      const asked = one.client.subscribe(channel, { signal: controller.signal, timeoutMs });
      if (random() < 0.2) setTimeout(() => controller.abort(), random() * 50);
      void asked.then((answer) => {
        count(`subscribe ${answer._tag === 'Right' ? 'done' : answer.left._tag}${isHasty ? ' in haste' : ''}`);
        if (answer._tag === 'Right') held.push(answer.right);
      });
    }
  };
  const done = run();
  return {
    outcomes,
    stop: async () => {
      going = false;
      await done;
    },
  };
};
