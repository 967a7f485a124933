import { isLeft, isRight, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AccountReading } from './account/account-reading.js';
import type { ChannelFrame, ChannelReader, PayloadShape, ReaderContext } from './channels/channel-codec.js';
import type { ChannelSpec } from './channels/spec.js';
import type { DecoderOptions } from './decoder.js';
import type { Drift } from './drift.js';
import type { ReadTrailers } from './envelope.js';
import type { DecodeError } from './errors.js';
import type { EventMessage } from './events/event.js';
import { readEvent, type EventReaders } from './events/registry.js';
import { readSubscribedTo } from './events/subscribed.js';
import { isWireObject, type WireObject } from './fields.js';
import { FLAGS, hasFlag } from './flags.js';
import { textOfFrame } from './frame-text.js';
import type { Frame, Trailers } from './frame.js';
import type { Texts } from './json.js';
import { MAX_FRAME_BYTES } from './limits.js';
import type { LosslessParser } from './lossless.js';
import type { DataMessage, HeartbeatMessage, Message } from './messages.js';
import type { NumberMode } from './numbers/number-mode.js';
import type { NumberModeParts } from './numbers/number-modes.js';
import { sampleOfText } from './sample.js';
import type { MovableBookCursor } from './scan/book-cursor.js';
import type { ChannelScan } from './scan/channel-scan.js';
import type { Scanner } from './scan/scanner.js';
import { HB } from './scan/tags.js';
import type { SessionDecoder } from './session.js';

interface Route<N extends NumberMode> {
  readonly read: ChannelReader<N>;
  /** The short cut for its common frames; null in text mode, and where the channel has none. */
  readonly scan: ChannelScan | null;
  /** Reads its common frames without a message; null in text mode, and for all channels but books. */
  readonly cursor: MovableBookCursor | null;
  /** How its frames are parsed; null: as JSON. */
  readonly parse: LosslessParser | null;
  /** How its trailers are read where anything may stand behind the channel id; null: as everywhere. */
  readonly trailers: ReadTrailers | null;
  /** No list has come yet since `subscribed`: the first one is the snapshot, even where BULK_UPDATES sends others. */
  awaitsSnapshot: boolean;
}

/** What may come on a connection besides its channels, and what of it is looked at. */
export interface SessionScope {
  readonly events: EventReaders;
  /** Reads what flags append to the frames of channels. */
  readonly trailers: ReadTrailers;
  /** Opens the account on a connection; null: there is none. */
  readonly openAccount: <N extends NumberMode>(context: ReaderContext<N>) => AccountReading<N> | null;
  /** Makes what counts rows that are wider than known; null: nobody asks. */
  readonly createDrift: () => Drift | null;
}

type Decoded<N extends NumberMode> = E.Either<DecodeError, Message<N>>;

