import { changeOf, keyOnSide, type LevelChange, type LevelKey } from './change.js';

/**
 * What changes in order amount to: each level once, from what it was before the first to what it is after the last; what
 * came and went, or changed back, is left out.
 */
export const netChanges = (changes: Iterable<LevelChange>): ReadonlyArray<LevelChange> => {
  const net = new Map<LevelKey, LevelChange>();
  for (const change of changes) {
    const key = keyOnSide(change.side, change);
    const earlier = net.get(key);
    const both = earlier === undefined ? change : changeOf(change.side, earlier.before, change.after);
    if (both === null) net.delete(key);
    else net.set(key, both);
  }
  return [...net.values()];
};
