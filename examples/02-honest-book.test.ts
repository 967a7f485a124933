import { startSimulator } from '@bitfinex-ws/simulator';
import { either as E } from 'fp-ts';
import { quote } from './02-honest-book.js';

test('a quote is withdrawn while the book is wrong, and comes back when it is proven good', async () => {
  const simulator = await startSimulator({ rate: 200, checksumMs: 50 });
  if (E.isLeft(simulator)) throw new Error(simulator.left._tag);
  const lines: string[] = [];
  const print = (line: string): void => {
    lines.push(line);
    if (lines.length === 5) simulator.right.corruptNextBookFrame('tBTCUSD');
  };
  await quote(simulator.right.url, print, 60);
  await simulator.right.close();
  expect(lines.at(-1)).toMatch(/^0\.5 BTC at \d+\.\d, \d+\.\d\d bp over the best ask$/);
  const wrong = lines.indexOf('no quote: mismatch');
  expect(wrong).toBeGreaterThan(4);
  expect(lines.lastIndexOf('no quote: mismatch')).toBe(wrong);
});
