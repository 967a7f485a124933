/**
 * Says in a few words what an error object of the platform means; never its stack, at most one line. `words`: what its codes
 * mean; where they are not listed there, the error speaks for itself.
 */
export const faultReason = (error: unknown, words: ReadonlyMap<string, string> = NO_WORDS): string => {
  const code = faultCode(error);
  const known = code === null ? undefined : words.get(code);
  if (known !== undefined) return `${known} (${code})`;
  const message = firstLine(error);
  if (message === '') return code ?? 'the platform gave no reason';
  return code === null || message.includes(code) ? message : `${message} (${code})`;
};

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

const NO_WORDS: ReadonlyMap<string, string> = new Map();

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
