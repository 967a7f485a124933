// The tables and the picture of a run, as Markdown and SVG. A second run replaces what the first wrote.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { barChart } from './_bar-chart.mjs';
import { FACTS, UNFAIR } from './_peers-words.mjs';

const [BEGIN, END] = ['<!-- peers:begin -->', '<!-- peers:end -->'];
const PICTURE = 'docs/pictures/peers.svg';
const FLOOR = 'ws + JSON.parse';
const isOurs = (name) => name.startsWith('bitfinex-ws');

const table = (head, rows, words = 1) =>
  [head, head.map((_, at) => (at < words ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
const whole = (value) => Math.round(value).toLocaleString('en-US');
const ns = (value) => `${whole(value)} ns`;
const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
const spread = ({ median, least, most }) => `${figure(median)} (${figure(least)}–${figure(most)})`;
const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
const shown = (name) => (isOurs(name) ? `**${name}**` : name);
const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

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

/** Ours as it is only kept beside theirs as it is only kept, and ours read beside theirs listened to. */
const PAIRS = [
  ['bitfinex-ws, only kept', 'bitfinex-api-node, only kept', 0.1],
  ['bitfinex-ws, every message read', 'bitfinex-api-node, listened to', 0.1],
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
    [
      'one update lost',
      'noticed',
      'messages later: median, most',
      'book right 300 frames later',
      '600 frames later',
      'what it says',
    ],
    Object.entries(lost).map(([name, trials]) => {
      const after = trials.map(({ after }) => after).filter((each) => each !== null);
      const of = (fits) => `${trials.filter(fits).length} of ${trials.length}`;
      return [
        shown(name),
        of(({ after }) => after !== null),
        after.length === 0 ? '–' : `${middle(after)}, ${Math.max(...after)}`,
        of(({ wasRight }) => wasRight),
        of(({ isRight }) => isRight),
        FACTS[name] ?? '',
      ];
    }),
  );

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
    givenTable(found),
    '### What is unfair, and to whom',
    UNFAIR,
  ].join('\n\n');

const short = (found) => {
  const race = Object.fromEntries(
    found.raced.rows.filter(({ traffic }) => traffic === 'a book of 100 levels').map((row) => [row.name, row]),
  );
  const [, deep] = Object.values(found.held.books);
  const kept = found.kept['P0, 25 levels'];
  const small = found.judged['P0, prices below 1e-6'];
  const rows = [
    ['bitfinex-ws', 'bitfinex-ws, only kept', 'bitfinex-ws, every message read'],
    ['bitfinex-api-node', 'bitfinex-api-node, listened to', 'bitfinex-api-node, listened to'],
    ['bfx-api-node-models', 'bfx-api-node-models', null],
    ['ccxt', 'ccxt', 'ccxt'],
    ['tardis-dev', 'tardis-dev', 'tardis-dev'],
  ].map(([name, book, client]) => {
    const lost = found.lost[name];
    const after = lost?.map(({ after }) => after).filter((each) => each !== null) ?? [];
    const checks = small[book]?.checks;
    return [
      shown(name),
      figure(kept[book].median),
      client === null ? '–' : figure(race[client].median),
      kb(deep[name].book),
      checks === null
        ? 'not verified'
        : checks.missed === 0
          ? 'all match'
          : `${checks.missed} of ${checks.missed + checks.matched} fail`,
      lost === undefined
        ? '–'
        : after.length === 0
          ? 'no'
          : `${after.length} of ${lost.length}, after ${middle(after)}`,
    ];
  });
  return table(
    [
      'on the same frames',
      'book and checksum ÷ `JSON.parse`',
      `whole client ÷ (${FLOOR})`,
      'memory, 250 levels',
      'checksums below 1e-6',
      'lost update noticed',
    ],
    rows,
  );
};

const picture = (found) => {
  const time = (value) =>
    value < 1_000 ? `${figure(value).replace(/\.0+$/, '')} ns` : `${figure(value / 1_000).replace(/\.?0+$/, '')} µs`;
  const floorOf = (rows) => rows['bitfinex-ws, only kept'] ?? rows['bitfinex-ws'];
  const bars = (rows) =>
    Object.entries(rows).map(([name, { ns: value }]) => ({
      name: name.replace('bitfinex-ws, ', 'ours, '),
      value,
      own: isOurs(name),
    }));
  const parsed = (rows) => ({ name: 'JSON.parse', value: floorOf(rows).ns / floorOf(rows).median });
  const over = (traffic) => {
    const rows = found.raced.rows.filter((row) => row.traffic === traffic);
    return {
      bars: bars(Object.fromEntries(rows.filter(({ name }) => name !== FLOOR).map((row) => [row.name, row]))),
      floor: { name: FLOOR, value: rows.find(({ name }) => name === FLOOR).ns },
      unit: time,
    };
  };
  const inside = (rows) => ({ bars: bars(rows), floor: parsed(rows), unit: time });
  const [, deep] = Object.values(found.held.books);
  const { machine } = found;
  return barChart({
    head: 'bitfinex-ws beside its peers, on the same frames',
    notes: [
      'Logarithmic axes; shorter is better. Processor time per message, medians. ccxt has no message for an update of a book; tardis-dev verifies no checksum.',
      `${machine.day}, ${machine.cores} cores (${machine.cpu}), Node ${machine.node}; ${Object.entries(found.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}`,
    ],
    panels: [
      { title: 'Decode a trade', ...inside(found.decoded.trades) },
      { title: 'Whole client over loopback: trades', ...over('trades') },
      { title: 'Book of 25 levels: decode, apply, verify', ...inside(found.kept['P0, 25 levels']) },
      { title: 'Book of 250 levels: decode, apply, verify', ...inside(found.kept['P0, 250 levels']) },
      { title: 'Whole client over loopback: book of 100 levels', ...over('a book of 100 levels') },
      {
        title: 'Memory of a book of 250 levels',
        bars: Object.entries(deep).map(([name, { book }]) => ({ name, value: book / 1024, own: isOurs(name) })),
        floor: null,
        unit: (value) => `${figure(value).replace(/\.0+$/, '')} KB`,
      },
    ],
  });
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
