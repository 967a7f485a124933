// A server that says prepared frames as fast as its client reads, or at a given rate: what it costs to say them is not the
// client's. It has the manners of the protocol (greeting, conf, acknowledgements, pongs) and frames of its own: a book whose
// checksums are true, trades, a ticker. All frames of a tick go out in one write.
import { createSeededRandom } from '@bitfinex-ws/testkit';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { createBookTape } from './_book-tape.mjs';
import { createTruth } from './_peers-truth.mjs';

const [TIMESTAMP, SEQ_ALL, OB_CHECKSUM] = [32_768, 65_536, 131_072];
const CHUNK = 64 * 1024;
const HEARTBEAT_EVERY = 1_000;
// Of a book's frames to those of trades and of a ticker, where one connection has them all.
const WEIGHTS = { book: 20, trades: 4, ticker: 1 };

/** Listens on loopback. Whoever connects is known by `?who=` in its address. */
export const startBlaster = () =>
  new Promise((resolve) => {
    const feeds = new Map();
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
    server.on('connection', (socket, { url }) => {
      const { searchParams } = new URL(url, 'ws://127.0.0.1');
      feeds.set(searchParams.get('who'), createFeed(socket, searchParams.has('truth')));
    });
    const feedOf = (who) => {
      const feed = feeds.get(who);
      if (feed === undefined) throw new Error(`nobody called ${who} is connected`);
      return feed;
    };
    server.on('listening', () =>
      resolve({
        url: (who) => `ws://127.0.0.1:${server.address().port}/ws/2?who=${encodeURIComponent(who)}`,
        /** Says so many frames, as fast as they are read; with `lose`, all but one update of a book at or behind that place, which it answers. */
        blast: async (who, frames, lose) => {
          const feed = feedOf(who);
          const { bytes, lost } = feed.bytes(frames, lose);
          for (let at = 0; at < bytes.length; at += CHUNK) await feed.write(bytes.subarray(at, at + CHUNK));
          return lost;
        },
        /** Says `rate` frames a second for so long, a tick's in one write. */
        pour: (who, rate, seconds) => pour(feedOf(who), rate, seconds),
        /** How many frames of each channel were said, snapshots and acknowledgements left out; checksums are among those of books. */
        told: (who) => ({ ...feedOf(who).told }),
        /** The book as it stands, for whoever has `&truth` in the address. */
        levels: (who) => feedOf(who).levels(),
        close: () => {
          for (const client of server.clients) client.terminate();
          server.close();
        },
      }),
    );
  });

const pour = async (feed, rate, seconds) => {
  const from = performance.now();
  let said = 0;
  for (let now = from; now - from < seconds * 1_000; now = performance.now()) {
    const due = Math.floor(((now - from) / 1_000) * rate) - said;
    if (due > 0) await feed.write(feed.bytes(due).bytes);
    said += Math.max(0, due);
    await wait(2);
  }
};

