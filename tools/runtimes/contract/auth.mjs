/** HMAC-SHA384 of the text under the secret `apiSecret1`, as other clients of the exchange compute it. */
const text = 'AUTHnonce1';
const signature = '6e7e3ab737bac9d36b6c3170356c9483edb0079cb65a2afa81efa9a6b906e0c3aeb16b574a44073dff4c0f604adbdd7d';

export default [
  [
    'the signer over WebCrypto signs the known text',
    async ({ load, equal, right }) => {
      const { webCryptoSigner } = await load('@bitfinex-ws/auth/webcrypto');
      equal(right(await webCryptoSigner('apiSecret1')(text)), signature);
    },
  ],
  [
    'the signer over node:crypto signs the same, beyond ASCII too',
    async ({ load, equal, right }) => {
      const { nodeSigner } = await load('@bitfinex-ws/auth/node');
      const { webCryptoSigner } = await load('@bitfinex-ws/auth/webcrypto');
      equal(right(await nodeSigner('apiSecret1')(text)), signature);
      const odd = ['geheim€𝄞', 'AUTHß€𝄞'];
      equal(right(await nodeSigner(odd[0])(odd[1])), right(await webCryptoSigner(odd[0])(odd[1])));
    },
    ['node:crypto'],
  ],
  [
    'a login goes from its nonce to the account',
    async ({ load, equal, right }) => {
      const { login, resolveLoginOptions } = await load('@bitfinex-ws/auth');
      const { initial, step } = login(right(resolveLoginOptions({ apiKey: 'key' })));
      const [signing, orders] = step(initial, { type: 'LoginAsked', conn: 1, at: 1_700_000_000_000 });
      const { nonce, text: signed } = orders.find(({ type }) => type === 'Sign');
      equal([nonce, signed], [1_700_000_000_000_000, 'AUTH1700000000000000']);
      const [pending, sends] = step(signing, { type: 'Signed', nonce, signature: 'abc' });
      equal(sends.find(({ type }) => type === 'SendAuth').request.authSig, 'abc');
      const answer = { status: 'OK', userId: 5, authId: 'x', code: null, msg: null, caps: null };
      const [state] = step(pending, { type: 'AuthAnswered', conn: 1, at: 1_700_000_000_100, answer });
      equal([state._tag, state.userId], ['Authenticated', 5]);
    },
  ],
  [
    'nonces in a file grow from holder to holder',
    async ({ load, file, ok, right }) => {
      const { fileNonceStore } = await load('@bitfinex-ws/auth/node');
      const path = file('nonces');
      const first = right(await fileNonceStore({ path }).take(10));
      await first.release();
      const second = right(await fileNonceStore({ path }).take(10));
      await second.release();
      ok(second.nonce > first.nonce && first.nonce >= 10, `${first.nonce}, then ${second.nonce}`);
    },
    ['files'],
  ],
];
