// What is true of a book, from the rows on the wire alone: kept by the documented rule, in a map, sorted when it is asked for.
// It knows no package and no client, so that where one differs from it, that one is wrong.

/** Takes payloads of book frames; `levels` are `[price or id, size]`, best first. */
export const createTruth = (raw) => {
  const rows = new Map();
  const gone = (row) => row[1] === 0;
  const side = (bids) =>
    [...rows.values()]
      .filter((row) => row[2] > 0 === bids)
      .sort((a, b) => {
        const order = raw ? a[1] - b[1] : a[0] - b[0];
        return (bids ? -order : order) || a[0] - b[0];
      })
      .map(([key, , amount]) => [key, Math.abs(amount)]);
  return {
    take: (payload) => {
      for (const row of Array.isArray(payload[0]) ? payload : [payload]) {
        if (gone(row)) rows.delete(row[0]);
        else rows.set(row[0], row);
      }
    },
    levels: () => ({ bids: side(true), asks: side(false) }),
  };
};

/** Whether two books have the same levels in the same order. */
export const isSame = (one, other) =>
  ['bids', 'asks'].every(
    (side) =>
      one[side].length === other[side].length &&
      one[side].every(([key, size], at) => key === other[side][at][0] && size === other[side][at][1]),
  );
