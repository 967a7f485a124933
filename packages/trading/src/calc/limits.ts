import { CALC_LIMIT, MAX_CALC_KEYS } from '@bitfinex-ws/protocol';
import type { CalcConfig } from './contract.js';

/**
 * How calculations are asked for. The server does 8 a second and takes 30 keys a message (both documented); a tenth is added
 * to the second, because the network may push two messages together. Deadline and queue are judgement: at 8 a second
 * ten seconds are eighty keys, and whoever asks for a thousand at once has made a mistake.
 */
export const CALC_DEFAULTS: CalcConfig = {
  keysPerWindow: CALC_LIMIT.keys,
  windowMs: CALC_LIMIT.windowMs * 1.1,
  keysPerMessage: MAX_CALC_KEYS,
  queueLimit: 1000,
};

/** How long answers are waited for where nobody says otherwise, ms. Judgement, see `CALC_DEFAULTS`. */
export const CALC_DEADLINE_MS = 10_000;
