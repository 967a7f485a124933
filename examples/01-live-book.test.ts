import { startSimulator } from '@bitfinex-ws/simulator';
import { either as E } from 'fp-ts';
import { liveBook } from './01-live-book.js';

test('a live book prints its spread and says that checksums vouch for it', async () => {
  const simulator = await startSimulator({ rate: 200, checksumMs: 100 });
  if (E.isLeft(simulator)) throw new Error(simulator.left._tag);
  const lines: string[] = [];
  await liveBook(simulator.right.url, (line) => lines.push(line), 3);
  await simulator.right.close();
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.at(-1)).toMatch(/^\d+(\.\d+)? \| \d+(\.\d+)?, spread \d+(\.\d+)?, verified by checksum$/);
  expect(lines.filter((line) => line.includes('can not be trusted'))).toEqual([]);
});
