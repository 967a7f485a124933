/** How often a fault strikes before it is used up; 'always': until it is cancelled, or the connection ends. */
export type Times = number | 'always';

/** What a frame from the server is. An update is any data frame after the snapshot; an event is a JSON object. */
export type FrameKind = 'event' | 'snapshot' | 'update' | 'heartbeat' | 'checksum';

/** Which frames a fault is for; what is left out does not matter. */
export interface FrameFilter {
  /**
   * Kinds of frames.
   * @default all but 'event'
   */
  readonly kinds?: ReadonlyArray<FrameKind>;
  /** Name of a channel, such as 'book'. */
  readonly channel?: string;
  /** Symbol, or the key of candles and status. */
  readonly subject?: string;
}

/** Which requests of a client a fault is for: events, or inputs of an account by their code. */
export type RequestName = 'subscribe' | 'unsubscribe' | 'conf' | 'ping' | 'auth' | InputName;

/** Inputs of an account that are acknowledged by a notification. */
export type InputName = 'on' | 'ou' | 'oc' | 'oc_multi' | 'ox_multi' | 'fon' | 'foc';

/** HTTP statuses with which a handshake can be refused. */
export type RefusedStatus = 403 | 404 | 408 | 429 | 500 | 502 | 503;

/** What ends a connection, or leaves it standing without life. It strikes once, at once. */
export type ConnectionFault =
  /** Resets TCP: the client sees code 1006. */
  | { readonly type: 'reset' }
  /** Ends with a close frame of this code; 1006: TCP ends in order, but without a close frame. */
  | { readonly type: 'close'; readonly code: number; readonly reason?: string }
  /** The socket stays open, and from now on nothing is sent on it and nothing is read from it. */
  | { readonly type: 'half-open' }
  /** Sends nothing for `ms`, then goes on: with what came meanwhile ('queued', the default), or without ('lost'). */
  | { readonly type: 'stall'; readonly ms: number; readonly data?: 'queued' | 'lost' };

/** What becomes of frames on their way. Each strikes the next `times` (default 1) frames that fit `frames`. */
export type FrameFault =
  /** The frame is lost, its sequence number used up. */
  | { readonly type: 'drop'; readonly frames?: FrameFilter; readonly times?: Times }
  /** The frame comes twice, with one sequence number. */
  | { readonly type: 'double'; readonly frames?: FrameFilter; readonly times?: Times }
  /** The frame comes after the one that follows it. */
  | { readonly type: 'swap'; readonly frames?: FrameFilter; readonly times?: Times }
  /**
   * 'digit': one digit of the payload is another one, and the frame still parses (a frame without digits is spared);
   * 'cut': the second half is missing; 'json': no JSON any more; 'utf8': bytes that are no UTF-8.
   */
  | {
      readonly type: 'corrupt';
      readonly how: 'digit' | 'cut' | 'json' | 'utf8';
      readonly frames?: FrameFilter;
      readonly times?: Times;
    }
  /**
   * The frame comes in pieces, `ms` apart (default 1; 0: at once): its bytes cut into TCP segments, or the message into
   * WebSocket fragments (a text frame without FIN, then continuation frames).
   */
  | {
      readonly type: 'split';
      readonly into: 'segments' | 'fragments';
      /** At least 2; fewer where the frame has fewer bytes. */
      readonly pieces: number;
      readonly ms?: number;
      readonly frames?: FrameFilter;
      readonly times?: Times;
    }
  /** So many frames are held back (at most `ms`, default 1000) and then go out in one write. */
  | { readonly type: 'merge'; readonly count: number; readonly ms?: number };

/**
 * What the server does with requests. Each strikes the next `times` (default 1) requests that fit. The acknowledgement of an
 * input is its notification (`on-req` …); of a login the `auth` event.
 */
export type RequestFault =
  /**
   * The answer comes after `ms`, or after a time between the two. A channel's data come behind its acknowledgement, or,
   * with `data: 'first'`, at once and before it.
   */
  | {
      readonly type: 'ack-late';
      readonly ms: number | readonly [number, number];
      readonly request?: RequestName;
      readonly data?: 'after' | 'first';
      readonly times?: Times;
    }
  /** The request is carried out and never acknowledged; the data of a channel flow. */
  | { readonly type: 'ack-lost'; readonly request?: RequestName; readonly times?: Times }
  /** The acknowledgement comes twice. */
  | { readonly type: 'ack-doubled'; readonly request?: RequestName; readonly times?: Times }
  /** The acknowledgement comes right behind what came of the request: `on`, `te`, `oc` before `on-req`, a snapshot before `subscribed`. */
  | { readonly type: 'ack-behind'; readonly request?: RequestName; readonly times?: Times }
  /** The socket is reset when the request has come: it is not carried out. The client sees what it sees of 'cut-after'. */
  | { readonly type: 'cut-before'; readonly request?: RequestName; readonly times?: Times }
  /** The request is carried out, and the socket is reset before any of it is said. */
  | { readonly type: 'cut-after'; readonly request?: RequestName; readonly times?: Times }
  /** The next `count` subscriptions are acknowledged together, the last one first; at the latest after `ms` (default 1000). */
  | { readonly type: 'acks-reversed'; readonly count: number; readonly ms?: number }
  /** The request is lost: it is neither carried out nor answered. */
  | { readonly type: 'request-lost'; readonly request?: RequestName; readonly times?: Times }
  /**
   * An error instead of the acknowledgement; nothing is carried out. 11000: not ready; 10305: limit; 10050: conf. An input is
   * refused by its notification; the row in it has what was sent of it (the default), only nulls, or is missing.
   */
  | {
      readonly type: 'refuse';
      readonly code: number;
      readonly msg?: string;
      readonly request?: RequestName;
      readonly row?: 'sent' | 'nulls' | 'none';
      readonly times?: Times;
    }
  /** The channel opens, and instead of its acknowledgement comes error 10301 with its `chanId`. */
  | { readonly type: 'dup'; readonly times?: Times };

