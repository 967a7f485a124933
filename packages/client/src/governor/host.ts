import type { DialKind, DialRequest } from './contract.js';
import { ACCOUNT_HOST } from '../limits.js';

/** What a dial to that address is to the governor; null for this machine itself, which nobody counts. */
export const dialRequestOf = (url: string, kind?: DialKind): DialRequest | null => {
  // An address that is none is never dialled: the transport says so.
  if (!URL.canParse(url)) return null;
  const host = new URL(url).hostname;
  return isLoopback(host) ? null : { host, kind: kind ?? (host === ACCOUNT_HOST ? 'auth' : 'public') };
};

/** 127.0.0.0/8, ::1, the former written as the latter, and localhost with what lies below it (RFC 6761, 6.3). */
const isLoopback = (host: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(host) ||
  host === '[::1]' ||
  host.startsWith('[::ffff:7f') ||
  /(^|\.)localhost\.?$/.test(host);
