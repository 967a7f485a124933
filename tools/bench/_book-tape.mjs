// Frames of a made-up market that behaves as recorded ones do: most changes near the best prices, the window of `len` levels
// kept by the server, deletions before additions, checksums by an implementation of its own. A tape ends with the book that it
// began with, so that it can be fed to one book again and again.
import CRC32 from 'crc-32';

const CHAN = 7;

/** `middle` is where bids end and asks begin, in units of the last decimal; `dust`: amounts of a few hundred-millionths among them. */
export const createBookTape = (random, { prec, len, every, updates, middle = 416_500, decimals = 1, dust = false }) => {
  const raw = prec === 'R0';
  const below = (limit) => Math.floor(random() * limit);
  let lastId = 86_143_757_311;
  let seq = 0;
  const frames = [];
  // Half of them short, half with the eight decimals that are left when an order was filled in part.
  const size = () => {
    if (dust && random() < 0.25) return (1 + below(99)) / 1e8;
    return random() < 0.5 ? (1 + below(1_000)) / 10 ** (1 + below(4)) : Number((0.001 + random()).toFixed(8));
  };

  // Prices around a middle that does not move: bids below, asks above.
  const priceAt = (bid, step) => (bid ? middle - step - 1 : middle + step + 1) / 10 ** decimals;
  // Steps from the best, most of them small; three times as many steps as there are levels.
  const anyStep = () => Math.min(len * 3 - 1, Math.floor(-Math.log(1 - random()) * len * 0.3));

  const sides = { bid: new Map(), ask: new Map() }; // key → { key, price, amount, count }
  const sorted = (side) =>
    [...sides[side].values()].sort((a, b) => (side === 'bid' ? b.price - a.price : a.price - b.price) || a.key - b.key);
  const rowOf = ({ key, price, amount, count }) => (raw ? [key, price, amount] : [price, count, amount]);
  const gone = ({ key, price, amount }) => (raw ? [key, 0, Math.sign(amount)] : [price, 0, Math.sign(amount)]);

  const checksum = () => {
    const [bids, asks] = [sorted('bid'), sorted('ask')];
    const parts = [];
    for (let at = 0; at < 25; at++) {
      for (const level of [bids[at], asks[at]])
        if (level) parts.push(`${raw ? level.key : level.price}:${level.amount}`);
    }
    return CRC32.str(parts.join(':'));
  };
  let sent = 0;
  const send = (row) => {
    frames.push(Buffer.from(`[${CHAN},${JSON.stringify(row)},${++seq}]`));
    if (++sent % every === 0) frames.push(Buffer.from(`[${CHAN},"cs",${checksum()},${++seq}]`));
  };
  const put = (side, level) => {
    sides[side].set(level.key, level);
    send(rowOf(level));
  };
  const remove = (side, level) => {
    sides[side].delete(level.key);
    send(gone(level));
  };
  const make = (side) => {
    const price = priceAt(side === 'bid', anyStep());
    const amount = side === 'bid' ? size() : -size();
    return { key: raw ? (lastId += 1 + below(9)) : price, price, amount, count: 1 + below(9) };
  };

  for (const side of ['bid', 'ask']) {
    while (sides[side].size < len) {
      const level = { ...make(side), price: priceAt(side === 'bid', below(len * 3)) };
      if (!raw) level.key = level.price;
      sides[side].set(level.key, level);
    }
  }
  const start = { bid: new Map(sides.bid), ask: new Map(sides.ask) };
  const snapshot = Buffer.from(`[${CHAN},${JSON.stringify([...sorted('bid'), ...sorted('ask')].map(rowOf))},0]`);

  const step = () => {
    const side = random() < 0.5 ? 'bid' : 'ask';
    const levels = sorted(side);
    const near = levels[Math.min(levels.length - 1, Math.floor(-Math.log(1 - random()) * 12))];
    if (near !== undefined && random() < 0.6) {
      const amount = side === 'bid' ? size() : -size();
      put(side, { ...near, amount, count: 1 + below(9) });
      return;
    }
    if (near !== undefined && random() < 0.4) {
      remove(side, near);
      return;
    }
    const level = make(side);
    if (levels.length === len && !sides[side].has(level.key)) remove(side, levels.at(-1));
    put(side, level);
  };
  while (sent < updates) step();
  // Back to the beginning: first what is too much, then what is missing or differs.
  for (const side of ['bid', 'ask']) {
    for (const level of sorted(side)) if (!start[side].has(level.key)) remove(side, level);
    for (const level of start[side].values()) {
      const now = sides[side].get(level.key);
      if (now === undefined || JSON.stringify(rowOf(now)) !== JSON.stringify(rowOf(level))) put(side, level);
    }
  }
  return { snapshot, frames };
};
