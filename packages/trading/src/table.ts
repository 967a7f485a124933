/**
 * A map from whole numbers that is never changed: each change gives a new one. It lies in buckets, so that a change copies
 * one of them and not everything: ids and client ids spread over them by their last bits.
 */
export interface Table<V> {
  readonly size: number;
  readonly buckets: ReadonlyArray<ReadonlyMap<number, V>>;
}

const BUCKETS = 64;
// Whatever the wire says is an id: negative ones and those that are not whole must not fall beside the buckets.
const slot = (key: number): number => Math.abs(Math.trunc(key)) % BUCKETS;

/** A table without entries. */
export const emptyTable = <V>(): Table<V> => {
  const bucket: ReadonlyMap<number, V> = new Map();
  return { size: 0, buckets: Array.from({ length: BUCKETS }, () => bucket) };
};

/** What the table has for that key; undefined: nothing. */
export const lookUp = <V>(table: Table<V>, key: number): V | undefined => table.buckets[slot(key)]?.get(key);

/** The table with that entry; one with the same key is replaced. */
export const put = <V>(table: Table<V>, key: number, value: V): Table<V> => {
  const bucket = new Map(table.buckets[slot(key)]);
  const size = table.size + (bucket.has(key) ? 0 : 1);
  return { size, buckets: withBucket(table, key, bucket.set(key, value)) };
};

/** The table without that entry. */
export const drop = <V>(table: Table<V>, key: number): Table<V> => {
  if (lookUp(table, key) === undefined) return table;
  const bucket = new Map(table.buckets[slot(key)]);
  bucket.delete(key);
  return { size: table.size - 1, buckets: withBucket(table, key, bucket) };
};

/** Every value, bucket by bucket. */
export const valuesOf = <V>(table: Table<V>): ReadonlyArray<V> => {
  const values: V[] = [];
  if (table.size === 0) return values;
  for (const bucket of table.buckets) for (const value of bucket.values()) values.push(value);
  return values;
};

const withBucket = <V>({ buckets }: Table<V>, key: number, bucket: ReadonlyMap<number, V>): Table<V>['buckets'] => {
  const next = [...buckets];
  next[slot(key)] = bucket;
  return next;
};
