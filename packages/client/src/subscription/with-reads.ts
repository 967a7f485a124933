import type { Handle } from './handle.js';

/** The same handle, whose face has more to read. Its getters stay getters. */
export const withReads = (handle: Handle, reads: object | null): Handle =>
  reads === null
    ? handle
    : {
        ...handle,
        face: Object.defineProperties(
          {},
          { ...Object.getOwnPropertyDescriptors(handle.face), ...Object.getOwnPropertyDescriptors(reads) },
        ) as Handle['face'],
      };
