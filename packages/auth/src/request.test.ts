import { buildAuthRequest } from './request.js';

const facts = { apiKey: 'key', nonce: 7, signature: 'ab' };

describe('the auth request', () => {
  it('has the fields of the login alone where nothing else is wished', () => {
    expect(JSON.stringify(buildAuthRequest(facts))).toBe(
      '{"event":"auth","apiKey":"key","authNonce":7,"authPayload":"AUTH7","authSig":"ab"}',
    );
    const wishless = { ...facts, filter: undefined, dms: undefined, calc: undefined };
    expect(Object.keys(buildAuthRequest(wishless))).toEqual(['event', 'apiKey', 'authNonce', 'authPayload', 'authSig']);
  });

  it('has filter, dms and calc where they are wished', () => {
    expect(buildAuthRequest({ ...facts, filter: ['trading', 'notify'], dms: 4, calc: 1 })).toEqual({
      event: 'auth',
      apiKey: 'key',
      authNonce: 7,
      authPayload: 'AUTH7',
      authSig: 'ab',
      filter: ['trading', 'notify'],
      dms: 4,
      calc: 1,
    });
  });

  it('sends nothing else that the credentials hold, the secret above all', () => {
    const credentials = { ...facts, apiSecret: 'canary', secret: 'canary', token: 'canary' };
    expect(JSON.stringify(buildAuthRequest(credentials))).not.toContain('canary');
  });
});
