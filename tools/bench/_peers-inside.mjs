// What is measured within one process: decoding, and books with their checksums; and what is judged there.
import { isSame, createTruth } from './_peers-truth.mjs';
import { BOOKS } from './_peers-books.mjs';
import { DECODERS } from './_peers-decode.mjs';
import { bookFrames, channelFrames, MARKETS, TIMED } from './_peers-frames.mjs';
import { measure, medianOf, ratio } from './_measure.mjs';

const parseAll = (frames) => () => {
  for (let at = 0; at < frames.length; at++) if (JSON.parse(frames[at].toString()) === null) throw new Error();
};
const feedAll = (feed, frames) => () => {
  for (let at = 0; at < frames.length; at++) feed(frames[at]);
};

/** Works of everyone and the floors of the frames that they get; answers name to what they took, and their ratios. */
const inTurn = (entrants, effort) => {
  const works = {};
  for (const [name, { frames, feed, kind }] of Object.entries(entrants)) {
    works[`floor, ${kind}`] ??= { items: frames.length, run: parseAll(frames) };
    works[name] = { items: frames.length, run: feedAll(feed, frames) };
  }
  const times = measure(works, effort);
  return Object.fromEntries(
    Object.entries(entrants).map(([name, { kind }]) => [
      name,
      {
        ns: medianOf(times[name]),
        floor: medianOf(times[`floor, ${kind}`]),
        ...ratio(times[name], times[`floor, ${kind}`]),
      },
    ]),
  );
};

export const decode = (channel, count, effort) => {
  const entrants = {};
  for (const [name, { open, trailer, takes }] of Object.entries(DECODERS)) {
    const opened = open(channel);
    if (opened === null) continue;
    const frames = channelFrames(takes?.(channel) ?? channel, count, trailer);
    for (const frame of frames) opened.feed(frame);
    if (opened.given() !== count) throw new Error(`${name}: ${opened.given()} of ${count} ${channel}`);
    entrants[name] = { frames, feed: opened.feed, kind: `${trailer} ${takes?.(channel) ?? ''}` };
  }
  return inTurn(entrants, effort);
};

export const books = (updates, effort) =>
  Object.fromEntries(
    TIMED.map((market) => {
      const entrants = {};
      for (const [name, { open, ...asks }] of Object.entries(BOOKS)) {
        if (asks.takes?.(MARKETS[market]) === false) continue;
        const [snapshot, ...frames] = bookFrames(market, updates, asks);
        const { feed } = open(MARKETS[market]);
        feed(snapshot);
        entrants[name] = { frames, feed, kind: `${asks.trailer} ${asks.sums}` };
      }
      return [market, inTurn(entrants, effort)];
    }),
  );

/** Checksums matched and missed, and how often each had the true book when the exchange said a checksum. */
export const judge = (updates) =>
  Object.fromEntries(
    Object.keys(MARKETS).map((market) => {
      const found = {};
      for (const [name, { open, sums, ...asks }] of Object.entries(BOOKS)) {
        if (asks.takes?.(MARKETS[market]) === false) continue;
        const frames = bookFrames(market, updates, asks);
        const { feed, checks, levels } = open(MARKETS[market]);
        const truth = createTruth(MARKETS[market].prec === 'R0');
        let [looks, right] = [0, 0];
        for (const frame of frames) {
          const [, payload] = JSON.parse(frame.toString());
          if (payload !== 'cs' || sums !== false) feed(frame);
          if (payload !== 'cs') {
            truth.take(payload);
            continue;
          }
          looks++;
          if (isSame(levels(), truth.levels())) right++;
        }
        found[name] = { checks: checks(), looks, right };
      }
      return [market, found];
    }),
  );

/** Whether each gives its user a ticker of the eleven columns that it has since 2025. */
export const columns = (count) =>
  Object.fromEntries(
    Object.entries(DECODERS).map(([name, { open, trailer }]) => {
      const { feed, given } = open('ticker');
      for (const frame of channelFrames('ticker', count, trailer)) feed(frame);
      return [name.split(',')[0], given() === count];
    }),
  );
