/** How far a live book is trusted. */
export interface BookPolicy {
  /**
   * What a wrong checksum does. `enforce`: the book turns unreadable and its channel is asked again. `warn`: it is told
   * (`bookError`) and counted, and the book stays readable without the word of a checksum.
   * @default 'enforce' for trading books, 'warn' for funding books, whose rule nobody has verified
   */
  readonly checksums?: 'enforce' | 'warn';
  /**
   * A book whose channel has been silent for this long, ms, reads as `stale`; heartbeats, every 15 s, count as a sign of life.
   * It says nothing to the server: the client's `silenceMs` decides when the channel is asked again.
   * @default the client's `silenceMs`
   */
  readonly maxAgeMs?: number;
}

/** The policy in force. */
export interface BookPolicyConfig {
  /** Null: by the kind of book. */
  readonly checksums: 'enforce' | 'warn' | null;
  readonly maxAgeMs: number;
}
