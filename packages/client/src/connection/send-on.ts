import { isRight, left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { ClientError } from '../errors.js';
import type { Link } from './link.js';

/** Sends a frame of the user's on the connection of that number, or on the first that is open; never before its flags. */
export const sendOn = (
  links: ReadonlyArray<Pick<Link, 'conn' | 'state' | 'send'>>,
  frame: string,
  conn: number | null,
  sensitive: boolean,
): E.Either<ClientError, void> => {
  const isOpen = ({ state }: Pick<Link, 'state'>): boolean => state()._tag === 'Open';
  const link = conn === null ? links.find(isOpen) : links.find((each) => each.conn === conn);
  if (link === undefined) return left(conn === null ? notConnected(null) : { _tag: 'UnknownConnection', conn });
  if (!isOpen(link)) return left(notConnected(link.conn));
  const sent = link.send(frame, { sensitive });
  if (isRight(sent)) return sent;
  // A transport says why in its own words; to who sends, a socket that is going is no connection.
  return left(sent.left._tag === 'SendQueueFull' ? sent.left : notConnected(link.conn));
};

const notConnected = (conn: number | null): ClientError => ({ _tag: 'NotConnected', conn });
