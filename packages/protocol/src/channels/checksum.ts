import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { FrameBody } from '../encode/frame-text.js';
import type { DecodeError } from '../errors.js';
import { numberOf } from '../numbers/numeric.js';
import { sampleOf } from '../sample.js';
import type { ChannelFrame } from './channel-codec.js';
import type { ChannelMessage } from './channel-message.js';
import type { BookSpec } from './spec.js';

/*
 * https://docs.bitfinex.com/docs/ws-websocket-checksum
 *
 * [CHAN_ID, "cs", CHECKSUM]     [81757,"cs",-1175357890]
 *
 * On book channels, with the flag OB_CHECKSUM.
 */

/**
 * `cs`: CRC-32 (signed) of the book as it stands after every frame before this one.
 * https://docs.bitfinex.com/docs/ws-websocket-checksum
 */
export interface ChecksumMessage extends ChannelMessage<'checksum', BookSpec> {
  /** CRC-32, signed 32 bits. */
  readonly checksum: number;
}

/** Reads a checksum out of a frame that is tagged `cs`. */
export const readChecksum = (spec: BookSpec, frame: ChannelFrame): E.Either<DecodeError, ChecksumMessage> => {
  const { chanId, seq, accountSeq, serverTime } = frame;
  const value = numberOf(frame.payload);
  // Signed on the wire; unsigned would name the same 32 bits.
  if (!Number.isInteger(value) || value < -0x80000000 || value > 0xffffffff) {
    const sample = sampleOf(frame.payload);
    const expected = 'a 32-bit integer';
    return left({ _tag: 'BadColumn', family: 'Checksum', column: 'checksum', index: 2, expected, sample });
  }
  return right({ type: 'checksum', chanId, spec, seq, accountSeq, serverTime, checksum: value | 0 });
};

/** Writes what the frame of a checksum says. */
export const encodeChecksum = (message: ChecksumMessage): FrameBody => ({
  tag: 'cs',
  payload: String(message.checksum),
});
