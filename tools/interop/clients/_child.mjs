// What every client's script has: where to connect, for how long, and how to say what came of it. A script runs in a process of
// its own and knows nothing of the simulator; the client that it drives is used as it was published.
import { setTimeout as wait } from 'node:timers/promises';

const { url, direct, keys, seconds } = JSON.parse(process.argv[2]);
/** `url` is listened in on; `direct` is for who helps and is not judged. */
export { direct, keys, seconds, url, wait };

const say = (verdict) => (feature, note) => {
  process.stdout.write(`${JSON.stringify({ feature, verdict, note })}\n`);
};
/** Verdicts: it works; it fails in a way that is the client's own and known; the client does not offer it; it does not work. */
export const works = say('works');
export const defect = say('defect');
export const absent = say('absent');
export const fails = say('fails');

/** Says of something that it came, or that it did not. */
export const came = (feature, count, unit) =>
  count > 0 ? works(feature, `${count} ${unit}`) : fails(feature, 'none came');

/** What an error says, however the client tells it. */
export const complaintOf = (error) => error?.message ?? error?.msg ?? String(error);

/** The facts of an order that rests, but for what is said otherwise. */
export const newOrder = (type, more) => ({
  cid: Date.now() + Math.floor(Math.random() * 1e6),
  type,
  symbol: 'tBTCUSD',
  amount: 0.01,
  price: 50_000,
  ...more,
});

/** Says what became of a promise. */
export const shows = async (feature, promise, note = (value) => value) => {
  try {
    works(feature, note(await within(promise, feature)) ?? '');
  } catch (error) {
    fails(feature, String(error?.message ?? error));
  }
};

/** The promise, or a complaint after so many seconds. */
export const within = (promise, what, limit = 20) =>
  Promise.race([
    promise,
    wait(limit * 1000, null, { ref: false }).then(() => {
      throw new Error(`${what}: nothing in ${limit} s`);
    }),
  ]);

/** Waits until something is so. */
export const until = async (isSo, what, limit = 20) => {
  const from = performance.now();
  while (!isSo()) {
    if (performance.now() - from > limit * 1000) throw new Error(`${what}: not in ${limit} s`);
    await wait(10);
  }
};

process.on('unhandledRejection', (error) => fails('crash', `unhandled: ${error?.stack ?? error}`));
process.on('uncaughtException', (error) => fails('crash', `uncaught: ${error?.stack ?? error}`));
