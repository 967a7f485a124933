/** Says in a few words what an error object of the platform means; never its stack, at most one line. */
export const faultReason = (error: unknown): string => {
  const code = faultCode(error);
  const known = code === null ? undefined : REASONS.get(code);
  if (known !== undefined) return `${known} (${code})`;
  const message = firstLine(error);
  if (message === '') return code ?? 'the platform gave no reason';
  return code === null || message.includes(code) ? message : `${message} (${code})`;
};

/** Codes of Node's `net`, `dns` and `tls` modules: https://nodejs.org/api/errors.html */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset'],
  ['ENOTFOUND', 'host not found'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['EHOSTUNREACH', 'host unreachable'],
  ['ENETUNREACH', 'network unreachable'],
  ['ETIMEDOUT', 'the network timed out'],
  ['CERT_HAS_EXPIRED', 'the certificate has expired'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'the certificate is self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'the certificate chain is self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'the certificate cannot be verified'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'the issuer of the certificate is not known'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'the certificate is for another host'],
]);

/**
 * The platform's name of a failure, null where it gives none. Where every address of a host failed, Node wraps the errors in
 * one without a message; its code is theirs.
 */
export const faultCode = (error: unknown): string | null =>
  isRecord(error) && typeof error['code'] === 'string' ? error['code'] : null;

const firstLine = (error: unknown): string => {
  const message = isRecord(error) && typeof error['message'] === 'string' ? error['message'] : '';
  return (message.split('\n', 1)[0] ?? '').trim().slice(0, LONGEST_REASON);
};

const LONGEST_REASON = 200;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
