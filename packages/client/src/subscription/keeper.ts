import type { Clock } from '@bitfinex-ws/machine';
import type { ChannelSpec, DataMessage } from '@bitfinex-ws/protocol';
import type { BackfillSource } from './backfill.js';
import type { GapBound, GapCause, Received, ResyncedNotice, StreamNotice } from './stream.js';

/** What a keeper needs of the hub around it. */
export interface KeeperPorts {
  readonly spec: ChannelSpec;
  readonly clock: Pick<Clock, 'now' | 'after'>;
  /** The source of what snapshots do not reach; null where there is none. */
  readonly backfill: BackfillSource<unknown> | null;
  /** Hands a message to every handle. */
  readonly deliver: (message: Received<DataMessage>) => void;
  /** Hands a notice about the channel to every handle. */
  readonly notice: (notice: StreamNotice) => void;
  /** A message was not handed on, because it had been delivered before. */
  readonly onDuplicate: () => void;
  /** Whether the channel is acknowledged and not being asked again. */
  readonly isLive: () => boolean;
  /** The snapshot has come and is being joined on: there is nothing to ask for. */
  readonly onJoining: () => void;
  /** The gap is closed. */
  readonly heal: (closing: Pick<ResyncedNotice, 'to' | 'missing' | 'backfilled'>, at: number) => void;
}

/** Joins the messages of one channel on to what came before a gap. A channel brings its own kind; most have none. */
export interface Keeper {
  /** Takes every data message of the channel, and delivers in its place what is to be delivered. */
  readonly onData: (message: DataMessage, at: number) => void;
  /** The last that was delivered; null before the first. */
  readonly edge: () => Pick<GapBound, 'id' | 'mts'> | null;
  /** A gap was told. */
  readonly onBroken: (cause: GapCause, from: GapBound | null) => void;
  /** Something broke: a gap that is being closed is closed with what there is. */
  readonly interrupt: (at: number) => void;
  /** Whether what it replays is how the channel stands, which every reader has to know to begin with; else it is what was. */
  readonly isState: boolean;
  /** What is known of the channel as a message, for a handle that joins late; null where that is nothing. */
  readonly replay: (chanId: number, at: number) => Received<DataMessage> | null;
  /** What a subscription to the channel has beside its messages, until it has ended; missing where that is nothing. */
  readonly reads?: (ended: Promise<unknown>) => object;
  /** The channel is over: nothing is delivered and no timer runs any more. */
  readonly end: () => void;
}

/** Makes the keeper of one channel. It travels with the channel, so that a bundle has those alone that are used. */
export type KeeperFactory = (ports: KeeperPorts) => Keeper;
