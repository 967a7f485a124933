import { askedPauseMs, dialVerdict, refusalOf } from './dial-verdict-web.js';
import { BACKOFF } from './pace.js';

describe('a platform that hides why a dial failed', () => {
  it('dials again, later and later, and tells nobody of a refusal', () => {
    expect([dialVerdict(), askedPauseMs(), refusalOf()]).toEqual([BACKOFF, 0, null]);
  });
});
