// Holds the books of a client against the server's, level by level, while the market stands still. What no checksum can see is
// left out: counts of levels, prices of orders.

/** Books that differ from the server's, in words. */
export const differences = async (wants, exchange) => {
  const found = [];
  let compared = 0;
  for (const { live } of wants) {
    if (live === null || !('book' in live)) continue;
    const { symbol, prec, len } = live.spec;
    const truth = await exchange.ask('book', symbol, prec, len);
    const view = live.book.view();
    const name = `${symbol} ${prec} ${len}`;
    compared++;
    if (view._tag === 'Left') found.push(`${name}: ${view.left.reason}`);
    else {
      const { bids, asks } = view.right;
      for (const [side, mine, theirs] of [
        ['bids', [...bids], truth.bids],
        ['asks', [...asks], truth.asks],
      ]) {
        const shown = mine.map(({ id, price, amount }) => (prec === 'R0' ? `${id} ${amount}` : `${price} ${amount}`));
        const told = theirs.map(([key, , amount]) => `${key} ${amount}`);
        if (shown.join() !== told.join()) found.push(`${name} ${side}: ${firstDifference(shown, told)}`);
      }
    }
  }
  return { compared, found };
};

const firstDifference = (shown, told) => {
  const at = shown.findIndex((row, place) => row !== told[place]);
  const place = at === -1 ? shown.length : at;
  return `level ${place + 1} is ${shown[place] ?? 'none'}, the server's ${told[place] ?? 'none'}`;
};
