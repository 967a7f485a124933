// Holds the trades of one subscription against the server's ledger: what came, in which order, and whether what is missing was
// announced. A trade is missing with notice where a gap, or the reader's own drops, lies between its neighbours in the stream.

const [UNSEEN, SEEN, ANNOUNCED, SECRET] = [0, 1, 2, 3];

/** Reads a subscription to trades for good. */
export const followTrades = (live, symbol, pause = null) => {
  let log = [];
  const run = async () => {
    for await (const message of live) {
      switch (message.type) {
        case 'trades':
        case 'fundingTrades':
          log.push({ rows: message.trades.map(({ id }) => id).reverse() });
          break;
        case 'te':
        case 'fte':
          log.push({ id: message.trade.id });
          break;
        case 'gap':
        case 'dropped':
          log.push({ notice: message.type });
          break;
      }
      if (pause !== null) await pause();
    }
  };
  void run();

  const states = [];
  let last = null;
  let noticed = false;
  const found = { trades: 0, twice: 0, disorder: 0, unknown: 0 };

  const hole = (to) => {
    if (last === null) return;
    for (let at = last + 1; at < to; at++) if (states[at] !== SEEN) states[at] = noticed ? ANNOUNCED : SECRET;
  };
  const take = (place, isRow) => {
    if (states[place] === SEEN) {
      // A snapshot overlaps with what was there before.
      if (!isRow) found.twice++;
      return;
    }
    found.trades++;
    if (last !== null && place < last) {
      if (states[place] !== ANNOUNCED) found.disorder++;
      states[place] = SEEN;
      return;
    }
    hole(place);
    states[place] = SEEN;
    last = place;
    noticed = false;
  };

  return {
    symbol,
    /** What has come so far against the ids of the ledger, oldest first. `whole`: everything must have come by now. */
    judge: (ids, whole) => {
      const places = new Map(ids.map((id, place) => [id, place]));
      for (const { id, rows, notice } of log) {
        if (notice !== undefined) noticed = true;
        else if (id !== undefined) places.has(id) ? take(places.get(id), false) : found.unknown++;
        // A snapshot reaches back to before the ledger begins, and to before this reader joined.
        else {
          const known = rows.filter((row) => places.has(row)).map((row) => places.get(row));
          for (const place of last === null ? known.slice(-1) : known)
            if (last === null || states[place] !== undefined || place > last) take(place, true);
        }
      }
      log = [];
      if (whole) hole(ids.length);
      const count = (wanted) => states.filter((state) => state === wanted).length;
      return { ...found, announced: count(ANNOUNCED), secret: count(SECRET) };
    },
    pending: () => log.length,
  };
};
