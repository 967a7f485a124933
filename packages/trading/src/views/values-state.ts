import type { MarginBase, MarginSymbol, Notification, NumberMode } from '@bitfinex-ws/protocol';
import type { ViewCounters } from './contract.js';
import type { MarginView } from './reading.js';
import { noCounts } from './counters.js';
import { isSameRow } from './same.js';
import { SharedMap } from './shared-map.js';

/** Values by symbol, none of which is known until it is calculated. */
export class ValuesState<Value extends object> {
  private readonly values = new SharedMap<Value>();
  private readonly counts = noCounts();

  read(): ReadonlyMap<string, Value> {
    return this.values.read();
  }

  counters(): ViewCounters {
    return { ...this.counts };
  }

  /** Whether anything was known. */
  forget(): boolean {
    const wasKnown = this.values.size > 0;
    this.values.replace([]);
    return wasKnown;
  }

  /** What was known before; undefined where it says the same again. */
  set(key: string, value: Value): Value | null | undefined {
    const before = this.values.get(key) ?? null;
    if (before !== null && isSameRow(before, value)) {
      this.counts.duplicates += 1;
      return undefined;
    }
    this.values.set(key, value);
    this.counts.applied += 1;
    return before;
  }
}

/** What is calculated of the margin, on this connection. */
export class MarginState<N extends NumberMode> {
  readonly base = new ValuesState<MarginBase<N>>();
  readonly symbols = new ValuesState<MarginSymbol<N>>();

  view(): MarginView<N> {
    return { base: this.base.read().get('') ?? null, symbols: this.symbols.read() };
  }

  counters(): ViewCounters {
    const [base, symbols] = [this.base.counters(), this.symbols.counters()];
    return {
      ...base,
      applied: base.applied + symbols.applied,
      duplicates: base.duplicates + symbols.duplicates,
    };
  }

  forget(): boolean {
    const [base, symbols] = [this.base.forget(), this.symbols.forget()];
    return base || symbols;
  }
}

/** The last notifications: nothing names them, so that the same one twice is two. */
export class NotificationsState<N extends NumberMode> {
  private last: Notification<N>[] = [];
  private isShared = false;
  private readonly counts = noCounts();

  constructor(private readonly limit: number) {}

  read(): ReadonlyArray<Notification<N>> {
    this.isShared = true;
    return this.last;
  }

  counters(): ViewCounters {
    return { ...this.counts };
  }

  add(notification: Notification<N>): void {
    if (this.isShared) this.last = [...this.last];
    this.isShared = false;
    this.last.push(notification);
    if (this.last.length > this.limit) this.last.shift();
    this.counts.applied += 1;
  }
}
