import type { ConnectionEnd } from './cable.js';
import type { Gate } from './dial.js';

/** What a scripted client does when something happens; what is absent is passed over. */
export interface ClientScript {
  /** The connection is open. */
  readonly onOpen?: () => void;
  /** A text frame has come. */
  readonly onText?: (text: string) => void;
  /** It is over, or was never let in; told once, unless this side dropped the connection. */
  readonly onClose?: (end: ConnectionEnd) => void;
}

/** A client of the plainest kind: it knows frames and nothing of what they mean. */
export interface ScriptedClient {
  /** Of its handshake, counted from 1; 0 where nobody listened. */
  readonly number: number;
  /** Sends text as it is, bytes as a binary frame, anything else as JSON. May be used at once; after the end nothing is sent. */
  readonly send: (frame: string | Uint8Array | object) => void;
  /** Says goodbye with a close frame; 1000 unless another code is given. */
  readonly close: (code?: number, reason?: string) => void;
  /** Is gone without a word. */
  readonly drop: () => void;
  /** Reads nothing more until `resume`. */
  readonly pause: () => void;
  /** Reads on, with what came meanwhile. */
  readonly resume: () => void;
  /** Where the connection stands. */
  readonly state: () => 'connecting' | 'open' | 'closed';
}

/** Connects at once; what comes of it is told later. */
export const connectScripted = (gate: Pick<Gate, 'dial'>, script: ClientScript): ScriptedClient => {
  let state: 'connecting' | 'open' | 'closed' = 'connecting';
  const call = gate.dial({
    onOpen: () => {
      state = 'open';
      script.onOpen?.();
    },
    onText: (text) => script.onText?.(text),
    onEnd: (end) => {
      state = 'closed';
      script.onClose?.(end);
    },
  });
  return {
    number: call.number,
    send: (frame) => {
      if (state === 'closed') return;
      call.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame));
    },
    close: (code = 1000, reason = '') => call.close(code, reason),
    drop: () => {
      state = 'closed';
      call.drop();
    },
    pause: call.pause,
    resume: call.resume,
    state: () => state,
  };
};
