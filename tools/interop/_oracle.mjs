// What is true of one connection, from the frames on its wire alone: books kept by the documented rule, their checksums, the
// sequence. It knows neither the simulator's code nor a client's, so that where a client disagrees with it, the client is wrong.

const [TIMESTAMP, SEQ_ALL] = [32_768, 65_536];

/** Goes through a transcript (`{ t, dir, text }`) and counts. */
export const judge = (frames) => {
  const channels = new Map();
  const tally = {
    frames: 0,
    checksums: { P: 0, R0: 0, funding: 0 },
    mismatches: [],
    /** Checksums over a number that is written with an exponent. */
    exponents: 0,
    sequence: { frames: 0, gaps: [] },
    trades: { te: 0, tu: 0, wrong: [] },
    beats: 0,
    windows: [],
  };
  let flags = 0;
  let last = null;
  let own = null;

  const event = (message) => {
    if (message.event === 'conf' && message.status === 'OK') flags = message.flags;
    if (message.event === 'subscribed') channels.set(message.chanId, { ...message, book: null, told: new Set() });
    if (message.event === 'unsubscribed') channels.delete(message.chanId);
  };
  const number = (message) => {
    if ((flags & SEQ_ALL) === 0) return;
    const at = message[1] === 'hb' || Array.isArray(message[1]) ? 2 : 3;
    const trailers = message.slice(at).slice(0, (flags & TIMESTAMP) === 0 ? undefined : -1);
    const request = message[0] === 0 && message[1] === 'n' && /-req$/.test(message[2][1]);
    tally.sequence.frames++;
    if (!request) {
      if (last !== null && trailers[0] !== last + 1) tally.sequence.gaps.push(`${trailers[0]} after ${last}`);
      last = trailers[0];
    }
    if (message[0] !== 0 || message[1] === 'hb') return;
    const mine = trailers.at(-1);
    const steps = message[1] === 'n' ? 0 : 1;
    if (own !== null && mine !== own + steps) tally.sequence.gaps.push(`account ${mine} after ${own}`);
    own = mine;
  };
  const trade = ({ told, chanId }, code, [id]) => {
    const entry = code.endsWith('te');
    tally.trades[entry ? 'te' : 'tu']++;
    if (entry) told.add(id);
    else if (!told.has(id)) tally.trades.wrong.push(`${code} ${id} on ${chanId} without its entry`);
  };

  for (const { dir, text } of frames) {
    if (dir !== 'in') continue;
    tally.frames++;
    const message = JSON.parse(text);
    if (!Array.isArray(message)) {
      event(message);
      continue;
    }
    number(message);
    if (message[1] === 'hb') tally.beats++;
    const channel = channels.get(message[0]);
    if (!channel || message[1] === 'hb') continue;
    if (channel.channel === 'trades' && typeof message[1] === 'string') trade(channel, message[1], message[2]);
    if (channel.channel !== 'book') continue;
    if (message[1] === 'cs') check(channel, message[2], tally);
    else feed(channel, tokensOf(text), tally);
  }
  return tally;
};

/** The payload of a book's frame with its numbers as they were written. */
const tokensOf = (text) => JSON.parse(text.replace(/-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, '"$&"'))[1];

const feed = (channel, payload, tally) => {
  const rows = payload.length === 0 || Array.isArray(payload[0]) ? payload : [payload];
  if (channel.book === null) channel.book = new Map();
  const funding = channel.symbol.startsWith('f');
  for (const row of rows) {
    const key = funding && channel.prec !== 'R0' ? `${row[0]} ${row[1]}` : row[0];
    const amount = Number(row.at(-1));
    const gone = Number(row[row.length - 2]) === 0;
    if (!gone) channel.book.set(key, row);
    else if (!channel.book.delete(key)) tally.windows.push(`${nameOf(channel)}: ${key} deleted and not there`);
    else if (Math.abs(amount) !== 1) tally.windows.push(`${nameOf(channel)}: ${key} deleted by ${amount}`);
  }
  const bids = sideOf(channel, true).length;
  const asks = channel.book.size - bids;
  if (Math.max(bids, asks) > Number(channel.len)) tally.windows.push(`${nameOf(channel)}: ${bids} bids, ${asks} asks`);
};

const nameOf = ({ symbol, prec, len }) => `${symbol} ${prec} ${len}`;

const sideOf = ({ book, symbol, prec }, bids) => {
  const funding = symbol.startsWith('f');
  const price = (row) => Number(prec === 'R0' ? row[funding ? 2 : 1] : row[0]);
  const tie = (row) => Number(funding ? row[1] : prec === 'R0' ? row[0] : 0);
  return [...book.values()]
    .filter((row) => Number(row.at(-1)) > 0 === (bids !== funding))
    .sort(
      (a, b) => (bids ? price(b) - price(a) : price(a) - price(b)) || tie(a) - tie(b) || Number(a[0]) - Number(b[0]),
    );
};

const check = (channel, claimed, tally) => {
  const bids = sideOf(channel, true);
  const asks = sideOf(channel, false);
  const words = [];
  for (let at = 0; at < 25; at++)
    for (const row of [bids[at], asks[at]]) if (row !== undefined) words.push(row[0], row.at(-1));
  tally.checksums[channel.symbol.startsWith('f') ? 'funding' : channel.prec === 'R0' ? 'R0' : 'P']++;
  if (words.some((word) => word.includes('e'))) tally.exponents++;
  const found = crc32(words.join(':'));
  if (found !== claimed) tally.mismatches.push(`${nameOf(channel)}: ${claimed} claimed, ${found} found`);
};

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
/** Signed, as on the wire. */
const crc32 = (text) => {
  let value = -1;
  for (let at = 0; at < text.length; at++) value = (value >>> 8) ^ TABLE[(value ^ text.charCodeAt(at)) & 255];
  return ~value;
};
