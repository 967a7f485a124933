import type { either as E } from 'fp-ts';
import { createLoop, createTimers, isLeft, left, type Loop } from '@bitfinex-ws/machine';
import { conf, encodePublicRequest, ping, type SessionDecoder } from '@bitfinex-ws/protocol';
import type { SendOptions, Transport, TransportError } from '@bitfinex-ws/transport';
import {
  createInbound,
  NO_COUNTERS,
  type Inbound,
  type InboundCounters,
  type InboundSink,
} from '../observe/inbound.js';
import type { DialKind, DialTicket } from '../governor/contract.js';
import { dialRequestOf } from '../governor/host.js';
import type { LinkConfig } from '../options.js';
import type { ConnectionEffect, ConnectionInput, ConnectionState, Occasion } from './contract.js';
import type { FlagChanges } from './flag-changes.js';
import { createConnectionMachine } from './machine.js';
import { sendWithin, type SendError } from './outbox.js';

/** What a connection tells the rest of the client. */
export type Announcement = Exclude<ConnectionEffect, { readonly type: ShellEffect }>;
type ShellEffect =
  | 'AskToDial'
  | 'WithdrawDial'
  | 'ReportRefusal'
  | 'Dial'
  | 'HangUp'
  | 'SendConf'
  | 'SendPing'
  | 'StartTimer'
  | 'StopTimer';

/** The facts of a connection without when and by what chance, which the link adds. */
export type BareInput = ConnectionInput extends infer Input
  ? Input extends Occasion
    ? Omit<Input, keyof Occasion>
    : never
  : never;

/** One connection as it runs: its reducer, the transport of the attempt in hand, and what comes in on it. */
export interface Link {
  readonly conn: number;
  readonly state: () => ConnectionState;
  readonly dispatch: (input: BareInput) => void;
  /** The inbound half of the attempt in hand; null where there is none. */
  readonly inbound: () => Inbound | null;
  readonly send: (frame: string, options?: SendOptions) => E.Either<SendError, void>;
  /** Drops the socket without a goodbye, as if the network had; what follows from that follows. */
  readonly drop: () => void;
  /** Over all attempts. */
  readonly counters: () => InboundCounters;
  /** When the last frame came, ms; null before the first of this attempt. */
  readonly lastFrameAt: () => number | null;
  /** Bytes that wait for the network. */
  readonly buffered: () => number;
}

/** What a connection needs of the client around it. */
interface LinkPorts {
  readonly config: LinkConfig;
  /** What the governor is to count its dials as. @default as what the address looks like */
  readonly kind?: DialKind;
  /** How its flags are changed while it is open. @default they stay as they are */
  readonly flagChanges?: FlagChanges;
  /** Channel ids and flags end with a socket: each attempt gets a new one. */
  readonly createDecoder: () => SessionDecoder;
  /** Who hears of the frames of one attempt. */
  readonly sink: (link: Link, attempt: number) => InboundSink;
  readonly announce: (link: Link, announcement: Announcement) => void;
  /** A socket was opened; it is gone when its `done` settles. */
  readonly onSocket: (socket: Transport) => void;
  readonly onDefect: (defect: unknown, where: string) => void;
}

