import type { Observation, ObservedFrame } from './observation.js';
import { createObserver, type ObserveOptions } from './observer.js';

/**
 * The inbound half of the client without a socket: takes frames in order, of a recording say, and yields what they
 * amount to. Outbound frames are passed over. For a summary at the end, use `createObserver`.
 */
export async function* observe(
  frames: Iterable<ObservedFrame> | AsyncIterable<ObservedFrame>,
  options: ObserveOptions = {},
): AsyncGenerator<Observation, void, undefined> {
  const observer = createObserver(options);
  for await (const { t, conn, dir, frame } of frames) {
    if (dir === 'out') continue;
    yield* observer.push(frame, t, conn ?? null);
  }
}
