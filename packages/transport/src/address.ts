import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { TransportError } from './errors.js';

/** Whether the address can be dialled at all: ws: or wss:, a host, no fragment (RFC 6455, 3). */
export const checkAddress = (url: string): E.Either<TransportError, string> => {
  const bad = (reason: string): E.Either<TransportError, string> =>
    left({ _tag: 'BadUrl', url: publicAddress(url), reason });
  if (!URL.canParse(url)) return bad('it is not a URL');
  const { protocol, hash } = new URL(url);
  if (protocol !== 'ws:' && protocol !== 'wss:') return bad(`the scheme must be ws: or wss:, not ${protocol}`);
  if (hash !== '' || url.endsWith('#')) return bad('it must not have a fragment');
  return right(url);
};

/** The address as errors may show it: without the user and password that it may carry, and not endless. */
export const publicAddress = (url: string): string => url.replace(/\/\/[^/?#]*@/, '//').slice(0, LONGEST_SHOWN);

const LONGEST_SHOWN = 300;
