// Connections of bitfinex-api-node, with models, managed books and candles, and the sequence audit on.
import bfx from 'bitfinex-api-node';
import { complaintOf, url, within } from '../_child.mjs';

const CHECKSUM = 131_072;

/** It remembers what it complains of. */
export const open = async (more = {}) => {
  const ws = new bfx.WSv2({
    url,
    transform: true,
    manageOrderBooks: true,
    manageCandles: true,
    seqAudit: true,
    ...more,
  });
  ws.complaints = [];
  ws.on('error', (error) => ws.complaints.push(complaintOf(error)));
  await within(ws.open(), 'open');
  return ws;
};

/** Its promise waits for the reply to the one flag, and the reply tells the sum of all, so that nobody waits for it. */
export const checksums = (ws) => {
  void ws.enableFlag(CHECKSUM).catch(() => undefined);
  return within(
    new Promise((resolve) => ws.on('message', (m) => m.event === 'conf' && m.flags & CHECKSUM && resolve(m))),
    'conf',
  );
};
