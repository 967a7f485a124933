import { CLOSE_REASON_BYTES } from './limits.js';

/** The code of a connection that ended without a closing handshake; never sent (RFC 6455, 7.4.1). */
export const ABNORMAL_CLOSURE = 1006;

/** The code with which a message is refused that is larger than agreed (RFC 6455, 7.4.1). */
export const MESSAGE_TOO_LARGE = 1009;

/** The code of a plain, wanted end. */
export const NORMAL_CLOSURE = 1000;

/** Whether a close frame may carry the code (RFC 6455, 7.4, and the registry that it opens). */
export const isSendableCode = (code: number): boolean =>
  Number.isInteger(code) &&
  ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999));

/** Whether a platform's `close` takes the code: 1000 or one of an application (WHATWG WebSockets, `close`). */
export const isApplicationCode = (code: number): boolean =>
  Number.isInteger(code) && (code === NORMAL_CLOSURE || (code >= 3000 && code <= 4999));

/** Cuts a reason to what a close frame can carry, between characters. */
export const fitReason = (reason: string): string => {
  const encoder = new TextEncoder();
  // No character takes less than a byte.
  const fitting = [...reason].slice(0, CLOSE_REASON_BYTES);
  while (encoder.encode(fitting.join('')).length > CLOSE_REASON_BYTES) fitting.pop();
  return fitting.join('');
};
