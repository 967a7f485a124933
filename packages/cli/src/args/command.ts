import type { BookSpec, ChannelSpec, Length, Precision, TradingSymbol } from '@bitfinex-ws/protocol';
import type { Activity } from '../activity.js';

/** Where the frames come from: an address, or a simulator that this process starts for itself. */
export type Source =
  | { readonly _tag: 'Address'; readonly url: string }
  | {
      readonly _tag: 'Simulator';
      readonly seed: number | null;
      readonly rate: number | null;
      readonly activity: Activity | null;
    };

/** When a command ends by itself. Null: not by that. */
export interface Bounds {
  /** Messages (`record`: frames). */
  readonly limit: number | null;
  readonly seconds: number | null;
}

export interface WatchCommand extends Bounds {
  readonly _tag: 'Watch';
  readonly source: Source;
  readonly spec: ChannelSpec;
  /** More books to switch between. */
  readonly others: ReadonlyArray<BookSpec>;
  readonly json: boolean;
  /** No command was written: this one stands for it. */
  readonly implied: boolean;
}
export interface SimulateCommand {
  readonly _tag: 'Simulate';
  /** Null: the simulator's own default. */
  readonly host: string | null;
  /** 0: any free port. */
  readonly port: number;
  /** File with what goes wrong, or the name of a scenario; null: nothing does. */
  readonly scenario: string | null;
  /** Only these markets; null: all. */
  readonly markets: ReadonlyArray<string> | null;
  /** Markets with made-up names; null: none. */
  readonly pairs: number | null;
  /** Messages a second; null: no more than the rate says. */
  readonly load: number | null;
  /** How many accounts; null: the simulator's own default. */
  readonly accounts: number | null;
  /** Nobody trades but those who log in. */
  readonly empty: boolean;
  /** Recording that moves its markets; null: none. */
  readonly replay: string | null;
  /** How many times faster than recorded; null: as it was. */
  readonly speed: number | null;
  /** The recording begins again when it is over. */
  readonly loop: boolean;
  readonly seed: number | null;
  readonly rate: number | null;
  /** Null: the simulator's own default, which is `normal`. */
  readonly activity: Activity | null;
  readonly seconds: number | null;
  readonly json: boolean;
}
export interface ServeCommand {
  readonly _tag: 'Serve';
  readonly source: Source;
  /** At least one; the first is shown first. */
  readonly symbols: ReadonlyArray<string>;
  readonly prec: Precision;
  readonly len: Length;
  /** Of the candles. */
  readonly timeframe: string;
  readonly host: string;
  /** Null: the usual one, or any free one where that is taken. */
  readonly port: number | null;
  /** Show it in the browser at once. */
  readonly open: boolean;
  readonly seconds: number | null;
}
export interface RecordCommand extends Bounds {
  readonly _tag: 'Record';
  readonly source: Source;
  readonly path: string;
  readonly specs: ReadonlyArray<ChannelSpec>;
}
export interface ReplayCommand {
  readonly _tag: 'Replay';
  readonly path: string;
  /** How many times faster than recorded. */
  readonly speed: number | 'max';
  readonly json: boolean;
}
export interface DecodeCommand {
  readonly _tag: 'Decode';
  /** Null: standard input. */
  readonly path: string | null;
  readonly json: boolean;
}

/** Whose account: one of an exchange that this process starts for itself, or one at an address. */
export type AccountSource = { readonly _tag: 'Paper' } | { readonly _tag: 'Address'; readonly url: string };

/** What the commands of an account have in common. */
interface OfAccount {
  readonly source: AccountSource;
  /** File with the keys; null: they are in the environment. */
  readonly keys: string | null;
  readonly json: boolean;
}
export interface AccountCommand extends OfAccount {
  readonly _tag: 'Account';
}
/** An order as it was written. */
export interface WrittenOrder {
  readonly side: 'buy' | 'sell';
  readonly amount: string;
  readonly symbol: TradingSymbol;
  /** Null: at the market. */
  readonly price: string | null;
  readonly margin: boolean;
  readonly postOnly: boolean;
  readonly hidden: boolean;
  readonly reduceOnly: boolean;
}
/** What is to be done about orders. */
export type OrderAction =
  | { readonly type: 'list' }
  /** `wait`: until the order is over. */
  | { readonly type: 'submit'; readonly order: WrittenOrder; readonly wait: boolean }
  | { readonly type: 'cancel'; readonly ids: ReadonlyArray<number> | 'all' };
export interface OrderCommand extends OfAccount {
  readonly _tag: 'Order';
  readonly action: OrderAction;
  /** Nobody is asked before something leaves for an exchange. */
  readonly yes: boolean;
  readonly seconds: number | null;
}

/** The commands, in the order in which they are told of. */
export const COMMANDS = ['watch', 'serve', 'simulate', 'record', 'replay', 'decode', 'account', 'order'] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What a command line asks for. */
export type Command =
  | WatchCommand
  | ServeCommand
  | SimulateCommand
  | RecordCommand
  | ReplayCommand
  | DecodeCommand
  | AccountCommand
  | OrderCommand
  | { readonly _tag: 'Help'; readonly topic: CommandName | null }
  | { readonly _tag: 'Version' };
