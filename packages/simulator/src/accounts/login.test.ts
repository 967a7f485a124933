import { createHmac } from 'node:crypto';
import { either as E } from 'fp-ts';
import { ALL_CAPS, createDoorman } from './login.js';

const key = { apiKey: 'key', apiSecret: 'apiSecret1', userId: 7, caps: ALL_CAPS };
const sign = (payload: string, secret = key.apiSecret): string =>
  createHmac('sha384', secret).update(payload).digest('hex');
const request = (nonce: unknown, given: object = {}) => {
  const authPayload = `AUTH${String(nonce)}`;
  return { event: 'auth', apiKey: 'key', authNonce: nonce, authPayload, authSig: sign(authPayload), ...given };
};
const verdict = (answer: E.Either<{ readonly code: number; readonly msg: string }, unknown>): string =>
  E.isLeft(answer) ? `${answer.left.code} ${answer.left.msg}` : 'OK';

describe('the doorman', () => {
  it('knows a signature from elsewhere', () => {
    // Secret, payload and signature of a published test of another client.
    const authSig = '6e7e3ab737bac9d36b6c3170356c9483edb0079cb65a2afa81efa9a6b906e0c3aeb16b574a44073dff4c0f604adbdd7d';
    const { judge } = createDoorman([key]);
    expect(verdict(judge({ ...request(1), authPayload: 'AUTHnonce1', authSig }))).toBe('OK');
  });

  it('lets a key in whose nonce grows, as a number or as a text', () => {
    const { judge } = createDoorman([key]);
    expect(verdict(judge(request(5)))).toBe('OK');
    expect(verdict(judge(request('6')))).toBe('OK');
    expect(verdict(judge(request(6)))).toBe('10114 nonce: small');
    expect(verdict(judge(request(5)))).toBe('10114 nonce: small');
    expect(verdict(judge(request(7)))).toBe('OK');
  });

  it('does not count the nonce of a request that it refuses', () => {
    const { judge } = createDoorman([key]);
    expect(verdict(judge(request(9, { authSig: sign('AUTH9', 'another') })))).toBe('10100 apikey: digest invalid');
    expect(verdict(judge(request(8)))).toBe('OK');
  });

  it.each([
    [{ apiKey: 'nobody' }, '10100 apikey: invalid'],
    [{ apiKey: undefined }, '10100 apikey: invalid'],
    [{ authPayload: 5 }, '10111 auth payload: invalid'],
    [{ authSig: 'zz' }, '10112 auth signature: invalid'],
    [{ authNonce: 'soon' }, '10114 nonce: invalid'],
    [{ authNonce: null }, '10114 nonce: invalid'],
    [{ token: 'pub:api:1' }, '10100 token: invalid'],
  ])('refuses %j', (given, expected) => {
    expect(verdict(createDoorman([key]).judge(request(1, given)))).toBe(expected);
  });
});
