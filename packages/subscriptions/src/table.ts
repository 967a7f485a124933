/**
 * A map by text whose writes leave the old map as it was: `put` and `without` copy one small shard, not the whole.
 * At 1,500 keys a shard holds about two dozen, so that filling a table costs a line, not a parabola.
 */
export interface Table<Value> {
  readonly size: number;
  readonly shards: ReadonlyArray<ReadonlyMap<string, Value>>;
}

const SHARDS = 64;
// Where the globals belong to another realm, as in test runners, to look one up for each character costs more than the rest.
const { imul } = Math;

/** A table that holds nothing. */
export const emptyTable = <Value>(): Table<Value> => ({
  size: 0,
  shards: Array.from({ length: SHARDS }, () => new Map<string, Value>()),
});

/** The value under a key; undefined where there is none. */
export const lookup = <Value>(table: Table<Value>, key: string): Value | undefined =>
  table.shards[shardOf(key)]?.get(key);

/** The table with that value under that key, whatever was there. */
export const put = <Value>(table: Table<Value>, key: string, value: Value): Table<Value> =>
  rewrite(table, key, (shard) => shard.set(key, value));

/** The table without that key; the same table where it was not there. */
export const without = <Value>(table: Table<Value>, key: string): Table<Value> =>
  lookup(table, key) === undefined ? table : rewrite(table, key, (shard) => shard.delete(key));

const rewrite = <Value>(table: Table<Value>, key: string, write: (shard: Map<string, Value>) => void): Table<Value> => {
  const index = shardOf(key);
  const before = table.shards[index];
  const after = new Map(before);
  write(after);
  const shards = [...table.shards];
  shards[index] = after;
  return { size: table.size - (before?.size ?? 0) + after.size, shards };
};

const shardOf = (key: string): number => {
  let hash = 0;
  for (let at = 0; at < key.length; at++) hash = (imul(hash, 31) + key.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 16)) & (SHARDS - 1);
};
