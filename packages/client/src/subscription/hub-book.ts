import { isLeft, isRight } from '@bitfinex-ws/machine';
import { createBook, type BookError, type BookOptions, type UnavailableReason } from '@bitfinex-ws/orderbook';
import { FLAGS, hasFlag, type BookSpec, type ChannelSpec, type DataMessage } from '@bitfinex-ws/protocol';
import { routeBook } from '../observe/book-frames.js';
import type { RouteBook } from '../observe/inbound.js';
import { createBookFace, type BookFace, type BookFacePorts } from './book-face.js';
import { replaySnapshot } from './replay.js';
import type { GapCause, Received } from './stream.js';

/** What the book of a channel needs of the client around it. */
export interface HubBookPorts {
  /** The flags in force: they can change. */
  readonly flags: () => number;
  /** When the channel was asked for, ms. */
  readonly openedAt: number;
  /** What a wrong checksum does; null: by the kind of book. */
  readonly checksums: BookOptions['checksums'] | null;
  readonly onError: (spec: BookSpec, error: BookError, at: number) => void;
}

/** The book of a channel as its hub lives with it. */
export interface HubBook {
  /** The same for the frames of the channel. */
  readonly route: RouteBook;
  /** Something broke it from outside, or it is over. */
  readonly lose: (cause: GapCause | 'closed', at: number) => void;
  /** Frames of the connection are missing. True: a checksum may prove that it is whole; until then it can not be read. */
  readonly doubt: (at: number) => boolean;
  readonly isReadable: () => boolean;
  /** It did not take a message. Answers how that broke the channel; null: it did not, or its checksum has yet to say. */
  readonly fault: (error: BookError, at: number) => GapCause | null;
  /** The book as the snapshot that the server would send now; null where it can not be read. */
  readonly snapshot: (chanId: number, at: number) => Received<DataMessage> | null;
  /** Makes what a subscriber reads of it. */
  readonly createFace: (ports: BookFacePorts) => BookFace;
}

/** Opens the book of a channel that nobody has asked the server for yet; null for another channel's spec. */
export const openBook = (spec: ChannelSpec, { flags, openedAt, checksums, onError }: HubBookPorts): HubBook | null => {
  if (spec.channel !== 'book') return null;
  const book = createBook(spec, {
    sequenced: () => hasFlag(flags(), FLAGS.SEQ_ALL),
    openedAt,
    ...(checksums && { checksums }),
  });
  const lose: HubBook['lose'] = (cause, at) => book.lose(LOST_BY[cause], at);
  return {
    route: routeBook(book),
    lose,
    doubt: (at) => {
      const mayBeWhole = hasFlag(flags(), FLAGS.OB_CHECKSUM) && book.doubt('gap', at);
      if (!mayBeWhole) lose('sequence', at);
      return mayBeWhole;
    },
    isReadable: () => isRight(book.view()),
    fault: (error, at) => {
      onError(spec, error, at);
      const view = book.view();
      // What does not fit into a book in doubt is no news: its checksum has yet to say.
      return isLeft(view) && !book.inDoubt() ? (view.left.reason === 'mismatch' ? 'checksum' : 'desync') : null;
    },
    snapshot: (chanId, at) => replaySnapshot(book, chanId, at),
    createFace: (ports) => createBookFace(book, ports),
  };
};

/** What a gap of the stream means to the book. A wrong checksum and a desync the book has found itself. */
const LOST_BY: Readonly<Record<GapCause | 'closed', UnavailableReason>> = {
  sequence: 'gap',
  disconnected: 'disconnected',
  checksum: 'mismatch',
  desync: 'desync',
  maintenance: 'stale',
  stale: 'stale',
  asked: 'stale',
  closed: 'closed',
};
