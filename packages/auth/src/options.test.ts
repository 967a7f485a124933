import { either as E } from 'fp-ts';
import { resolveLoginOptions } from './options.js';

describe('the login options', () => {
  it('are resolved once: a time-out, no nonce used yet, no wishes', () => {
    expect(resolveLoginOptions({ apiKey: 'key' })).toEqual(
      E.right({ proof: { type: 'key', apiKey: 'key', nonces: 'own' }, wishes: {}, timeoutMs: 10_000, lastNonce: 0 }),
    );
  });

  it('keep nothing that they do not name', () => {
    const options = { apiKey: 'key', apiSecret: 'canary' };
    expect(JSON.stringify(resolveLoginOptions(options))).not.toContain('canary');
  });

  it.each([
    [{ apiKey: '' }, 'apiKey'],
    [{}, 'apiKey'],
    [{ apiKey: 'key', token: 'fixed' as const }, 'apiKey'],
    [{ apiKey: 'key', timeoutMs: 0 }, 'timeoutMs'],
    [{ apiKey: 'key', timeoutMs: NaN }, 'timeoutMs'],
    [{ apiKey: 'key', timeoutMs: Infinity }, 'timeoutMs'],
    [{ apiKey: 'key', lastNonce: -1 }, 'lastNonce'],
    [{ apiKey: 'key', lastNonce: 1.5 }, 'lastNonce'],
    [{ apiKey: 'key', lastNonce: Number.MAX_SAFE_INTEGER }, 'lastNonce'],
  ])('%j is refused because of %s', (options, option) => {
    expect(resolveLoginOptions(options)).toMatchObject({ left: { _tag: 'InvalidOption', option } });
  });
});
