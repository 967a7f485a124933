import { has, SEQ_ALL, TIMESTAMP } from './flags.js';

/** Text of an array frame: the channel, the body, then the trailers that the flags ask for (sequence before time). */
export const frameText = (chanId: number, body: string, flags: number, sequence: number, now: number): string => {
  const numbered = has(flags, SEQ_ALL) ? `,${sequence}` : '';
  const timed = has(flags, TIMESTAMP) ? `,${Math.floor(now)}` : '';
  return `[${chanId},${body}${numbered}${timed}]`;
};

/** Body of a heartbeat. */
export const HEARTBEAT_BODY = '"hb"';
/** Body of a checksum. */
export const checksumBody = (checksum: number): string => `"cs",${checksum}`;
/** Body of a snapshot, or of updates in bulk. */
export const listBody = (rows: ReadonlyArray<string>): string => `[${rows.join(',')}]`;
