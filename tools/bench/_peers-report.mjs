// The tables and the picture of a run, as Markdown and SVG. A second run replaces what the first wrote.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { medianOf } from './_measure.mjs';
import { FLOOR, isOurs, kb, mb, ns, shown, spread, table, whole } from './_peers-format.mjs';
import { picture } from './_peers-picture.mjs';
import { FACTS, UNFAIR } from './_peers-words.mjs';

const [BEGIN, END] = ['<!-- peers:begin -->', '<!-- peers:end -->'];
const PICTURE = 'docs/pictures/peers.svg';
const matrix = (title, columns, cell, names) =>
  table(
    [title, ...columns],
    names.map((name) => [shown(name), ...columns.map((column) => cell(column, name))]),
  );
const namesOf = (parts) => [...new Set(parts.flatMap((part) => Object.keys(part)))];

const decodeTable = ({ decoded }) =>
  matrix(
    'from a frame to what the user is given',
    ['book', 'trades', 'ticker'],
    (channel, name) => {
      const found = decoded[channel][name];
      return found === undefined ? '–' : `${ns(found.ns)} · ${spread(found)}`;
    },
    namesOf(Object.values(decoded)),
  )
    .replace('| book |', '| P0 update of a book |')
    .replace('| trades |', '| trade |');

const bookTable = ({ kept }) =>
  matrix(
    'decode, apply, verify',
    Object.keys(kept),
    (market, name) => {
      const found = kept[market][name];
      return found === undefined ? '–' : `${ns(found.ns)} · ${spread(found)}`;
    },
    namesOf(Object.values(kept)),
  );

const claim = ({ kept }) => {
  const ratios = Object.entries(kept).map(([market, found]) => [market, found['bitfinex-ws, only kept'].median]);
  const said = ratios.map(([market, median]) => `${median.toFixed(2)} (${market})`).join(', ');
  return ratios.every(([, median]) => median < 1)
    ? `Decoding an update, applying it and verifying the checksums costs less here than \`JSON.parse\` of the same frame: ${said}.`
    : `Decoding an update, applying it and verifying the checksums does not cost less than \`JSON.parse\` of the same frame in this run: ${said}.`;
};

const raceTable = ({ raced }) =>
  table(
    ['over loopback', 'processor, a message', `÷ (${FLOOR})`, 'messages a second, at most'],
    raced.rows.map(({ name, traffic, ns: each, rate, ...found }, at) => {
      const isFirst = raced.rows[at - 1]?.traffic !== traffic;
      return [
        `${isFirst ? `_${traffic}_: ` : ''}${shown(name)}`,
        ns(each),
        name === FLOOR ? '' : spread(found),
        whole(Math.round(rate / 1_000) * 1_000),
      ];
    }),
  );

/** Kept beside kept, and read beside listened to; ccxt gives its user the newest state, which lies between the two. */
const PAIRS = [
  ['bitfinex-ws, only kept', 'bitfinex-api-node, only kept', 0.1],
  ['bitfinex-ws, every message read', 'bitfinex-api-node, listened to', 0.1],
  ['bitfinex-ws, only kept', 'ccxt', 0.35],
  ['bitfinex-ws, every message read', 'ccxt', 0.35],
];
const bars = ({ raced }) => {
  const lines = raced.rows.flatMap((row) =>
    PAIRS.filter(
      ([own, other]) => row.name === own && row.beside[other] !== undefined && row.traffic.includes('book'),
    ).map(([own, other, bar]) => {
      const found = row.beside[other];
      return [row.traffic, own, other, found.toFixed(3), `≤ ${bar.toFixed(2)}`, found <= bar ? 'holds' : '**missed**'];
    }),
  );
  return table(['bar, of processor time a message', 'ours', 'beside', 'ratio', 'bar', ''], lines, 3);
};

const memoryTable = ({ held, how }) => {
  const [shallow, deep] = Object.values(held.books);
  return table(
    [
      '100 books in one process',
      'a book of 25',
      'a book of 250',
      `250: growth after ${whole(how.held)} updates`,
      '250: resident, all',
    ],
    Object.keys(deep).map((name) => [
      shown(name),
      kb(shallow[name].book),
      kb(deep[name].book),
      mb(deep[name].grown),
      mb(deep[name].late),
    ]),
  );
};
const idleTable = ({ held }) =>
  table(
    ['an idle client with 30 books of 25 levels', 'heap', 'resident'],
    Object.entries(held.idles).map(([name, { heap, rss }]) => [shown(name), mb(heap), mb(rss)]),
  );

const judgeTable = ({ judged }) =>
  matrix(
    'checksums matched, of all',
    Object.keys(judged),
    (market, name) => {
      const found = judged[market][name];
      if (found === undefined) return '–';
      const { checks, looks, right } = found;
      const book = right === looks ? 'book right' : `book right ${right} of ${looks}`;
      if (checks === null) return `not verified; ${book}`;
      const { matched, missed } = checks;
      return `${missed > 0 ? '**' : ''}${matched} of ${matched + missed}${missed > 0 ? '**' : ''}; ${book}`;
    },
    namesOf(Object.values(judged)).filter((name) => !ALSO.includes(name)),
  ).replaceAll(/, only kept(\*\*)? \|/g, '$1 |');
/** The same books as those of another row. */
const ALSO = ['bitfinex-ws, every message made', 'bitfinex-api-node, listened to'];

