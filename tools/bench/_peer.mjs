// bfx-api-node-models beside ours, where it is installed. It lies in a folder with a lockfile of its own, outside the workspaces.
import { createRequire } from 'node:module';
import path from 'node:path';

const NAME = 'bfx-api-node-models';
const FOLDER = 'tools/bench/peers';

export const loadPeer = async () => {
  try {
    const { OrderBook } = createRequire(path.resolve(FOLDER, 'package.json'))(NAME);
    return {
      title: NAME,
      missing: 'not measured',
      works: (set, tape) => ({ peer: { items: tape.frames.length, run: feed(OrderBook, set, tape) } }),
    };
  } catch {
    console.log(`${NAME} is not installed: run npm ci --ignore-scripts --prefix ${FOLDER}\n`);
    return { title: NAME, missing: 'not installed', works: () => ({}) };
  }
};

// Its own checksum writes numbers in its own way, so that it is asked for and not compared.
const feed = (OrderBook, { prec }, { snapshot, frames }) => {
  const raw = prec === 'R0';
  const book = new OrderBook(JSON.parse(snapshot.toString())[1], raw);
  let sum = 0;
  return () => {
    for (let at = 0; at < frames.length; at++) {
      const frame = JSON.parse(frames[at].toString());
      if (frame[1] === 'cs') sum ^= book.checksum();
      else book.updateWith(frame[1]);
    }
    return sum;
  };
};
