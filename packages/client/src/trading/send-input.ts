import { isLeft, isRight } from '@bitfinex-ws/machine';
import { encodeInput, type Input } from '@bitfinex-ws/protocol';
import type { Core } from './core.js';

/** Writes an input on the socket of that number; false: it was not taken, and nothing of it left. */
export const sendInput = (core: Core, socket: number, input: Input): boolean => {
  const { session, config } = core;
  if (session.link.state().attempt !== socket) return false;
  const frame = encodeInput(input);
  const sent = isLeft(frame) ? frame : session.send(frame.right);
  if (isRight(sent)) return true;
  core.emit({ type: 'sendFailed', at: config.clock.now(), why: sent.left._tag });
  return false;
};