/** Makes what reads the frames of one connection; see `SessionDecoder`. */
export const createFrameDecoder = <N extends NumberMode>(
  {
    channels: known,
    raw: asked,
    flags = 0,
    maxFrameBytes = MAX_FRAME_BYTES,
  }: Omit<DecoderOptions, 'numbers' | 'account'>,
  mode: NumberModeParts<N>,
  scope: SessionScope,
): SessionDecoder<N> => {
  const routes = new Map<number, Route<N>>();
  const specs = new Map<number, ChannelSpec>();
  const drift = scope.createDrift();
  // Brought by the first channel that reads its frames with one.
  let scanner: Scanner | null = null;
  const context: ReaderContext<N> = { numbers: mode.numbers, createCells: mode.createCells, drift };
  const account = scope.openAccount(context);
  // Text mode needs the texts of numbers, which no short cut has.
  const isText = mode.parse !== null;
  let mask = flags;
  // The channel that spoke last, as it mostly speaks again.
  let lastId = -1;
  let lastRoute: Route<N> | undefined = undefined;

  // Most frames are read here. What is not is read below as if the scanner had never looked at it.
  const scan = (frame: Frame): DataMessage | HeartbeatMessage | null => {
    if (scanner === null || !scanner.open(frame, maxFrameBytes)) return null;
    const tag = scanner.tag();
    if (tag === HB) return scanner.trailers(mask) ? heartbeat(scanner) : null;
    const route = routeOf(scanner.chanId);
    if (route === undefined || route.scan === null) return null;
    const shape = scanner.atList() ? listShape(route) : 'row';
    const message = route.scan(scanner, tag, shape, mask);
    if (message !== null && shape !== 'row') route.awaitsSnapshot = false;
    return message;
  };

  // The channel decides how a frame is parsed, so its id is read ahead. What begins in an unusual way is parsed with
  // texts where any channel needs them, which suits all.
  const decodeText = (text: string): Decoded<N> => {
    const lossless = losslessOf(text);
    if (lossless !== null) {
      const json = lossless.parse(text);
      return isLeft(json) ? json : decodeJson(json.right.value, json.right.texts, text);
    }
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return notJson(text);
    }
    return decodeJson(value, null, text);
  };

  const losslessOf = (text: string): LosslessParser | null => {
    if (text.charCodeAt(0) === OPEN_OBJECT) return null;
    const any = mode.parse ?? known.find(({ parse }) => parse !== null)?.parse ?? null;
    const chanId = mode.parse !== null || any === null ? -1 : any.chanIdOf(text);
    return chanId === -1 ? any : (routes.get(chanId)?.parse ?? null);
  };

  const decodeJson = (value: unknown, texts: Texts, text: string): Decoded<N> => {
    if (Array.isArray(value)) return decodeChannel(value, texts, text);
    if (!isWireObject(value)) return notAMessage(MESSAGE, text);
    const event = value['event'];
    return typeof event === 'string' ? decodeEvent(event, value) : notAMessage('a text in "event"', text);
  };

  const decodeEvent = (event: string, raw: WireObject): Decoded<N> => {
    const spec = event === 'subscribed' ? askedFor(raw) : null;
    const message = spec === null ? readEvent(scope.events, event, raw, known) : readSubscribedTo(spec, raw);
    if (isRight(message)) learn(message.right);
    return message;
  };

  // An answer to a bare request says what it likes; the channel that is asked for so knows its own.
  const askedFor = (acknowledgement: WireObject): ChannelSpec | null => {
    const find = known.find(({ answered }) => answered !== undefined)?.answered;
    return asked === undefined || find === undefined ? null : find(asked.values(), acknowledgement);
  };

  const learn = (message: EventMessage): void => {
    if (message.type === 'conf' && message.status === 'OK') mask = message.flags ?? mask;
    if (message.type === 'unsubscribed' && message.status === 'OK') forget(message.chanId);
    if (message.type === 'subscribed') {
      forget(message.chanId);
      if (message.spec !== null) open(message.chanId, message.spec);
    }
  };

  const routeOf = (chanId: number): Route<N> | undefined => {
    if (chanId !== lastId) {
      lastRoute = routes.get(chanId);
      lastId = chanId;
    }
    return lastRoute;
  };

  const open = (chanId: number, spec: ChannelSpec): void => {
    specs.set(chanId, spec);
    for (const codec of known) {
      const read = codec.channel === spec.channel ? codec.open(spec, context) : null;
      if (read === null) continue;
      const shortCut = isText ? undefined : codec.shortCut;
      scanner ??= shortCut?.createScanner() ?? null;
      const scan = shortCut?.scan(spec) ?? null;
      const cursor = scanner === null ? null : (shortCut?.cursor?.(spec, scanner) ?? null);
      const { parse, trailers = null } = codec;
      routes.set(chanId, { read, scan, cursor, parse, trailers, awaitsSnapshot: true });
      lastId = -1;
      return;
    }
  };

  const forget = (chanId: number): void => {
    routes.delete(chanId);
    lastId = -1;
    specs.delete(chanId);
  };

  const decodeChannel = (frame: ReadonlyArray<unknown>, texts: Texts, text: string): Decoded<N> => {
    // By index: taking an array apart asks for its iterator.
    const chanId = frame[0];
    const second = frame[1];
    if (typeof chanId !== 'number' || !Number.isSafeInteger(chanId) || chanId < 0) return notAMessage(MESSAGE, text);
    const tag = typeof second === 'string' ? second : null;
    const route = routes.get(chanId);
    const own = route?.trailers ?? null;
    if (tag === null && !Array.isArray(second) && own === null) {
      return notAMessage('an array or a text after the channel id', text);
    }
    const kept = isText ? texts : null;
    if (chanId === 0 && account !== null) return account.decode(frame, mask, kept);
    const read = own === null || tag === 'hb' ? scope.trailers : own;
    const { seq, accountSeq, serverTime } = read(frame, mask);
    if (tag === 'hb') return right(heartbeat({ chanId, seq, serverTime }));
    if (route === undefined) {
      return right({ type: 'unrouted', chanId, raw: frame, texts: kept, seq, accountSeq, serverTime });
    }
    const at = tag === null ? 1 : 2;
    const payload = frame[at];
    const shape = shapeOf(route, tag, payload);
    const channelFrame: ChannelFrame = {
      chanId,
      tag,
      payload,
      texts: texts?.[at] ?? null,
      shape,
      raw: frame,
      rawTexts: kept,
      seq,
      accountSeq,
      serverTime,
    };
    return route.read(channelFrame);
  };

  const shapeOf = (route: Route<N>, tag: string | null, payload: unknown): PayloadShape => {
    if (tag !== null || !Array.isArray(payload)) return 'row';
    if (payload.length > 0 && !Array.isArray(payload[0])) return 'row';
    const shape = listShape(route);
    // Before it is known whether the rows are right: a broken snapshot does not make the next list one.
    route.awaitsSnapshot = false;
    return shape;
  };

  const listShape = (route: Route<N>): 'snapshot' | 'updates' =>
    route.awaitsSnapshot || !hasFlag(mask, FLAGS.BULK_UPDATES) ? 'snapshot' : 'updates';

  const heartbeat = ({
    chanId,
    seq,
    serverTime,
  }: Omit<Trailers, 'accountSeq'> & { chanId: number }): HeartbeatMessage => {
    const spec = specs.get(chanId) ?? null;
    return { type: 'heartbeat', chanId, spec, seq, accountSeq: null, serverTime };
  };

  return {
    decode: (frame) => {
      const message = scan(frame);
      if (message !== null) return right(message as Message<N>);
      const ofAccount = account?.scan(frame, maxFrameBytes, mask) ?? null;
      if (ofAccount !== null) return ofAccount;
      const text = textOfFrame(frame, maxFrameBytes);
      return isLeft(text) ? text : decodeText(text.right);
    },
    scanBook: (frame, wants) => {
      if (scanner === null || !scanner.open(frame, maxFrameBytes)) return null;
      const { chanId } = scanner;
      const cursor = routeOf(chanId)?.cursor ?? null;
      return cursor !== null && wants(chanId) && cursor.read(mask) ? cursor : null;
    },
    flags: () => mask,
    channels: () => specs,
    drift: () => drift?.counts() ?? new Map<string, number>(),
  };
};

const OPEN_OBJECT = 0x7b;
const MESSAGE = 'an object with "event", or an array that begins with a channel id';

const notJson = (text: string): E.Either<DecodeError, never> => left({ _tag: 'NotJson', sample: sampleOfText(text) });

const notAMessage = (expected: string, text: string): E.Either<DecodeError, never> =>
  left({ _tag: 'NotAMessage', expected, sample: sampleOfText(text) });
