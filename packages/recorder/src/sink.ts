import type { either as E } from 'fp-ts';
import type { RecorderError } from './errors.js';
import type { RecordedFrame } from './recording.js';

/** Where recorded frames go. */
export interface FrameSink {
  /** Takes one frame. It neither throws nor waits: what becomes of the frame shows in the counts. */
  readonly write: (frame: RecordedFrame) => void;
}

/** What a recording has taken in. */
export interface RecordingCounts {
  /** Frames taken. */
  readonly frames: number;
  /** Bytes of the lines taken, before compression. */
  readonly bytes: number;
  /** Frames that could not be written: after a write error, after `close`, or faster than the disk takes them. */
  readonly failed: number;
}

/** A recording that is being written. */
export interface RecordingSink extends FrameSink {
  /** What it has taken in so far. */
  readonly counts: () => RecordingCounts;
  /**
   * Finishes the file, the end mark of gzip included, and says what it holds, or what went wrong on the way. Any number
   * of calls get one answer, in bounded time. Never rejects.
   */
  readonly close: () => Promise<E.Either<RecorderError, RecordingCounts>>;
}
