/** The code of a system error (ENOENT …), or null. */
export const codeOf = (error: unknown): string | null =>
  isRecord(error) && typeof error['code'] === 'string' ? error['code'] : null;

/** Says a system error in a few words. */
export const faultReason = (error: unknown): string => {
  const code = codeOf(error);
  const known = code === null ? undefined : REASONS.get(code);
  if (known !== undefined) return known;
  const message = isRecord(error) && typeof error['message'] === 'string' ? error['message'] : '';
  return (message.split('\n', 1)[0] ?? '') || (code ?? 'the system gave no reason');
};

/** Codes of Node's `fs` and `zlib` modules: https://nodejs.org/api/errors.html */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'it is a folder'],
  ['ENOTDIR', 'a part of the path is not a folder'],
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
  ['EMFILE', 'too many open files'],
  ['Z_DATA_ERROR', 'the gzip data is damaged'],
]);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
