import type { SendQueueFull } from './connection/outbox.js';
import type { either as E } from 'fp-ts';
import type { Transport } from '@bitfinex-ws/transport';
import type { BookPolicyConfig } from './book-policy.js';
import type { Channel } from './channel.js';
import type { ClientEvent, ClientMessage } from './client-event.js';
import type { ConnectionLoss } from './connection/contract.js';
import type { Announcement } from './connection/link.js';
import type { ClientError } from './errors.js';
import type { ClientStatus, FrontStatus } from './status.js';
import type { Handle } from './subscription/handle.js';
import type { Hub } from './subscription/hub.js';

/** What the engine tells the front door. */
export interface EnginePorts {
  readonly emit: (event: ClientEvent) => void;
  /** Null while nobody listens to everything: then nothing is built for it. */
  readonly tap: () => ((message: ClientMessage) => void) | null;
  readonly onAnnouncement: (announcement: Announcement) => void;
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
  /** How many connections are open. */
  readonly openCount: () => number;
  /** Puts other flags in force on every connection. `isGivenUp`: nobody waits for it any more. */
  readonly setFlags: (flags: number, isGivenUp: () => boolean) => Promise<E.Either<ClientError, void>>;
  /** Hands a frame to that connection, or to the first that is open. */
  readonly send: (frame: string, conn: number | null, sensitive: boolean) => E.Either<ClientError, void>;
  readonly lastLoss: () => ConnectionLoss | null;
  readonly status: (front: FrontStatus) => ClientStatus;
  /** Ends everything at once; answers the sockets that have not ended yet. */
  readonly close: () => ReadonlyArray<Transport>;
}
