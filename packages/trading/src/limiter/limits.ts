import type { LimiterConfig } from './contract.js';

/**
 * How orders are limited where nobody says otherwise. The exchange publishes no rate for inputs; a maintainer named 1000
 * orders in 5 minutes, more for those who trade much (github.com/bitfinexcom/bitfinex-api-node/issues/242, 2018), and users
 * measured 500 in 10 minutes and a ban of a minute or two (stackoverflow.com/questions/48875127, 2018). 100 at once and
 * 3 a second are 1000 in the first 5 minutes and 900 in every 5 after that.
 *
 * What follows a refusal is judgement: half the rate, a pause of 10 s that doubles up to the 2 minutes of that ban, a tenth
 * of the rate back for each quiet minute. Refusals within 5 s answer the same burst and count once.
 */
export const LIMITER_DEFAULTS: LimiterConfig = {
  burst: 100,
  perSecond: 3,
  minPerSecond: 0.2,
  raisePerMinute: 0.1,
  pauseMs: 10_000,
  maxPauseMs: 120_000,
  sameBurstMs: 5000,
  queueLimit: 1000,
};
