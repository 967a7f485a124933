// What a run of chaos has counted, and the table that it ends with.
import fs from 'node:fs';
import v8 from 'node:v8';
import vm from 'node:vm';
import os from 'node:os';
import { printStatements, printTable } from '../console-table.mjs';

const MOST_GROWTH_MB = 8;
const WORDS = {
  secret: 'missing and not announced',
  twice: 'twice',
  disorder: 'out of order',
  unknown: 'unknown to the ledger',
};
const WRONG = Object.keys(WORDS);

/** Writes down what a reader was told and what the ledger says; answers where. */
const traced = ({ symbol, trace }, ledger) => {
  fs.mkdirSync('.cache/chaos', { recursive: true });
  const file = `.cache/chaos/${symbol}-${Date.now()}.json`;
  fs.writeFileSync(file, JSON.stringify({ told: trace(), ledger: ledger.slice(-1_000) }));
  return file;
};

export const createTally = () => {
  v8.setFlagsFromString('--expose-gc');
  const gc = vm.runInNewContext('gc');
  const kinds = new Map();
  const crashes = [];
  const stuck = [];
  const heaps = [];
  const judged = new Map();
  const wrong = Object.fromEntries(WRONG.map((name) => [name, []]));
  let latest = 'the beginning';
  const books = { compared: 0, found: [] };
  let now = null;
  let left = null;

  return {
    crash: (what) => crashes.push(`${now?.name ?? ''}: ${what}`),
    stuck: (what) => stuck.push(`${now?.name ?? 'rest'}: ${what}`),
    note: (label) => {
      if (now === null) return;
      if (label.startsWith('gap of a channel')) now.gaps++;
      else now.noted.set(label, (now.noted.get(label) ?? 0) + 1);
    },
    begin: (name) => {
      latest = name;
      now = kinds.get(name) ?? { name, injected: 0, hits: 0, took: [], gaps: 0, noted: new Map() };
      kinds.set(name, now);
    },
    end: (hits, took) => {
      now.injected++;
      now.hits += hits;
      if (took !== null) now.took.push(took);
      now = null;
    },
    trades: (follower, found, ledger) => {
      const before = judged.get(follower);
      for (const name of WRONG) {
        const more = found[name] - (before?.[name] ?? 0);
        if (more > 0) wrong[name].push(`${more} of ${follower.symbol} by ${latest}, see ${traced(follower, ledger)}`);
      }
      judged.set(follower, found);
    },
    books: ({ compared, found }) => {
      books.compared += compared;
      books.found.push(...found);
    },
    heap: () => {
      for (let turn = 0; turn < 3; turn++) gc();
      const { heapUsed, external } = process.memoryUsage();
      heaps.push((heapUsed + external) / 1e6);
    },
    leaks: (found) => (left = found),
    found: () => ({
      kinds: [...kinds.values()],
      crashes,
      stuck,
      heaps,
      trades: [...judged.values()],
      books,
      left,
      wrong,
    }),
  };
};

/** Prints everything; answers whether it held. */
export const report = (tally, { frames, outcomes }) => {
  const { kinds, crashes, stuck, heaps, trades, books, left, wrong } = tally.found();
  console.log(
    `${frames} frames; Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}\n`,
  );
  printTable([
    ['fault', 'injected', 'struck', 'whole again, ms: median', 'most', 'gaps told', 'noticed as'],
    ...kinds.map(({ name, injected, hits, took, gaps, noted }) => [
      name,
      String(injected),
      String(hits),
      took.length === 0 ? '–' : median(took).toFixed(0),
      took.length === 0 ? '–' : Math.max(...took).toFixed(0),
      String(gaps),
      [...noted]
        .filter(([label]) => !ORDINARY.has(label))
        .sort(([, a], [, b]) => b - a)
        .slice(0, 4)
        .map(([label, count]) => `${label} × ${count}`)
        .join(', '),
    ]),
  ]);
  const sum = (name) => trades.reduce((total, each) => total + each[name], 0);
  const third = Math.max(1, Math.floor(heaps.length / 3));
  const growth = median(heaps.slice(-third)) - median(heaps.slice(0, third));
  const statements = [
    ...WRONG.map((name) => [
      `trades: ${WORDS[name]}`,
      `${sum(name)} of ${sum('read') + sum('secret')}${first(wrong[name])}`,
      sum(name) === 0 && sum('read') > 0,
    ]),
    [
      'books that differ from the server’s, at rest',
      `${books.found.length} of ${books.compared}${first(books.found)}`,
      books.found.length === 0 && books.compared > 0,
    ],
    ['not whole again in time', `${stuck.length}${first(stuck)}`, stuck.length === 0],
    ['unhandled rejections, uncaught exceptions', `${crashes.length}${first(crashes)}`, crashes.length === 0],
    ['timers left', left.timers, left.timers === 0],
    ['handles left', left.resources.length === 0 ? 0 : left.resources.join(', '), left.resources.length === 0],
    ['connections left at the server', left.connections, left.connections === 0],
    ['clients that did not close in time', left.closed, left.closed === 0],
    [
      `heap, MB: growth at most ${MOST_GROWTH_MB}`,
      `${growth.toFixed(1)} (${heaps[0].toFixed(1)} to ${heaps.at(-1).toFixed(1)} in ${heaps.length} looks)`,
      growth <= MOST_GROWTH_MB,
    ],
  ];
  console.log(
    `\ntrades: ${sum('read')} read, ${sum('announced')} missing with notice; calls of the restless client: ${shown(outcomes)}\n`,
  );
  return printStatements(statements);
};

const ORDINARY = new Set(['connected', 'reconnecting', 'resumed', 'connectionEnded: ClosedByUser']);
const first = (found) => (found.length === 0 ? '' : `: ${found.slice(0, 5).join('\n         ')}`);
const shown = (counts) =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([label, count]) => `${label} ${count}`)
    .join(', ');
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
