/** One line of a recording: `{"t": ms, "conn": n, "dir": "in"|"out", "frame": "<text as sent>"}`. */
export interface RecordedFrame {
  /** ms since 1970, may be fractional. */
  readonly t: number;
  /** Which connection; null where the recording does not say (then all frames are of one connection). */
  readonly conn: number | null;
  readonly dir: 'in' | 'out';
  /** The text as it was sent. */
  readonly frame: string;
}
