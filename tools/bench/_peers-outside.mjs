// What is measured and judged over loopback, in processes of their own: time per message, what was given, what becomes of a lost
// frame, what an idle client holds, what books hold.
import { setTimeout as wait } from 'node:timers/promises';
import { child, endAll } from './_children.mjs';
import { isSame } from './_peers-truth.mjs';
import { medianOf, ratio } from './_measure.mjs';
import { ALL_THREE, BARE, JUDGED_CLIENTS, NO_AUDIT, ONE_BOOK, THIRTY_BOOKS, TIMED_CLIENTS } from './_peers-clients.mjs';
import { HOLDING, idle, weigh } from './_peers-memory.mjs';

const FIRST_GUESS = 3_000;
const CLIENTS = Object.keys(JUDGED_CLIENTS).filter((name) => name !== NO_AUDIT);

const openServer = async () => {
  const server = child('serve');
  await server.next();
  const ask = async (message) => {
    server.send(message);
    return await server.next();
  };
  return {
    url: async (who) => (await ask({ who, url: true })).url,
    blast: (who, frames, lose) => ask({ who, frames, lose }),
    truth: async (who) => (await ask({ who, truth: true })).levels,
    end: server.end,
  };
};

/** Time per message of everyone in turn; as many frames a round as take so many ms. */
export const race = async ({ rounds, warmUps, ms }) => {
  const server = await openServer();
  const names = Object.keys(TIMED_CLIENTS);
  const [children, frames, took] = [{}, {}, {}];
  for (const name of names) {
    children[name] = child('contend', name, await server.url(name));
    await children[name].next();
    [frames[name], took[name]] = [FIRST_GUESS, []];
  }
  for (let round = -warmUps; round < rounds; round++) {
    for (const name of names) {
      const runner = children[name];
      runner.send({ frames: frames[name] });
      await runner.next();
      await server.blast(name, frames[name]);
      const { ns, rate } = await runner.next();
      if (round >= 0) took[name].push({ ns, rate });
      else frames[name] = Math.round(Math.min(150_000, Math.max(1_000, (ms * 1e6) / ns)));
    }
  }
  const problems = await endAll(children);
  server.end();
  const times = Object.fromEntries(names.map((name) => [name, took[name].map(({ ns }) => ns)]));
  const rows = names.map((key) => {
    const { name, traffic, over } = TIMED_CLIENTS[key];
    const rate = medianOf(took[key].map((each) => each.rate));
    const beside = (other) => (times[other] === undefined ? null : ratio(times[key], times[other]));
    const peers = names.filter((other) => TIMED_CLIENTS[other].traffic === traffic && other !== key && other !== over);
    return {
      name,
      traffic,
      ns: medianOf(times[key]),
      rate,
      ...ratio(times[key], times[over]),
      beside: Object.fromEntries(peers.map((other) => [TIMED_CLIENTS[other].name, beside(other).median])),
    };
  });
  return { rows, problems };
};

/** What is given of a book, trades and a ticker on one connection, beside what was said. */
export const deliver = async (frames) => {
  const server = await openServer();
  const found = {};
  for (const name of CLIENTS) {
    const runner = child('deliver', name, await server.url(name));
    const { given: before } = await runner.next();
    const { told } = await server.blast(name, frames);
    runner.send({ settle: true });
    const { given } = await runner.next();
    found[name] = {
      told,
      given: Object.fromEntries(
        ['book', 'trades', 'ticker'].map((channel) => [channel, given[channel] - before[channel]]),
      ),
    };
    runner.end();
  }
  server.end();
  return found;
};

/** One update of a book is lost, again and again on a connection of its own. */
export const lose = async (trials, frames) => {
  const server = await openServer();
  const found = {};
  for (const name of Object.keys(JUDGED_CLIENTS)) {
    const runner = child('lose', name);
    const outcomes = [];
    for (let trial = 0; trial < trials; trial++) {
      const who = `${name} ${trial}`;
      runner.send({ open: `${await server.url(who)}&truth` });
      const { count } = await runner.next();
      const seen = async () => {
        runner.send({ settle: true });
        const answer = await runner.next();
        return { ...answer, isRight: answer.levels !== null && isSame(answer.levels, await server.truth(who)) };
      };
      const { lost } = await server.blast(who, frames, 20 + 7 * trial);
      const early = await seen();
      await server.blast(who, frames);
      const late = await seen();
      outcomes.push({
        after: early.complaint === undefined ? null : early.complaint.at - count - lost,
        what: late.whats,
        wasRight: early.isRight,
        isRight: late.isRight,
        given: late.given.book - early.given.book,
      });
    }
    runner.end();
    found[name] = outcomes;
  }
  server.end();
  return found;
};

/** Bytes of books, and of idle clients. */
export const hold = async (markets, updates) => {
  const books = {};
  for (const market of markets) {
    books[market] = {};
    for (const name of HOLDING) {
      const runner = child('weigh', name, market, String(updates));
      books[market][name] = await runner.next();
      runner.end();
    }
  }
  const server = await openServer();
  const idles = {};
  for (const name of ['ws + JSON.parse', ...CLIENTS]) {
    const runner = child('idle', name, await server.url(name));
    idles[name] = await runner.next();
    runner.end();
  }
  server.end();
  return { books, idles };
};

/** Until nothing has come for a while. */
const settle = async (seen) => {
  for (let [before, still] = ['', 0]; still < 8;) {
    await wait(25);
    const now = JSON.stringify(seen());
    still = now === before ? still + 1 : 0;
    before = now;
  }
};

/** What the children do. */
export const ROLES = {
  deliver: async (name, url) => {
    const { count, given } = await JUDGED_CLIENTS[name](ALL_THREE).open(url);
    await settle(() => [count(), given]);
    process.send({ given });
    process.on('message', async () => {
      await settle(() => [count(), given]);
      process.send({ given });
    });
  },
  lose: (name) => {
    let opened = null;
    process.on('message', async ({ open }) => {
      if (open) opened = await JUDGED_CLIENTS[name](ONE_BOOK).open(open);
      const { complaints, count, given, levels } = opened;
      await settle(() => [count(), given, complaints.length]);
      const whats = [...new Set(complaints.map(({ what }) => what.replace(/-?\d+/g, '#')))];
      process.send({ count: count(), complaint: complaints[0], whats, given, levels: open ? null : levels() });
    });
  },
  weigh: (name, market, updates) => process.send(weigh(name, market, Number(updates))),
  idle: async (name, url) => {
    const entrant = name in JUDGED_CLIENTS ? JUDGED_CLIENTS[name](THIRTY_BOOKS) : BARE(THIRTY_BOOKS);
    process.send(await idle(entrant, url, THIRTY_BOOKS));
  },
};
