import type { Frame } from '@bitfinex-ws/protocol';
import { EARLY_BYTES, EARLY_CHANNELS, EARLY_FRAMES } from '../limits.js';

/** A frame that came before anybody knew what its channel id means. */
interface EarlyFrame {
  readonly frame: Frame;
  readonly at: number;
}

/** Frames of channel ids that are not known yet: data may overtake the acknowledgement, or the acknowledgement never come. */
interface Early {
  /** Keeps a copy: the bytes are the socket's. */
  readonly keep: (chanId: number, frame: Frame, at: number) => void;
  /** Something of what comes early is missing: of this channel id, or of any (null). */
  readonly spoil: (chanId: number | null) => void;
  /** What came for this id, in order, and forgets it. Null: not all of it is here. */
  readonly take: (chanId: number) => ReadonlyArray<EarlyFrame> | null;
}

/** Makes an empty store, bounded for each channel id and in the number of those. */
export const createEarly = (): Early => {
  const kept = new Map<number, { frames: EarlyFrame[] | null; bytes: number }>();
  return {
    keep: (chanId, frame, at) => {
      let one = kept.get(chanId);
      if (one === undefined) {
        if (kept.size >= EARLY_CHANNELS) return;
        kept.set(chanId, (one = { frames: [], bytes: 0 }));
      }
      if (one.frames === null) return;
      const copy = typeof frame === 'string' ? frame : new Uint8Array(frame).slice();
      one.bytes += copy.length;
      if (one.frames.length >= EARLY_FRAMES || one.bytes > EARLY_BYTES) one.frames = null;
      else one.frames.push({ frame: copy, at });
    },
    spoil: (chanId) => {
      for (const [id, one] of kept) if (chanId === null || chanId === id) one.frames = null;
    },
    take: (chanId) => {
      const one = kept.get(chanId);
      kept.delete(chanId);
      return one === undefined ? [] : one.frames;
    },
  };
};
