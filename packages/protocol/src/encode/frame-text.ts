import { writeTrailers } from '../envelope.js';
import type { Trailers } from '../frame.js';
import { jsonText } from './json-text.js';

/** What a channel frame says between its channel id and its trailers. */
export interface FrameBody {
  /** `te`, `cs`, `hb`, `ou` …; null for plain data. */
  readonly tag: string | null;
  /** The payload as JSON text; null for a frame that has none (`hb`). */
  readonly payload: string | null;
}

/** Writes a channel frame, with the trailers that the flags promise; without flags, with those that the message has. */
export const channelFrameText = (
  chanId: number,
  { tag, payload }: FrameBody,
  trailers: Trailers,
  flags: number | null,
): string => {
  const head = [jsonText(chanId), ...(tag === null ? [] : [jsonText(tag)]), ...(payload === null ? [] : [payload])];
  const tail = writeTrailers(chanId, tag, trailers, flags).map((trailer) => jsonText(trailer));
  return `[${[...head, ...tail].join(',')}]`;
};
