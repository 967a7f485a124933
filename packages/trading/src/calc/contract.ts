import type { either as E } from 'fp-ts';
import type {
  AccountMessage,
  Balance,
  CalcKey,
  CalculateInput,
  FundingInfo,
  MarginBase,
  MarginSymbol,
  NumberMode,
  Position,
  Wallet,
} from '@bitfinex-ws/protocol';

/** How calculations are asked for. */
export interface CalcConfig {
  /** Keys in any `windowMs`. */
  readonly keysPerWindow: number;
  /** ms */
  readonly windowMs: number;
  /** Keys in one message. */
  readonly keysPerMessage: number;
  /** How many keys may wait for their turn; what is asked beyond ends with CalcNotSent. */
  readonly queueLimit: number;
}

/** A calculated value. A position that closed meanwhile is a value too: its amount is 0. */
export type CalcValue<N extends NumberMode = 'number'> =
  | { readonly type: 'marginBase'; readonly margin: MarginBase<N> }
  | { readonly type: 'marginSymbol'; readonly symbol: string; readonly margin: MarginSymbol<N> }
  | { readonly type: 'fundingInfo'; readonly symbol: string; readonly info: FundingInfo<N> }
  | { readonly type: 'position'; readonly position: Position<N> }
  | { readonly type: 'wallet'; readonly wallet: Wallet<N> }
  | { readonly type: 'balance'; readonly balance: Balance<N> };

/** Why there is no calculated value for a key. */
export type CalcError =
  /** No key that the exchange knows. */
  | { readonly _tag: 'BadCalcKey'; readonly key: string }
  /**
   * No answer in time. The exchange acknowledges no calculation and refuses none: a position or a wallet that does not
   * exist ends like this. `sent`: whether it had been asked of the exchange at all, or waited for its turn or a login.
   */
  | { readonly _tag: 'CalcTimedOut'; readonly key: CalcKey; readonly timeoutMs: number; readonly sent: boolean }
  /** It was not asked: the account was closed, or too many keys wait. */
  | { readonly _tag: 'CalcNotSent'; readonly key: CalcKey; readonly cause: 'closed' | 'queueFull' };

/** What became of one key. */
export type CalcAnswer<N extends NumberMode = 'number'> = E.Either<CalcError, CalcValue<N>>;

/** Facts. `at` in ms; `conn` numbers the connections, facts of one that is not in use are ignored. */
export type CalcInput<N extends NumberMode = 'number'> =
  /** The connection is logged in. */
  | { readonly type: 'ConnectionReady'; readonly conn: number; readonly at: number }
  | { readonly type: 'ConnectionLost'; readonly conn: number; readonly at: number }
  | { readonly type: 'Received'; readonly conn: number; readonly at: number; readonly message: AccountMessage<N> }
  /** Somebody wants these values; `ask` is a number of his own, never used before. */
  | {
      readonly type: 'CalcAsked';
      readonly ask: number;
      readonly keys: ReadonlyArray<string>;
      readonly timeoutMs: number;
      readonly at: number;
    }
  /** The socket did not take the frame of that `Send`. */
  | { readonly type: 'SendFailed'; readonly send: number; readonly at: number }
  | { readonly type: 'TimerFired'; readonly timer: string; readonly at: number }
  | { readonly type: 'CloseAsked'; readonly at: number };

/** Orders, to be carried out in order. */
export type CalcEffect<N extends NumberMode = 'number'> =
  /** Encode and hand to the socket of that connection; where it is not taken, tell `SendFailed`. */
  | { readonly type: 'Send'; readonly conn: number; readonly send: number; readonly input: CalculateInput }
  | { readonly type: 'StartTimer'; readonly timer: string; readonly ms: number }
  | { readonly type: 'StopTimer'; readonly timer: string }
  /** Exactly once for each ask: an answer for each of its keys, in the order of asking. */
  | {
      readonly type: 'Announce';
      readonly news: {
        readonly type: 'calculated';
        readonly ask: number;
        readonly answers: ReadonlyMap<string, CalcAnswer<N>>;
      };
    };

/** What is asked for and what may be asked when. Its inside may change. */
export interface CalcState<N extends NumberMode = 'number'> {
  /** The connection that is logged in; null: none. */
  readonly conn: number | null;
  readonly closed: boolean;
  readonly asks: ReadonlyMap<number, CalcAsk<N>>;
  /** What is wanted, by key. */
  readonly wanted: ReadonlyMap<CalcKey, CalcWanted>;
  /** Keys that wait for their turn, the next first. */
  readonly queue: ReadonlyArray<CalcKey>;
  /** When the last keys were sent, ms: at most as many as a window takes. */
  readonly sentAt: ReadonlyArray<number>;
  readonly nextSend: number;
  /** Whether the timer of the next turn runs. */
  readonly turnRuns: boolean;
}

/** One who waits. */
export interface CalcAsk<N extends NumberMode> {
  readonly timeoutMs: number;
  readonly answers: ReadonlyMap<string, CalcAnswer<N> | null>;
}

/** One key that is waited for. */
export interface CalcWanted {
  /** Who waits for it. */
  readonly asks: ReadonlySet<number>;
  /** The `Send` that asked for it; null: it is in the queue. */
  readonly send: number | null;
}
