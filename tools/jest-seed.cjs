// Jest loads this before each test file. Properties draw from one seed, so that a run of the tests is the same whoever runs it, and one that
// fails fails again. BITFINEX_WS_SEED=random draws anew each time, as whoever looks for what nobody thought of wants it; a number is that seed.
const wanted = process.env.BITFINEX_WS_SEED ?? '20210417';
try {
  if (wanted !== 'random') require('fast-check').configureGlobal({ seed: Number(wanted) });
} catch (error) {
  // A package that has no properties may stand where fast-check does not.
  if (error.code !== 'MODULE_NOT_FOUND') throw error;
}
