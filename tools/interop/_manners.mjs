// The order and the timing of what the simulator says, beside those of the exchange: a recording where there is one, and what was
// observed of the live server.
import fs from 'node:fs';
import { WebSocket } from 'ws';
import { mannersOf, medianOf } from '../../packages/simulator/test/manners.ts';

const RECORDING = '../shared/captures/bitfinex-2021-04-17.jsonl';
const SYMBOLS = ['tBTCUSD', 'tETHUSD', 'tLTCUSD', 'tETHBTC', 'tXRPUSD', 'tSOLUSD', 'tLTCBTC'];
/** As on the wire of the recording: conf, tickers, books, trades, all at once. */
const REQUESTS = [
  { event: 'conf', flags: 65_536 },
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'ticker', symbol })),
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'book', symbol, prec: 'P0', freq: 'F0', len: '100' })),
  ...SYMBOLS.map((symbol) => ({ event: 'subscribe', channel: 'trades', symbol })),
];

/** Asks as the recording's client did, for so many seconds. */
export const askAsRecorded = async (url, seconds) => {
  const socket = new WebSocket(url);
  await new Promise((resolve) => socket.once('open', resolve));
  for (const request of REQUESTS) socket.send(JSON.stringify(request));
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  socket.close();
  await new Promise((resolve) => socket.once('close', resolve));
};

const heardIn = (frames) => frames.filter(({ dir }) => dir === 'in').map(({ t, text }) => ({ at: t, text }));
const recordedManners = () => {
  const file = [RECORDING, `../${RECORDING}`].find((each) => fs.existsSync(each));
  if (file === undefined) return null;
  const frames = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ t, dir, frame }) => ({ t, dir, text: frame }));
  const asked = frames.filter(({ dir }) => dir === 'out').flatMap(({ text }) => JSON.parse(text).symbol ?? []);
  return mannersOf(heardIn(frames), asked);
};

/** Times between two frames that fit, by channel, over many connections; ascending, in s. */
const cadence = (transcripts, channel, fits) => {
  const gaps = [];
  for (const frames of transcripts) {
    const last = new Map();
    const names = new Map();
    for (const { dir, t, text } of frames) {
      if (dir !== 'in') continue;
      const message = JSON.parse(text);
      if (message.event === 'subscribed') names.set(message.chanId, `${message.channel} ${message.key ?? ''}`);
      if (!Array.isArray(message) || !names.get(message[0])?.startsWith(channel) || !fits(message)) continue;
      if (last.has(message[0]))
        gaps.push({
          s: (t - last.get(message[0]).t) / 1000,
          same: last.get(message[0]).body === JSON.stringify(message[1]),
        });
      last.set(message[0], { t, body: JSON.stringify(message[1]) });
    }
  }
  return gaps.sort((a, b) => a.s - b.s);
};

/** What a session hears after it has logged in, each code once where it comes several times in a row. */
const afterLogin = (transcripts) => {
  for (const frames of transcripts) {
    const texts = frames.filter(({ dir }) => dir === 'in').map(({ text }) => JSON.parse(text));
    const from = texts.findIndex(({ event, status }) => event === 'auth' && status === 'OK');
    if (from === -1) continue;
    const codes = texts
      .slice(from + 1)
      .filter(Array.isArray)
      .map(([, code]) => code);
    const end = codes.indexOf('bu');
    return ['auth', ...codes.slice(0, end + 1).filter((code, at) => code !== codes[at - 1])].join(' ');
  }
  return 'nobody logged in';
};

const ms = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0));
const seconds = (value) => (Number.isNaN(value) ? 'not twice' : `${value.toFixed(1)} s`);
const span = ({ firstMs, lastMs, asAsked }) =>
  `${ms(firstMs)} to ${ms(lastMs)} ms, ${asAsked ? 'as asked' : 'out of order'}`;
const lines = (m) => ({
  'first words': m.opening.join(', '),
  'numbers of array frames': m.gaps === 0 ? 'from 1, none missing' : `${m.gaps} out of turn`,
  'data before its acknowledgement': `${m.early} frames`,
  'first data behind it': `at most ${ms(m.firstDataMs)} ms`,
  'tickers acknowledged': span(m.acknowledged.ticker),
  'trades acknowledged': span(m.acknowledged.trades),
  'books acknowledged': span(m.acknowledged.book),
  'a burst of heartbeats': `${m.bursts[0]?.channels ?? 0} channels, ${m.bursts.every(({ ascending }) => ascending) ? 'ascending' : 'in no order'}`,
  'bursts apart': seconds(m.bursts.length > 1 ? (m.bursts[1].at - m.bursts[0].at) / 1000 : NaN),
  'a ticker again': seconds(medianOf(m.tickerGapsMs) / 1000),
  'trades at the beginning': `${m.tradeRows[0]} rows, ${m.newestFirst ? 'newest first' : 'in no order'}`,
  'snapshots of books':
    m.books.disorderly === 0 ? 'bids, then asks, each from the best' : `${m.books.disorderly} disorderly`,
  deletions:
    m.books.unknown + m.books.odd === 0 ? 'by ±1, of what is there' : `${m.books.unknown} unknown, ${m.books.odd} odd`,
  'levels beyond the length': `${m.books.over}`,
});

const WHY = {
  'trades acknowledged': "with `acks: 'recorded'`; else at once",
  'books acknowledged': "with `acks: 'recorded'`; else within 40 ms, so that nobody has to wait for them",
  'first data behind it': 'up to 33 ms are meant; more where the machine is busy',
};

/** Rows for the table: what, the exchange, the simulator, and why where they differ. */
export const compareManners = (own, transcripts) => {
  const recorded = recordedManners();
  const [theirs, ours] = [recorded && lines(recorded), lines(mannersOf(heardIn(own), SYMBOLS))];
  const checksums = cadence(transcripts, 'book', ([, code]) => code === 'cs').map(({ s }) => s);
  const statuses = cadence(transcripts, 'status deriv', ([, row]) => Array.isArray(row));
  const repeats = statuses.filter(({ same }) => same).length / Math.max(1, statuses.length);
  const observed = [
    ['a checksum again', '2.5 to 2.7 s (live, 2026)', `${seconds(medianOf(checksums))}`, ''],
    [
      'a derivative’s status again',
      '1 s, two of three repeated (live, 2026)',
      `${seconds(medianOf(statuses.map(({ s }) => s)))}, ${Math.round(repeats * 100)} % repeated`,
      '',
    ],
    ['after a login', 'auth ps ws os fos fcs fls wu bu (2021)', afterLogin(transcripts), ''],
  ];
  return {
    recorded: recorded !== null,
    rows: [
      ...Object.keys(ours).map((name) => [
        name,
        theirs?.[name] ?? 'not here',
        ours[name],
        theirs && theirs[name] !== ours[name] ? (WHY[name] ?? '') : '',
      ]),
      ...observed,
    ],
  };
};