/** Makes a connection that is idle until it is told to connect. */
export const createLink = (conn: number, ports: LinkPorts): Link => {
  const { config } = ports;
  const timers = createTimers(config.clock);
  let transport: Transport | null = null;
  let inbound: Inbound | null = null;
  let lastFrameAt: number | null = null;
  const counted = { ...NO_COUNTERS };
  let ticket: DialTicket | null = null;
  const request = dialRequestOf(config.url, ports.kind);

  const dispatch = (input: BareInput): void =>
    loop.dispatch({ ...input, at: config.clock.now(), random: config.random() });

  const dial = (attempt: number): void => {
    const incoming = createInbound(ports.createDecoder(), ports.sink(link, attempt), counted);
    inbound = incoming;
    lastFrameAt = null;
    const opened = config.transport({
      url: config.url,
      onFrame: (frame, together) => {
        // Yesterday's socket may still speak; nobody listens.
        if (inbound !== incoming) return;
        // Of frames that were read in one go, the clock is asked once: that is a tenth of what a message costs.
        const at = together === true && lastFrameAt !== null ? lastFrameAt : config.clock.now();
        lastFrameAt = at;
        try {
          incoming.push(frame, at);
        } catch (defect) {
          ports.onDefect(defect, 'inbound');
        }
      },
    });
    transport = opened;
    ports.onSocket(opened);
    const onRejected = (defect: unknown): void => {
      // A transport never rejects; one from elsewhere that does is a failed attempt.
      ports.onDefect(defect, 'transport');
      dispatch({ type: 'SocketFailed', attempt, error: dialFailed(config.url, defect) });
    };
    // What `connect` answers says more than how the attempt ended, so it is heard first, whichever settles first.
    const onConnected = (result: E.Either<TransportError, void>): void => {
      if (isLeft(result)) return dispatch({ type: 'SocketFailed', attempt, error: result.left });
      dispatch({ type: 'SocketOpened', attempt });
      opened.done.then((end) => dispatch({ type: 'SocketClosed', attempt, end }), onRejected);
    };
    opened.connect().then(onConnected, onRejected);
  };

  const askToDial = (attempt: number): void => {
    const grant = (): void => dispatch({ type: 'DialGranted', attempt });
    if (request === null) return grant();
    try {
      ticket = config.governor.ask(request, grant);
    } catch (defect) {
      // A governor that is broken must not keep its user away from the exchange for good; the backoff is still there.
      ports.onDefect(defect, 'governor');
      return grant();
    }
    if (ticket.waitMs > 0) dispatch({ type: 'DialHeld', attempt, ms: ticket.waitMs });
  };

  const send: Link['send'] = (frame, options) =>
    transport === null
      ? left({ _tag: 'NotOpen', url: config.url })
      : sendWithin(config.sendLimitBytes, conn, transport, frame, options);

  const run = (effect: ConnectionEffect): void => {
    switch (effect.type) {
      case 'AskToDial':
        return askToDial(effect.attempt);
      case 'WithdrawDial':
        return ticket?.withdraw();
      case 'ReportRefusal':
        return request === null ? undefined : config.governor.refused(request, effect.status, effect.retryAfterMs);
      case 'Dial':
        return dial(effect.attempt);
      case 'HangUp':
        transport?.close();
        transport = null;
        inbound = null;
        return;
      case 'SendConf':
        return void send(encodePublicRequest(conf(effect.flags)));
      case 'SendPing':
        return void send(encodePublicRequest(ping(effect.cid)));
      case 'StartTimer': {
        const { timer, attempt } = effect;
        return timers.start(timer, effect.ms, () => dispatch({ type: 'TimerFired', attempt, timer, lastFrameAt }));
      }
      case 'StopTimer':
        return timers.stop(effect.timer);
      case 'AnnounceLost':
      case 'AnnounceReady':
      case 'AnnounceWaiting':
      case 'AnnouncePaused':
      case 'AnnounceResumed':
      case 'AskResync':
      case 'AnnounceFlags':
      case 'AnnounceFlagsRefused':
      case 'AnnounceEnded':
        return ports.announce(link, effect);
    }
  };

  const loop: Loop<ConnectionState, ConnectionInput> = createLoop(
    createConnectionMachine(config.connection, ports.flagChanges ?? null),
    run,
    (defect) => ports.onDefect(defect, 'connection'),
  );

  const link: Link = {
    conn,
    state: loop.state,
    dispatch,
    inbound: () => inbound,
    send,
    drop: () => transport?.close({ now: true }),
    counters: () => ({ ...counted }),
    lastFrameAt: () => lastFrameAt,
    buffered: () => transport?.buffered() ?? 0,
  };
  return link;
};

const dialFailed = (url: string, defect: unknown): TransportError => ({
  _tag: 'DialFailed',
  url,
  reason: defect instanceof Error ? defect.message : 'the transport rejected',
  status: null,
  code: null,
});
