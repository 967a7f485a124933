/** One WebSocket, and what can be done to it and to the TCP socket under it. */
export interface Line {
  /** Writes bytes, given as characters up to 0xff: whole frames, or pieces of one. */
  readonly write: (bytes: string) => void;
  /** Says goodbye with a close frame; the other side is to answer. */
  readonly close: (code: number, reason: string) => void;
  /** Ends TCP in order, without a close frame: the other side sees code 1006. */
  readonly finish: () => void;
  /** Resets TCP at once: the other side sees code 1006. */
  readonly reset: () => void;
  /** Holds back what is written, until released, so that it goes out in one write. */
  readonly hold: () => void;
  readonly release: () => void;
  /** Lets what is written from now on leave in a later packet than what was written before. */
  readonly apart?: () => void;
  /** Writes now what is held back, and goes on holding. */
  readonly flush: () => void;
  /** Reads nothing more, not even the other side's goodbye. */
  readonly stopReading: () => void;
  /** Bytes that wait for the other side to read. */
  readonly waiting: () => number;
  readonly listen: (listener: LineListener) => void;
}

/** Who is told what happens on a line. */
export interface LineListener {
  /** A text frame, or null for a binary one. */
  readonly onFrame: (text: string | null) => void;
  /** A ping of the WebSocket protocol with its payload, as bytes; the listener is to answer. */
  readonly onPing: (payload: string) => void;
  /** It has ended, or is broken; may be told twice. */
  readonly onEnd: () => void;
}
