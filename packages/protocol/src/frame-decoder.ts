import { isLeft, isRight, left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { AccountDecoder } from './account/account-channel.js';

import type {
  ChannelCodec,
  ChannelFrame,
  ChannelReader,
  PayloadShape,
  ReaderContext,
} from './channels/channel-codec.js';
import { findRawSpec, type RawAsked } from './channels/raw.js';
import type { ChannelSpec } from './channels/spec.js';
import type { DecoderOptions } from './decoder.js';
import { readTrailers, readTrailersAtEnd } from './envelope.js';
import { Drift } from './drift.js';
import type { DecodeError } from './errors.js';
import type { EventMessage } from './events/event.js';
import { readEvent } from './events/registry.js';
import { readSubscribedTo } from './events/subscribed.js';
import { isWireObject, type WireObject } from './fields.js';
import { FLAGS, hasFlag } from './flags.js';
import { textOfFrame } from './frame-text.js';
import type { Frame, Trailers } from './frame.js';
import { peekChannelId, type parseLossless, type Texts } from './json.js';
import { MAX_FRAME_BYTES } from './limits.js';
import type { DataMessage, HeartbeatMessage, Message } from './messages.js';
import type { NumberMode } from './numbers/number-mode.js';
import type { NumberModeParts } from './numbers/number-modes.js';
import { sampleOfText } from './sample.js';
import type { BookCursor, MovableBookCursor } from './scan/book-cursor.js';
import type { ChannelScan } from './scan/channel-scan.js';
import type { FrameCells } from './scan/frame-cells.js';
import { Scanner } from './scan/scanner.js';
import { HB } from './scan/tags.js';
import type { SessionDecoder } from './session.js';

interface Route<N extends NumberMode> {
  readonly read: ChannelReader<N>;
  /** The short cut for its common frames; null in text mode, and where the channel has none. */
  readonly scan: ChannelScan | null;
  /** Reads its common frames without a message; null in text mode, and for all channels but books. */
  readonly cursor: MovableBookCursor | null;
  /** How its frames are parsed; null: as JSON. */
  readonly parse: Parse | null;
  /** Whether anything may stand behind the channel id. */
  readonly isRaw: boolean;
  /** No list has come yet since `subscribed`: the first one is the snapshot, even where BULK_UPDATES sends others. */
  awaitsSnapshot: boolean;
}

type Parse = typeof parseLossless;
type Decoded<N extends NumberMode> = E.Either<DecodeError, Message<N>>;

/** Reads the frames of one connection; see `SessionDecoder`. */
export class FrameDecoder<N extends NumberMode> implements SessionDecoder<N> {
  private readonly routes = new Map<number, Route<N>>();
  private readonly specs = new Map<number, ChannelSpec>();
  private readonly wide = new Drift();
  private readonly scanner = new Scanner();
  // The channel that spoke last, as it mostly speaks again.
  private lastId = -1;
  private lastRoute: Route<N> | undefined = undefined;
  private readonly known: ReadonlyArray<ChannelCodec>;
  private readonly context: ReaderContext<N>;
  private readonly isText: boolean;
  private readonly account: AccountDecoder<N> | null;
  private readonly asked: ReadonlyMap<string, RawAsked> | null;
  // Null in text mode, which needs the texts of numbers.
  private readonly cells: FrameCells | null;
  private mask: number;
  private readonly maxFrameBytes: number;

  constructor(
    { channels, account, raw, flags = 0, maxFrameBytes = MAX_FRAME_BYTES }: Omit<DecoderOptions, 'numbers'>,
    private readonly mode: NumberModeParts<N>,
  ) {
    const { numbers, createCells } = mode;
    this.known = channels;
    this.context = { numbers, createCells, drift: this.wide };
    this.isText = mode.parse !== null;
    this.asked = raw ?? null;
    this.account = account?.open(this.context) ?? null;
    this.cells = this.isText ? null : (account?.cells?.() ?? null);
    this.mask = flags;
    this.maxFrameBytes = maxFrameBytes;
  }

  readonly flags = (): number => this.mask;
  readonly channels = (): ReadonlyMap<number, ChannelSpec> => this.specs;
  readonly drift = (): ReadonlyMap<string, number> => this.wide.counts();

  readonly decode = (frame: Frame): Decoded<N> => {
    const message = this.scan(frame);
    if (message !== null) return right(message as Message<N>);
    const cells = this.cells?.read(frame, this.maxFrameBytes) ?? null;
    if (cells !== null && this.account !== null) return this.decodeAccount(this.account, cells, null);
    const text = textOfFrame(frame, this.maxFrameBytes);
    if (isLeft(text)) return text;
    return this.decodeText(text.right);
  };

  readonly scanBook = (frame: Frame, wants: (chanId: number) => boolean): BookCursor | null => {
    const { scanner } = this;
    if (!scanner.open(frame, this.maxFrameBytes)) return null;
    const { chanId } = scanner;
    const cursor = this.routeOf(chanId)?.cursor ?? null;
    return cursor !== null && wants(chanId) && cursor.read(this.mask) ? cursor : null;
  };

  // Most frames are read here. What is not is read below as if the scanner had never looked at it.
  private scan(frame: Frame): DataMessage | HeartbeatMessage | null {
    const { scanner } = this;
    if (!scanner.open(frame, this.maxFrameBytes)) return null;
    const tag = scanner.tag();
    if (tag === HB) return scanner.trailers(this.mask) ? this.heartbeat(scanner) : null;
    const route = this.routeOf(scanner.chanId);
    if (route === undefined || route.scan === null) return null;
    const shape = scanner.atList() ? this.listShape(route) : 'row';
    const message = route.scan(scanner, tag, shape, this.mask);
    if (message !== null && shape !== 'row') route.awaitsSnapshot = false;
    return message;
  }

  // The channel decides how a frame is parsed, so its id is read ahead. What begins in an unusual way is parsed with
  // texts where any channel needs them, which suits all.
  private decodeText(text: string): Decoded<N> {
    const parse = this.parseOf(text);
    if (parse !== null) return this.decodeLossless(parse, text);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return notJson(text);
    }
    return this.decodeJson(value, null, text);
  }

  private parseOf(text: string): Parse | null {
    if (text.charCodeAt(0) === OPEN_OBJECT) return null;
    if (this.mode.parse !== null) return this.mode.parse;
    const chanId = peekChannelId(text);
    const codec = chanId === -1 ? this.known.find(({ parse }) => parse !== null) : this.routes.get(chanId);
    return codec?.parse ?? null;
  }

  private decodeLossless(parse: Parse, text: string): Decoded<N> {
    const json = parse(text);
    if (json._tag === 'NotJson') return notJson(text);
    if (json._tag === 'TooDeep') return notAMessage(`nesting of at most ${json.limit} levels`, text);
    return this.decodeJson(json.value, json.texts, text);
  }

  private decodeJson(value: unknown, texts: Texts, text: string): Decoded<N> {
    if (Array.isArray(value)) return this.decodeChannel(value, texts, text);
    if (!isWireObject(value)) return notAMessage(MESSAGE, text);
    const event = value['event'];
    return typeof event === 'string' ? this.decodeEvent(event, value) : notAMessage('a text in "event"', text);
  }

  private decodeEvent(event: string, raw: WireObject): Decoded<N> {
    const asked = event === 'subscribed' && this.asked !== null ? findRawSpec(this.asked.values(), raw) : null;
    const message = asked === null ? readEvent(event, raw) : readSubscribedTo(asked, raw);
    if (isRight(message)) this.learn(message.right);
    return message;
  }

  private learn(message: EventMessage): void {
    if (message.type === 'conf' && message.status === 'OK') this.mask = message.flags ?? this.mask;
    if (message.type === 'unsubscribed' && message.status === 'OK') this.forget(message.chanId);
    if (message.type === 'subscribed') {
      this.forget(message.chanId);
      if (message.spec !== null) this.open(message.chanId, message.spec);
    }
  }

  private routeOf(chanId: number): Route<N> | undefined {
    if (chanId !== this.lastId) {
      this.lastRoute = this.routes.get(chanId);
      this.lastId = chanId;
    }
    return this.lastRoute;
  }

  private open(chanId: number, spec: ChannelSpec): void {
    this.specs.set(chanId, spec);
    const codec = this.known.find(({ channel }) => channel === spec.channel);
    const read = codec?.open(spec, this.context) ?? null;
    if (codec !== undefined && read !== null) {
      const scan = this.isText ? null : (codec.scan?.(spec) ?? null);
      const cursor = this.isText ? null : (codec.cursor?.(spec, this.scanner) ?? null);
      const isRaw = spec.channel === 'raw';
      this.routes.set(chanId, { read, scan, cursor, parse: codec.parse, isRaw, awaitsSnapshot: true });
      this.lastId = -1;
    }
  }

  private forget(chanId: number): void {
    this.routes.delete(chanId);
    this.lastId = -1;
    this.specs.delete(chanId);
  }

  private decodeChannel(frame: ReadonlyArray<unknown>, texts: Texts, text: string): Decoded<N> {
    // By index: taking an array apart asks for its iterator.
    const chanId = frame[0];
    const second = frame[1];
    if (typeof chanId !== 'number' || !Number.isSafeInteger(chanId) || chanId < 0) return notAMessage(MESSAGE, text);
    const tag = typeof second === 'string' ? second : null;
    const route = this.routes.get(chanId);
    const isRaw = route?.isRaw === true;
    if (tag === null && !Array.isArray(second) && !isRaw) {
      return notAMessage('an array or a text after the channel id', text);
    }
    const kept = this.isText ? texts : null;
    if (chanId === 0 && this.account !== null) return this.decodeAccount(this.account, frame, kept);
    const read = isRaw && tag !== 'hb' ? readTrailersAtEnd : readTrailers;
    const { seq, accountSeq, serverTime } = read(frame, this.mask);
    if (tag === 'hb') return right(this.heartbeat({ chanId, seq, serverTime }));
    if (route === undefined) {
      return right({ type: 'unrouted', chanId, raw: frame, texts: kept, seq, accountSeq, serverTime });
    }
    const at = tag === null ? 1 : 2;
    const payload = frame[at];
    const shape = this.shapeOf(route, tag, payload);
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
  }

  private decodeAccount(read: AccountDecoder<N>, frame: ReadonlyArray<unknown>, texts: Texts): Decoded<N> {
    const trailers = readTrailers(frame, this.mask);
    return frame[1] === 'hb' ? right(this.heartbeat({ chanId: 0, ...trailers })) : read(frame, trailers, texts);
  }

  private shapeOf(route: Route<N>, tag: string | null, payload: unknown): PayloadShape {
    if (tag !== null || !Array.isArray(payload)) return 'row';
    if (payload.length > 0 && !Array.isArray(payload[0])) return 'row';
    const shape = this.listShape(route);
    // Before it is known whether the rows are right: a broken snapshot does not make the next list one.
    route.awaitsSnapshot = false;
    return shape;
  }

  private listShape(route: Route<N>): 'snapshot' | 'updates' {
    return route.awaitsSnapshot || !hasFlag(this.mask, FLAGS.BULK_UPDATES) ? 'snapshot' : 'updates';
  }

  private heartbeat({ chanId, seq, serverTime }: Omit<Trailers, 'accountSeq'> & { chanId: number }): HeartbeatMessage {
    const spec = this.specs.get(chanId) ?? null;
    return { type: 'heartbeat', chanId, spec, seq, accountSeq: null, serverTime };
  }
}

const OPEN_OBJECT = 0x7b;
const MESSAGE = 'an object with "event", or an array that begins with a channel id';

const notJson = (text: string): E.Either<DecodeError, never> => left({ _tag: 'NotJson', sample: sampleOfText(text) });

const notAMessage = (expected: string, text: string): E.Either<DecodeError, never> =>
  left({ _tag: 'NotAMessage', expected, sample: sampleOfText(text) });
