import { frame } from './wire.js';

/** When everything happens, ms. */
export const NOW = 1_700_000_000_000;

interface Facts {
  readonly id?: number | null;
  readonly symbol?: string | null;
  readonly amount?: number | null;
  readonly amountOrig?: number | null;
  readonly rate?: number | null;
  readonly period?: number | null;
  readonly status?: string | null;
  readonly created?: number | null;
}

/** The row of an offer, 21 columns. */
export const row = (facts: Facts = {}): ReadonlyArray<unknown> => {
  const { id = 9, symbol = 'fUSD', amount = 50, amountOrig = 50, rate = 0.0002, period = 7 } = facts;
  const { status = 'ACTIVE', created = NOW } = facts;
  const [name, no] = status === null ? [null, null] : ['LIMIT', 0];
  return [
    id,
    symbol,
    created,
    created,
    amount,
    amountOrig,
    name,
    null,
    null,
    no,
    status,
    null,
    null,
    null,
    rate,
    period,
    no,
    no,
    null,
    no,
    null,
  ];
};
/** As acknowledgements have it: id, amount, rate and period alone. */
export const ackRow = (facts: Facts = {}): ReadonlyArray<unknown> =>
  row({ symbol: null, amountOrig: null, status: null, created: null, ...facts });
/** An acknowledgement that says nothing. */
export const nothing = ackRow({ id: null, amount: null, rate: null, period: null });
/** The frame of a trade of an offer. */
export const taken = (id: number, offerId: number, amount: number): string =>
  frame('fte', [id, 'fUSD', NOW, offerId, amount, 0.0002, 7, null]);
