// Times works in turn, round by round in one process, so that what disturbs the machine disturbs all of them. It is the time
// of the processor that counts, the collector's threads included: waiting for a busy machine is nobody's cost.

const median = (sorted) => sorted[sorted.length >> 1] ?? 0;

/** ns per item of each work: `works` is name to { run, items }; `run` does its items once. */
export const measure = (works, { rounds = 15, warmUps = 5, msPerRound = 20 } = {}) => {
  const names = Object.keys(works);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  const repeats = {};
  const once = (name, times) => {
    const { run } = works[name];
    const from = process.cpuUsage();
    for (let at = 0; at < times; at++) run();
    const { user, system } = process.cpuUsage(from);
    return 1000 * (user + system);
  };
  for (let round = 0; round < warmUps; round++) {
    for (const name of names)
      repeats[name] = Math.max(1, Math.round((msPerRound * 1e6) / Math.max(1, once(name, 3) / 3)));
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of names) times[name].push(once(name, repeats[name]) / repeats[name] / works[name].items);
  }
  return times;
};

/** Median and extremes of the ratios of two works, round by round. */
export const ratio = (times, floor) => {
  const ratios = times.map((time, round) => time / floor[round]).sort((a, b) => a - b);
  return { median: median(ratios), least: ratios[0] ?? 0, most: ratios.at(-1) ?? 0 };
};

export const medianOf = (times) => median([...times].sort((a, b) => a - b));
