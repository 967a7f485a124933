import { objectCodec, type ObjectCodec } from '../object-codec.js';
import { objectReader, type ObjectReader } from '../object-reader.js';
import type { Fields, WireObject } from '../fields.js';

/*
 * https://docs.bitfinex.com/docs/abbreviations-glossary
 *
 * {"channel":"book","symbol":"tICPF0:USTF0","prec":"P0","freq":"F0","len":"25","event":"error","msg":"subscribe: limit",
 * "code":10305,"pair":"ICPF0:USTF0"}
 *
 * Failed requests are echoed. These fields alone are kept of the echo: a request to log in carries a signature.
 */
const ECHOED = ['channel', 'symbol', 'prec', 'freq', 'len', 'key', 'pair', 'currency'] as const;

/** A request that failed, or another error. The connection stays open. https://docs.bitfinex.com/docs/abbreviations-glossary */
export interface ErrorMessage {
  readonly type: 'error';
  /** See ERROR_CODES. */
  readonly code: number;
  /** For a person to read; null where the server sent none. */
  readonly msg: string | null;
  /** That of the subscription that failed; null where it had none. */
  readonly subId: string | number | null;
  /** The channel that it is about: on a doubled subscription the one that is open already. Null where the server sent none. */
  readonly chanId: number | null;
  /** The request it answers, as far as it was echoed: `channel`, `symbol`, `prec`, `freq`, `len`, `key`, `pair`, `currency`. */
  readonly echo: WireObject;
}

const echoOf = (f: Fields): WireObject =>
  Object.fromEntries(ECHOED.filter((name) => Object.hasOwn(f.raw, name)).map((name) => [name, f.raw[name]]));

/** The reading half of the codec below. */
export const readErrorMessage: ObjectReader<ErrorMessage> = /* @__PURE__ */ objectReader('error', (f) => ({
  type: 'error',
  code: f.integer('code'),
  msg: f.textOrNull('msg'),
  subId: f.idOrNull('subId'),
  chanId: f.integerOrNull('chanId'),
  echo: echoOf(f),
}));

/** Reads an error. */
export const ErrorMessage: ObjectCodec<ErrorMessage> = /* @__PURE__ */ objectCodec({
  event: 'error',
  is: ({ type }) => type === 'error',
  read: readErrorMessage,
  write: (m) => ({
    ...m.echo,
    event: 'error',
    msg: m.msg ?? undefined,
    code: m.code,
    subId: m.subId ?? undefined,
    chanId: m.chanId ?? undefined,
  }),
});