/** What lasts: for `ms`, or else until the connection ends. */
export type LastingFault =
  /**
   * Every frame to the client ('down', the default), from it ('up'), or either way ('both') comes later by `ms` and up to
   * `jitter` more (default 0); the order is kept. 0 and 0 end it.
   */
  | { readonly type: 'latency'; readonly ms: number; readonly jitter?: number; readonly way?: 'down' | 'up' | 'both' }
  /** So many bytes a second go to the client at most; the rest waits. 0 ends it. */
  | { readonly type: 'bandwidth'; readonly bytesPerSecond: number }
  /** Inputs of the account beyond so many (`inputs`) in any `ms` are refused with error 11010, and not carried out. */
  | { readonly type: 'rate-limit'; readonly inputs: number; readonly ms: number }
  /**
   * What comes of one input or trade on the account channel comes in another order: each kind (orders, trades, positions,
   * wallets) in its own, among each other by the dice. Notifications stay where they are.
   */
  | { readonly type: 'shuffle' }
  /** Error 10305 for a subscription beyond so many channels. */
  | { readonly type: 'limit'; readonly channels: number }
  /**
   * Channels that fit fall silent while the socket lives: of 'heartbeats', or (the default) of 'all' they would say. What
   * is not said uses up no sequence number.
   */
  | {
      readonly type: 'silence';
      readonly channel?: string;
      readonly subject?: string;
      readonly of?: 'heartbeats' | 'all';
      readonly ms?: number;
    };

/** What the server says or does out of turn, at once. */
export type UtteranceFault =
  /** Stop (20051), maintenance begins (20060), is over (20061), or a plain word (5000). Told to all, 20060 and 20061 set the platform's status. */
  | { readonly type: 'info'; readonly code: 5000 | 20051 | 20060 | 20061 }
  /** The next array frame's number is higher by so many, though nothing is missing. */
  | { readonly type: 'sequence-jump'; readonly by: number }
  /** A text frame with this text, whatever it is. */
  | { readonly type: 'say'; readonly text: string };

/** What happens to the whole exchange. Whichever connections are named, it is for all. */
export type PlatformFault =
  /**
   * For `ms` the platform is in maintenance: 20060 to all, status 0 to newcomers, books stand still, orders are refused; then
   * 20061. Subscriptions are served as ever, or (`subscribe: 'refused'`) answered with 11000.
   */
  | { readonly type: 'maintenance'; readonly ms: number; readonly subscribe?: 'served' | 'refused' }
  /**
   * The server stops and starts: 20051 to all, after `notice` (ms, default 0) all connections end with `code` (default 1006:
   * without a close frame), for `ms` nobody listens, then another `serverId` greets. Accounts, orders and markets go on
   * meanwhile; orders of connections with `dms: 4` are cancelled.
   */
  | { readonly type: 'restart'; readonly ms: number; readonly notice?: number; readonly code?: number }
  /**
   * The exchange's clock is wrong by `ms` (ahead if above 0) and by `drift` ms more each second (default 0): in `ts` of pongs,
   * in the trailers of frames, in trades, candles, orders and notifications. With `nonce`, a login whose nonce lies more than so many
   * ms behind that clock, in µs, is too small (10114): as if somebody else used the key with such a clock. 0 and 0 end it.
   */
  | { readonly type: 'clock-skew'; readonly ms: number; readonly drift?: number; readonly nonce?: number };

/** What happens at the door, to the next `times` (default 1) that knock: counted in all, not for each connection. */
export type DoorFault =
  /** The handshake is answered with this HTTP status; `retryAfter` in seconds. */
  | {
      readonly type: 'refuse-handshake';
      readonly status: RefusedStatus;
      readonly retryAfter?: number;
      readonly times?: Times;
    }
  /** TCP is accepted, the handshake never answered. */
  | { readonly type: 'hang-handshake'; readonly times?: Times }
  /** TCP is accepted, then reset instead of an answer to the handshake. */
  | { readonly type: 'reset-handshake'; readonly times?: Times }
  /** Nobody listens for `ms`: connections are refused. Those that are open stay. */
  | { readonly type: 'stop-listening'; readonly ms: number }
  /**
   * 'never': nothing greets; 'late': after `ms`; 'maintenance': platform status 0; 'version': another version than 2
   * (default 3).
   */
  | {
      readonly type: 'greeting';
      readonly how: 'never' | 'late' | 'maintenance' | 'version';
      readonly ms?: number;
      readonly version?: number;
      readonly times?: Times;
    };

/** One thing that goes wrong. Plain data: fits in JSON. */
export type Fault =
  ConnectionFault | FrameFault | RequestFault | LastingFault | UtteranceFault | PlatformFault | DoorFault;
