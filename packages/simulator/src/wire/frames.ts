import { has, SEQ_ALL, TIMESTAMP } from './flags.js';

/** Text of an array frame: the channel, the body, then the trailers that the flags ask for (sequence before time). */
export const frameText = (chanId: number, body: string, flags: number, sequence: number, now: number): string => {
  const numbered = has(flags, SEQ_ALL) ? `,${sequence}` : '';
  const timed = has(flags, TIMESTAMP) ? `,${Math.floor(now)}` : '';
  return `[${chanId},${body}${numbered}${timed}]`;
};

/**
 * Text of a frame of the account channel: the channel's own number stands between the connection's and the time. Either
 * number may be missing (null): a heartbeat has none of the channel, the notification of a request none of the connection.
 */
export const accountFrameText = (
  body: string,
  flags: number,
  { sequence, own }: { readonly sequence: number | null; readonly own: number | null },
  now: number,
): string => {
  const numbers = has(flags, SEQ_ALL) ? [sequence, own].filter((number) => number !== null) : [];
  const trailers = [...numbers, ...(has(flags, TIMESTAMP) ? [Math.floor(now)] : [])];
  return `[${[0, body, ...trailers].join(',')}]`;
};

/** Body of a heartbeat. */
export const HEARTBEAT_BODY = '"hb"';
/** Body of a checksum. */
export const checksumBody = (checksum: number): string => `"cs",${checksum}`;
/** Body of a snapshot, or of updates in bulk. */
export const listBody = (rows: ReadonlyArray<string>): string => `[${rows.join(',')}]`;
