/**
 * A map with one owner whose readers keep what they were given: the first write after a `read` copies the map, once. So
 * an update costs the same whatever is held, and reading costs nothing unless something is written between two reads.
 */
export class SharedMap<Value> {
  private map: Map<string, Value>;
  private isShared = false;

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.map = new Map(entries);
  }

  get size(): number {
    return this.map.size;
  }

  get(key: string): Value | undefined {
    return this.map.get(key);
  }

  /** What is held now; it never changes under its reader. */
  read(): ReadonlyMap<string, Value> {
    this.isShared = true;
    return this.map;
  }

  set(key: string, value: Value): void {
    this.own().set(key, value);
  }

  delete(key: string): void {
    this.own().delete(key);
  }

  /** Forgets the entry that was put in first. */
  deleteOldest(): void {
    const [oldest] = this.map.keys();
    if (oldest !== undefined) this.delete(oldest);
  }

  replace(entries: Iterable<readonly [string, Value]>): void {
    this.map = new Map(entries);
    this.isShared = false;
  }

  private own(): Map<string, Value> {
    if (this.isShared) {
      this.map = new Map(this.map);
      this.isShared = false;
    }
    return this.map;
  }
}
