import type { ExchangeInProcess } from '@bitfinex-ws/simulator';
import type { TransportFactory } from '@bitfinex-ws/transport';

/** What was seen where it must not be, by the keys of an exchange. */
const leaks = new WeakMap<ExchangeInProcess['keys'], string[]>();

/** What the accounts of this exchange have said that they must not say. */
export const leaksOf = ({ keys }: Pick<ExchangeInProcess, 'keys'>): ReadonlyArray<string> => leaks.get(keys) ?? [];

/**
 * The transport of an exchange, on which every frame is read for what must not be in it: the secret of its keys nowhere,
 * key and signature in the login alone, and that marked as sensitive.
 */
export const watched = ({ keys, transport }: Pick<ExchangeInProcess, 'keys' | 'transport'>): TransportFactory => {
  const dial: TransportFactory = transport;
  const told = leaks.get(keys) ?? [];
  leaks.set(keys, told);
  const signatures = new Set<string>();
  const read = (frame: string, isLogin: boolean): void => {
    const hidden = [...signatures, ...keys.map(({ apiKey }) => apiKey)];
    if (keys.some(({ apiSecret }) => frame.includes(apiSecret))) told.push('a secret');
    if (!isLogin && hidden.some((word) => frame.includes(word))) told.push('a key or a signature outside the login');
  };
  return (request) => {
    const made = dial({
      ...request,
      onFrame: (frame) => {
        read(String(frame), false);
        request.onFrame(frame);
      },
    });
    return {
      ...made,
      send: (frame, how) => {
        const isLogin = frame.startsWith('{"event":"auth"');
        if (isLogin !== (how?.sensitive === true)) told.push('a login that is not marked, or another frame that is');
        read(frame, isLogin);
        const signature = /"authSig":"(\w+)"/.exec(frame)?.[1];
        if (signature !== undefined) signatures.add(signature);
        return made.send(frame, how);
      },
    };
  };
};
