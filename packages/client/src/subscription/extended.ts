import type { Subscription } from './subscription.js';

/** The same face with more to read. Its getters stay getters. */
export const extended = (face: Subscription, reads: object): Subscription =>
  Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(face), ...Object.getOwnPropertyDescriptors(reads) },
  ) as Subscription;
