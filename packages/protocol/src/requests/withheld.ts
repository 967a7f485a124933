import type { DecodeError } from '../errors.js';

const WITHHELD = '(a login, not shown)';

/** The error without its sample where the frame has anything of a login in it, well formed or not. */
export const withheld = (error: DecodeError, text: string): DecodeError =>
  'sample' in error && /auth|apiKey|token|secret/i.test(text) ? { ...error, sample: WITHHELD } : error;
