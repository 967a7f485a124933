import { specKey } from '@bitfinex-ws/protocol';
import type { Fact } from './contract.js';
import { channelsOn, type Channel, type Connection, type SubscriptionsState } from './state.js';

/**
 * The channel that an acknowledgement answers: by `subId`, else by the echoed spec; never by order, because answers do
 * not come in the order of the requests. An answer under the `subId` of an earlier asking that was given up still says
 * that the channel is open on this connection: where its spec is being asked for again there, it is the answer.
 */
export const findAcknowledged = (
  state: SubscriptionsState,
  connection: Connection,
  { subId, spec }: Fact<'Subscribed'>,
): Channel | undefined => {
  const asking = askingOn(state, connection);
  const bySubId = asking.find((channel) => isAskedAs(channel, subId));
  if (bySubId || spec === null) return bySubId;
  const key = specKey(spec);
  return asking.find((channel) => channel.key === key);
};

/**
 * The channel that an error answers: by `subId`, else, where none came back, by the echoed request. An error under an
 * unknown `subId` is about an asking that is over. An echo that fits two channels fits none: a time-out will tell them
 * apart, a guess would end the wrong one.
 */
export const findRejected = (
  state: SubscriptionsState,
  connection: Connection,
  { subId, echo }: Fact<'Rejected'>,
): Channel | undefined => {
  const asking = askingOn(state, connection);
  if (subId !== null) return asking.find((channel) => isAskedAs(channel, subId));
  const fitting = asking.filter((channel) => fits(channel, echo));
  return fitting.length === 1 ? fitting[0] : undefined;
};

/** The channel that is being asked for under that `subId`. */
export const findUnsent = (state: SubscriptionsState, connection: Connection, subId: string): Channel | undefined =>
  askingOn(state, connection).find((channel) => isAskedAs(channel, subId));

const askingOn = (state: SubscriptionsState, connection: Connection): ReadonlyArray<Channel> =>
  channelsOn(state, connection).filter(({ phase }) => phase._tag === 'Asking');

/** A server may give the number back where the text was sent. */
const isAskedAs = ({ phase }: Channel, subId: string | number | null): boolean =>
  subId !== null && phase._tag === 'Asking' && phase.subId === String(subId);

/** What is echoed must agree with what was sent; a field that is not echoed says nothing. */
const fits = ({ spec }: Channel, echo: Readonly<Record<string, unknown>>): boolean => {
  const request: object = spec.channel === 'raw' ? spec.request : spec;
  const fields: ReadonlyArray<readonly [string, unknown]> = Object.entries(request);
  if (!fields.some(([field, value]) => field === 'channel' && value === echo['channel'])) return false;
  const sent = fields.filter(([field]) => field !== 'channel');
  const said = sent.filter(([field]) => isSaid(echo[field]));
  const symbol = fields.find(([field]) => field === 'symbol')?.[1] ?? null;
  const pair = symbol !== null && isSaid(echo['pair']) ? textOf(echo['pair']) : null;
  if (sent.length > 0 && said.length === 0 && pair === null) return false;
  // The pair of tBTCUSD is BTCUSD; some answers repeat the symbol there.
  const samePair = pair === null || pair === symbol || `t${pair}` === symbol;
  return samePair && said.every(([field, value]) => textOf(echo[field]) === textOf(value));
};

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

/** A length comes back as 25 or as "25". */
const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;
