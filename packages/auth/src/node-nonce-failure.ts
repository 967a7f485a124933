import { dirname } from 'node:path';
import type { AuthError, NonceFileReason } from './errors.js';

/** What the platform says of a call of the file system that failed; of anything else that was thrown, nothing. */
interface Facts {
  readonly code: string | null;
  readonly syscall: string | null;
  readonly path: string | null;
}

/** Turns what a call of the file system threw into the error that says which folder or file it is about, and what it has. `path`: that of the nonces. */
export const fileFailure = (thrown: unknown, path: string): AuthError => {
  const facts = factsOf(thrown);
  const reason = reasonOf(facts, path);
  const isOfFile = reason === 'notReadable' || reason === 'other';
  return {
    _tag: 'NonceFileFailed',
    reason,
    path: isOfFile ? (facts.path ?? path) : dirname(path),
    code: facts.code,
  };
};

/** Whether the lock itself could not be deleted. */
export const isStuck = (thrown: unknown, lock: string): boolean => {
  const { syscall, path } = factsOf(thrown);
  return syscall === 'unlink' && path === lock;
};

/** The platform’s name of what went wrong; null where it says none. */
export const codeOf = (thrown: unknown): string | null => textOf(thrown, 'code');

const reasonOf = ({ code, syscall, path: about }: Facts, path: string): NonceFileReason => {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return syscall === 'open' ? 'noFolder' : 'other';
    case 'EACCES':
    case 'EPERM':
      if (syscall === 'link') return 'noLinks';
      return syscall === 'open' && (about === path || about === `${path}.lock`) ? 'notReadable' : 'notWritable';
    case 'EROFS':
      return 'notWritable';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'noSpace';
    case 'ENOTSUP':
    case 'EOPNOTSUPP':
    case 'ENOSYS':
      return syscall === 'link' ? 'noLinks' : 'other';
    default:
      return 'other';
  }
};

// An error of the platform need not be one of this realm's.
const factsOf = (thrown: unknown): Facts => ({
  code: textOf(thrown, 'code'),
  syscall: textOf(thrown, 'syscall'),
  path: textOf(thrown, 'path'),
});
const textOf = (thrown: unknown, name: string): string | null => {
  if (typeof thrown !== 'object' || thrown === null) return null;
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === 'string' ? value : null;
};
