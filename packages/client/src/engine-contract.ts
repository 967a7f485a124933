import type { DecoderOptions, SessionDecoder } from '@bitfinex-ws/protocol';
import type { SubscriptionsState } from '@bitfinex-ws/subscriptions';
import type { Transport } from '@bitfinex-ws/transport';
import type { BookPolicyConfig } from './book-policy.js';
import type { Channel } from './channel.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { ConnectionLoss } from './connection/contract.js';
import type { FlagChanges } from './connection/flag-changes.js';
import type { Announcement, Link } from './connection/link.js';
import type { SendQueueFull } from './connection/outbox.js';
import type { AccountAudit } from './observe/sequence.js';
import type { Handle } from './subscription/handle.js';
import type { Hub } from './subscription/hub.js';
import type { GapCause } from './subscription/stream.js';

/** What the engine asks of whoever runs it, and tells them. */
export interface EnginePorts {
  /** Makes what reads the frames of one socket of that connection. */
  readonly createDecoder: (conn: number, options: Pick<DecoderOptions, 'channels' | 'raw'>) => SessionDecoder;
  /** The flags that connections are to have from now on. */
  readonly flags: () => number;
  readonly emit: (event: ClientEvent) => void;
  /** How connections change their flags while they are open; missing where they stay as they are. */
  readonly flagChanges?: FlagChanges;
  /** Makes what audits the account's numbers on one socket; missing where nobody logs in. */
  readonly createAccountAudit?: () => AccountAudit;
  /** Null while nobody listens to everything: then nothing is built for it. */
  readonly tap: () => ((message: ClientMessage) => void) | null;
  /** What became of a connection; told before anything follows from it. */
  readonly onAnnouncement: (link: Link, announcement: Announcement) => void;
  readonly onDefect: (defect: unknown, where: string) => void;
}

/** The running client behind the front door: both machines, their links, hubs and timers. */
export interface Engine {
  /** Joins the hub of the channel's spec, and makes it where there is none. */
  readonly subscribe: (channel: Channel, policy: BookPolicyConfig, handleOf: (hub: Hub) => Handle) => Handle;
  /** Answers why the server could not be told at once; null where it was, or need not be. */
  readonly unsubscribe: (id: string) => SendQueueFull | null;
  /** Sees to it that there is a connection, and keeps one though it carries nothing. */
  readonly connect: () => void;
  /** Sees to it that there are so many connections, and keeps them though they carry nothing; empty ones beyond are closed. */
  readonly scale: (count: number) => void;
  /** The connections that have not ended, in order. */
  readonly links: () => ReadonlyArray<Link>;
  /** What is subscribed, and where. */
  readonly subscriptions: () => SubscriptionsState;
  /** Asks for the live channels again that are meant, of each connection one after the other. */
  readonly askAgain: (isMeant: (hub: Hub) => boolean, cause: GapCause) => void;
  readonly lastLoss: () => ConnectionLoss | null;
  /** Ends everything at once; answers the sockets that have not ended yet. */
  readonly close: () => ReadonlyArray<Transport>;
}