const lostTable = ({ lost }) =>
  table(
    ['one update lost', 'noticed', 'messages later: median, most', 'book right 300 frames later', '600 frames later'],
    Object.entries(lost).map(([name, trials]) => {
      const after = trials.map(({ after }) => after).filter((each) => each !== null);
      const of = (fits) => `${trials.filter(fits).length} of ${trials.length}`;
      return [
        shown(name),
        of(({ after }) => after !== null),
        after.length === 0 ? '–' : `${medianOf(after)}, ${Math.max(...after)}`,
        of(({ wasRight }) => wasRight),
        of(({ isRight }) => isRight),
      ];
    }),
  );
const lostFacts = ({ lost }) =>
  Object.keys(lost)
    .map((name) => `- ${shown(name)}: ${FACTS[name]}.`)
    .join('\n');

const givenTable = ({ delivered, columns }) =>
  table(
    [
      'given of what was said',
      'updates of a book',
      'trades (`te` and `tu`)',
      'tickers',
      'decodes a ticker of eleven columns',
    ],
    Object.entries(delivered).map(([name, { told, given }]) => [
      shown(name),
      `${whole(given.book)} of ${whole(told.book - told.sums)}`,
      `${whole(given.trades)} of ${whole(told.trades)}`,
      told.ticker === 0 ? 'none: never asked for' : `${whole(given.ticker)} of ${whole(told.ticker)}`,
      columns[name] ? 'yes' : '**no: drops it**',
    ]),
  );

const machineLine = ({ machine, versions, how }) => {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const loads = machine.loads.map((load) => load.toFixed(1)).join(', ');
  return [
    `${machine.day}, ${machine.cores} cores (${machine.cpu}), ${machine.platform}, Node ${machine.node}; ${peers.join(', ')}.`,
    `Load before, after each part and at the end: ${loads}, that of the bench included. ${how.race.rounds} rounds in turn, medians, least and most in brackets; ${machine.seconds} s.`,
  ].join('\n');
};

const page = (found) =>
  [
    machineLine(found),
    `![Time per message and memory per book: this toolkit beside its peers](pictures/peers.svg)`,
    claim(found),
    '### Decoding',
    decodeTable(found),
    '### Book and checksum',
    bookTable(found),
    '### End to end over loopback',
    raceTable(found),
    bars(found),
    ...(found.raced.problems.length > 0 ? [`Not to be relied on: ${found.raced.problems.join('; ')}.`] : []),
    '### Memory',
    memoryTable(found),
    idleTable(found),
    '### Who is right',
    judgeTable(found),
    lostTable(found),
    lostFacts(found),
    givenTable(found),
    '### What is unfair, and to whom',
    UNFAIR,
  ].join('\n\n');

/** For the README: one row each, as its user has it. */
const short = (found) => {
  const over = (traffic, name) => found.raced.rows.find((row) => row.traffic === traffic && row.name === name);
  const cost = (traffic, name) => (over(traffic, name) === undefined ? '–' : ns(over(traffic, name).ns));
  const [, deep] = Object.values(found.held.books);
  const small = found.judged['P0, prices below 1e-6'];
  const noticed = (lost) => {
    if (lost === undefined) return '–';
    const after = lost.map(({ after }) => after).filter((each) => each !== null);
    return after.length === 0 ? 'never' : `${after.length} of ${lost.length}, ${medianOf(after)} later`;
  };
  const sums = ({ checks }) => {
    if (checks === null) return 'not verified';
    return checks.missed === 0 ? 'all match' : `${checks.missed} of ${checks.missed + checks.matched} called wrong`;
  };
  const rows = [
    ['bitfinex-ws', 'bitfinex-ws, every message read', 'bitfinex-ws, every message read', 'bitfinex-ws, only kept'],
    [
      'bitfinex-api-node',
      'bitfinex-api-node, listened to',
      'bitfinex-api-node, models',
      'bitfinex-api-node, only kept',
    ],
    ['ccxt', 'ccxt', 'ccxt', 'ccxt'],
    ['tardis-dev', 'tardis-dev', 'tardis-dev', 'tardis-dev'],
  ].map(([name, reader, trader, judged]) => [
    isOurs(name) ? '**bitfinex-ws**' : `${name} ${found.versions[name]}`,
    cost('a book of 100 levels', reader),
    cost('trades', trader),
    kb(deep[name].book),
    sums(small[judged]),
    noticed(found.lost[name]),
  ]);
  const bare = [FLOOR, cost('a book of 100 levels', FLOOR), cost('trades', FLOOR), '', '', ''];
  return table(
    [
      '',
      'a message of a book',
      'a trade',
      'a book of 250 levels',
      'checksums, prices below 1e-6',
      'a lost update noticed',
    ],
    [bare, ...rows],
  );
};

const put = async (file, words) => {
  const before = fs.readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (from < 0 || to < from) return console.log(`${file} has no marks ${BEGIN} … ${END}: left as it is`);
  const prettier = createRequire(path.resolve('package.json'))('prettier');
  const after = `${before.slice(0, from + BEGIN.length)}\n\n${words}\n\n${before.slice(to)}`;
  const options = { ...(await prettier.resolveConfig(file)), filepath: file };
  fs.writeFileSync(file, await prettier.format(after, options));
  return console.log(`${file} is written`);
};

export const say = (found) => console.log(`\n${page(found)}\n\n${short(found)}`);
export const write = async (found) => {
  fs.mkdirSync(path.dirname(PICTURE), { recursive: true });
  fs.writeFileSync(PICTURE, picture(found));
  console.log(`${PICTURE} is drawn`);
  await put('docs/performance.md', page(found));
  await put('README.md', short(found));
};