/** What one connection has asked for, and the frames that it gets. */
const createFeed = (socket, keepsTruth) => {
  let truth = null;
  const channels = [];
  const told = { hb: 0, book: 0, trades: 0, ticker: 0, sums: 0 };
  let flags = 0;
  let seq = 0;
  let turn = 0;
  let nextId = 100;
  // The exchange numbers and dates a connection's frames where it was asked to, and says checksums where it was asked to.
  const numbered = (body) =>
    `${body}${flags & SEQ_ALL ? `,${++seq}` : ''}${flags & TIMESTAMP ? `,${Date.now()}` : ''}]`;
  const body = () => {
    turn++;
    if (turn % HEARTBEAT_EVERY === 0) {
      told.hb++;
      return `[${channels[0].chanId},"hb"`;
    }
    const channel = pick(channels, turn);
    told[channel.name]++;
    for (;;) {
      const next = channel.next();
      if (keepsTruth && channel.name === 'book' && !next.includes('"cs"')) truth.take(JSON.parse(`${next}]`)[1]);
      const isSum = next.includes('"cs"');
      if (isSum && (flags & OB_CHECKSUM) === 0) continue;
      if (isSum) told.sums++;
      return next;
    }
  };
  const say = (text) => socket.send(text);

  socket.on('error', () => undefined);
  socket.on('message', (data) => {
    const asked = JSON.parse(data.toString() || '{}');
    switch (asked.event) {
      case 'conf':
        flags = asked.flags;
        return say(JSON.stringify({ event: 'conf', status: 'OK', flags }));
      case 'ping':
        return say(JSON.stringify({ event: 'pong', cid: asked.cid, ts: Date.now() }));
      case 'unsubscribe': {
        const at = channels.findIndex(({ chanId }) => chanId === asked.chanId);
        if (at >= 0) channels.splice(at, 1);
        return say(JSON.stringify({ event: 'unsubscribed', status: 'OK', chanId: asked.chanId }));
      }
      case 'subscribe': {
        const there = channels.find(({ name, symbol }) => name === asked.channel && symbol === asked.symbol);
        if (there !== undefined) {
          return say(
            JSON.stringify({ ...asked, event: 'error', msg: 'subscribe: dup', code: 10_301, chanId: there.chanId }),
          );
        }
        const chanId = nextId++;
        const channel = MAKE[asked.channel](chanId, Number(asked.len ?? 25));
        if (keepsTruth && asked.channel === 'book') {
          truth = createTruth(false);
          truth.take(JSON.parse(`${channel.snapshot}]`)[1]);
        }
        const { prec, freq, len } = { prec: 'P0', freq: 'F0', len: '25', ...asked };
        const echo = asked.channel === 'book' ? { prec, freq, len: String(len) } : {};
        const answer = { event: 'subscribed', channel: asked.channel, chanId, symbol: asked.symbol, ...echo };
        say(JSON.stringify({ ...answer, ...(asked.subId && { subId: asked.subId }), pair: asked.symbol.slice(1) }));
        say(numbered(channel.snapshot));
        channels.push({ ...channel, name: asked.channel, symbol: asked.symbol, chanId });
        return undefined;
      }
      default:
        return undefined;
    }
  });
  say(JSON.stringify({ event: 'info', version: 2, serverId: 'bench', platform: { status: 1 } }));

  return {
    told,
    levels: () => truth?.levels(),
    bytes: (frames, lose) => {
      const texts = Array.from({ length: frames }, () => numbered(body()));
      const lost = lose === undefined ? -1 : texts.findIndex((text, at) => at >= lose && text.includes(',['));
      if (lost >= 0) texts.splice(lost, 1);
      return { bytes: encode(texts), lost };
    },
    write: (bytes) => new Promise((done) => socket._socket.write(bytes, done)),
  };
};

const pick = (channels, turn) => {
  const total = channels.reduce((sum, { name }) => sum + WEIGHTS[name], 0);
  let at = turn % total;
  for (const channel of channels) {
    at -= WEIGHTS[channel.name];
    if (at < 0) return channel;
  }
  return channels[0];
};

/** Unmasked text frames, one behind the other, as they lie on the wire. */
const encode = (texts) => {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + text.length + (text.length < 126 ? 2 : 4), 0));
  let at = 0;
  for (const text of texts) {
    bytes[at++] = 0x81;
    if (text.length < 126) bytes[at++] = text.length;
    else {
      bytes[at++] = 126;
      at = bytes.writeUInt16BE(text.length, at);
    }
    at += bytes.latin1Write(text, at);
  }
  return bytes;
};

const tapes = new Map();
const tape = (len) => {
  const make = () => createBookTape(createSeededRandom(20210417), { prec: 'P0', len, every: 20, updates: 4_000 });
  if (!tapes.has(len)) tapes.set(len, make());
  return tapes.get(len);
};

/** Texts without their number and their last bracket. */
const MAKE = {
  book: (chanId, len) => {
    const { snapshot, frames } = tape(len);
    const open = (frame) =>
      frame
        .toString()
        .replace('[7,', `[${chanId},`)
        .replace(/,\d+\]$/, '');
    const bodies = frames.map(open);
    let at = -1;
    return { snapshot: open(snapshot), next: () => bodies[(at = (at + 1) % bodies.length)] };
  },
  // Each trade twice, as the exchange says it: at once, and with its final id.
  trades: (chanId) => {
    const random = createSeededRandom(7);
    let id = 1_000_000;
    let row = '';
    const make = () => {
      const amount = (random() < 0.5 ? -1 : 1) * Number((0.0001 + random()).toFixed(8));
      row = `[${++id},${1_618_677_543_829 + id},${amount},${41_650 + Math.round(random() * 1_000) / 10}]`;
    };
    const past = Array.from({ length: 30 }, () => (make(), row)).reverse();
    let final = true;
    const next = () => {
      final = !final;
      if (!final) make();
      return `[${chanId},"${final ? 'tu' : 'te'}",${row}`;
    };
    return { snapshot: `[${chanId},[${past.join(',')}]`, next };
  },
  ticker: (chanId) => {
    const random = createSeededRandom(11);
    const sum = () => 43.358118629999986 * random();
    const next = () => {
      const bid = 41_650 + Math.round(random() * 1_000) / 10;
      const day = [-512.4, -0.0123, bid + 0.1, sum() * 100, 42_900.5, 40_100, null];
      return `[${chanId},${JSON.stringify([bid, sum(), bid + 0.1, sum(), ...day])}`;
    };
    return { snapshot: next(), next };
  },
};
