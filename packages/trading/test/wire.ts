import { createSessionDecoder, isAccountMessage, type AccountMessage } from '@bitfinex-ws/protocol';
import { either as E } from 'fp-ts';

/** What a test says of an order; the rest is as the exchange fills it. `null`: the exchange leaves it out. */
interface RowFacts {
  readonly id?: number | null;
  readonly gid?: number | null;
  readonly cid?: number | null;
  readonly symbol?: string | null;
  readonly at?: number;
  readonly amount?: number;
  readonly amountOrig?: number;
  readonly type?: string;
  readonly tif?: number | null;
  readonly status?: string;
  readonly price?: number;
  readonly placedId?: number | null;
}

const BLANK = Array.from({ length: 32 }, () => null);
const filledIn = (cells: Readonly<Record<number, unknown>>): ReadonlyArray<unknown> =>
  BLANK.map((blank, at) => cells[at] ?? blank);

/** The row of an order, 32 columns, as the exchange writes it. */
export const row = (facts: RowFacts = {}): ReadonlyArray<unknown> => {
  const { id = 1001, gid = null, cid = 7, symbol = 'tBTCUSD', at = 1_700_000_000_000, amount = 0.5 } = facts;
  const { amountOrig = amount, type = 'EXCHANGE LIMIT', status = 'ACTIVE', price = 30000 } = facts;
  const { tif = null, placedId = null } = facts;
  return filledIn({
    ...{ 0: id, 1: gid, 2: cid, 3: symbol, 4: at, 5: at, 6: amount, 7: amountOrig, 8: type, 10: tif, 12: 0 },
    ...{ 13: status, 16: price, 17: 0, 18: 0, 19: 0, 23: 0, 24: 0, 25: placedId, 28: 'API>BFX', 31: { source: 'api' } },
  });
};

/** A row of which the exchange knows next to nothing. */
export const sparse = (cells: Readonly<Record<number, unknown>>): ReadonlyArray<unknown> => filledIn(cells);

/** The frame of a notification. */
export const notice = (
  type: string,
  info: unknown,
  status: string | null = 'SUCCESS',
  text = 'Words.',
  mts: number | null = 1_700_000_000_000,
): string => JSON.stringify([0, 'n', [mts, type, null, null, info, null, status, text]]);

/** The frame of an event of an order, or of the snapshot of all. */
export const frame = (code: string, payload: unknown): string => JSON.stringify([0, code, payload]);

/** The frame of a trade: with its fee as `tu`, without as `te`. */
export const tradeFrame = (
  id: number,
  orderId: number,
  amount: number,
  {
    fee = null,
    cid = 7,
    price = 30000,
  }: { readonly fee?: number | null; readonly cid?: number | null; readonly price?: number } = {},
): string =>
  JSON.stringify([
    0,
    fee === null ? 'te' : 'tu',
    [
      id,
      'tBTCUSD',
      1_700_000_000_100,
      orderId,
      amount,
      price,
      'EXCHANGE LIMIT',
      price,
      1,
      fee,
      fee === null ? null : 'USD',
      cid,
    ],
  ]);

const decoder = createSessionDecoder();

/** The message that a frame of the account channel is. */
export const heardAs = (text: string): AccountMessage => {
  const decoded = decoder.decode(text);
  if (E.isLeft(decoded)) throw new Error(`${text}: ${JSON.stringify(decoded.left)}`);
  if (!isAccountMessage(decoded.right)) throw new Error(`no message of the account: ${text}`);
  return decoded.right;
};
