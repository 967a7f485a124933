import { defect, seconds, wait, works } from '../_child.mjs';
import { checksums, open } from './connect.mjs';

/** Two books of one symbol: it keeps both under the symbol. */
export const twoBooks = async () => {
  const ws = await open({ seqAudit: false });
  await checksums(ws);
  ws.subscribe('book', { symbol: 'tBTCUSD', prec: 'P0', len: '25' });
  ws.subscribe('book', { symbol: 'tBTCUSD', prec: 'R0', len: '25' });
  await wait(Math.min(seconds, 8) * 1000);
  const wrong = ws.complaints.filter((text) => /checksum/.test(text)).length;
  if (wrong > 0) defect('two books', `${wrong} mismatches: it keeps books by symbol, P0 and R0 write into one`);
  else works('two books', 'no mismatch');
  await ws.close();
};
