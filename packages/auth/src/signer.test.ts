import { inspect } from 'node:util';
import { either as E } from 'fp-ts';
import { nodeSigner } from './node.js';
import { signingText, type Signer } from './signer.js';
import { webCryptoSigner } from './webcrypto.js';

/** HMAC-SHA384 of the texts under the secret `apiSecret1`, as other clients of the exchange compute it. */
const known = [
  {
    text: 'AUTHnonce1',
    signature: '6e7e3ab737bac9d36b6c3170356c9483edb0079cb65a2afa81efa9a6b906e0c3aeb16b574a44073dff4c0f604adbdd7d',
  },
  {
    text: 'AUTHnonce4',
    signature: '3e424670c0fa4dcb293eea38b9fe62cca49cacc595da01a493d6b9328517a5c940b22141fecf16f653c2662b298238f4',
  },
];
const makers: ReadonlyArray<{ readonly name: string; readonly make: (secret: string) => Signer }> = [
  { name: 'Node', make: nodeSigner },
  { name: 'WebCrypto', make: webCryptoSigner },
];

describe.each(makers)('a signer over $name', ({ make }) => {
  it.each(known)('signs $text', async ({ text, signature }) => {
    expect(await make('apiSecret1')(text)).toEqual(E.right(signature));
  });

  it('signs text and secret beyond ASCII as UTF-8, as the other signer does', async () => {
    const signed = await Promise.all(makers.map((other) => other.make('gehëim-🔑')('AUTHñ')));
    expect(signed[0]).toMatchObject({ _tag: 'Right' });
    expect(signed[1]).toEqual(signed[0]);
  });

  it('refuses an empty secret', async () => {
    expect(await make('')('AUTH1')).toEqual(E.left({ _tag: 'SigningFailed', reason: 'emptySecret' }));
  });

  it('shows nothing of its secret, however it is printed', async () => {
    const canary = 'canary-5d2f';
    const signer = make(canary);
    const prints = [
      inspect(signer, { showHidden: true, depth: null }),
      JSON.stringify({ signer, nested: [signer] }),
      signer.toString(),
      `${Object.getOwnPropertyNames(signer).join()}`,
      inspect(await signer('AUTH1')),
    ];
    for (const print of prints) expect(print).not.toContain(canary);
  });
});

describe('a signer over WebCrypto', () => {
  const withCrypto = async (value: unknown, run: () => Promise<void>): Promise<void> => {
    const before = Object.getOwnPropertyDescriptor(globalThis, 'crypto');
    Object.defineProperty(globalThis, 'crypto', { value, configurable: true, writable: true });
    try {
      await run();
    } finally {
      if (before) Object.defineProperty(globalThis, 'crypto', before);
      else Reflect.deleteProperty(globalThis, 'crypto');
    }
  };

  it('says so where the platform has none, as on a page without https', async () => {
    await withCrypto({}, async () => {
      expect(await webCryptoSigner('s')('AUTH1')).toEqual(E.left({ _tag: 'SigningFailed', reason: 'noWebCrypto' }));
    });
  });

  it('does not pass on what the platform says when it refuses, for that may quote the key', async () => {
    const canary = 'canary-91aa';
    const importKey = (): Promise<never> => Promise.reject(new Error(`bad key ${canary}`));
    await withCrypto({ subtle: { importKey } }, async () => {
      const answer = await webCryptoSigner(canary)('AUTH1');
      expect(answer).toEqual(E.left({ _tag: 'SigningFailed', reason: 'refused' }));
      expect(inspect(answer, { depth: null })).not.toContain(canary);
    });
  });
});

describe('the text to sign', () => {
  it('is AUTH and the nonce in full', () => {
    expect(signingText(1_600_000_000_000_001)).toBe('AUTH1600000000000001');
    expect(signingText(Number.MAX_SAFE_INTEGER)).toBe('AUTH9007199254740991');
  });
});
