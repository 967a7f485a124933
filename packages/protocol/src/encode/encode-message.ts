import { encodeAccount } from '../account/encode-account.js';
import { encodeBook } from '../channels/book.js';
import { encodeCandles } from '../channels/candles.js';
import { encodeStatus } from '../channels/status.js';
import { encodeTicker } from '../channels/ticker.js';
import { encodeTrades } from '../channels/trades.js';
import { writeEvent } from '../events/registry.js';
import type { Message } from '../messages.js';
import type { NumberMode } from '../numbers/number-mode.js';
import { channelFrameText, type FrameBody } from './frame-text.js';
import { jsonText } from './json-text.js';

/**
 * Writes a message as the frame that a server would send: the inverse of a session decoder, for fixtures, recordings and
 * servers of tests. `flags` say which trailers the frame carries; without them it carries those that the message has.
 *
 * Decoding the frame again gives the same message, in a session with the same channels, flags and number mode. The frame
 * is also the same JSON value as the one that was decoded, and in text mode has the same number texts, except that
 *
 * - columns and fields that no codec reads are not written: appended columns, placeholders after the last named column,
 *   whatever else an event carried (`subscribed` and `unrecognised` keep all of it); an answer to a login has a `chanId`;
 * - placeholders between named columns are written as null;
 * - a row that ended early is written to its last column, with null;
 * - numbers that came as text, and flags that came as true or false, are written as numbers, an object that came as JSON
 *   text as an object, login capabilities that came as text as an object;
 * - on the account channel one row under the code of a list is written as a list, and a list of one under the code of a
 *   change as a row; `ps` with null as an empty list, the nested margin of 2017 flat, a notification's seconds as ms;
 * - an error writes only those fields of its echo that it keeps, without what a login may have put there;
 * - a funding trade that was tagged `te` or `tu` is written `fte` or `ftu`;
 * - trailers that were promised and did not come are left out, those that were not promised are dropped;
 * - in number mode digits beyond those of a double are lost, book rows excepted, and a time or count is spelled as a
 *   double is in both modes; a key that an object had twice is there once.
 */
export const encodeMessage = (message: Message<NumberMode>, flags: number | null = null): string => {
  switch (message.type) {
    case 'info':
    case 'infoCode':
    case 'conf':
    case 'auth':
    case 'unauth':
    case 'subscribed':
    case 'unsubscribed':
    case 'error':
    case 'pong':
    case 'unrecognised':
      return jsonText(writeEvent(message));
    case 'unrouted':
    case 'raw':
    case 'unrecognisedAccount':
      return jsonText(message.raw, message.texts);
    default:
      return channelFrameText(message.chanId, bodyOf(message), message, flags);
  }
};

type Channelled = Exclude<
  Message<NumberMode>,
  { readonly type: 'unrouted' | 'raw' | 'unrecognisedAccount' } | Parameters<typeof writeEvent>[0]
>;

const HEARTBEAT: FrameBody = { tag: 'hb', payload: null };

// A new message on a channel: write its body beside its codec (`{ tag, payload }`, rows by the codec's `write` or
// `writeAll`, raw values by `jsonText(raw, texts)`), and name its `type` here. The compiler asks for it.
const bodyOf = (message: Channelled): FrameBody => {
  switch (message.type) {
    case 'heartbeat':
      return HEARTBEAT;
    case 'ticker':
    case 'fundingTicker':
      return encodeTicker(message);
    case 'trades':
    case 'te':
    case 'tu':
    case 'fundingTrades':
    case 'fte':
    case 'ftu':
      return encodeTrades(message);
    case 'bookSnapshot':
    case 'bookUpdate':
    case 'bookUpdates':
    case 'checksum':
      return encodeBook(message);
    case 'candles':
    case 'candle':
      return encodeCandles(message);
    case 'derivativesStatus':
    case 'liquidations':
      return encodeStatus(message);
    default:
      return encodeAccount(message);
  }
};
