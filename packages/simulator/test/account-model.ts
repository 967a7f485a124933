import { unitsOf, type Frame } from './account-watch.js';

/**
 * Money in 10^-18 of its currency, reckoned from what an account is told, and from nothing else. It throws where a fee, or what is
 * said to be available for funding, is not what it must be.
 */
export interface AccountModel {
  readonly hear: (frame: Frame, now: number) => void;
  /** What a wallet must hold. That of margin only while no position is open. */
  readonly balance: (type: string, currency: string) => bigint;
  readonly openPositions: () => ReadonlyArray<string>;
  /** What all lending has earned, before fees. */
  readonly interest: () => bigint;
}

interface Part {
  readonly side: number;
  readonly currency: string;
  readonly amount: number;
  /** In ticks of 1e-8 a day. */
  readonly rate: number;
  readonly opened: number;
  readonly closes: number;
  /** Units × ticks × ms, up to `at`. */
  readonly accrued: bigint;
  readonly at: number;
}

const DAY = 86_400_000n;
const PRICE_DECIMALS = 9;

/** Fees in millionths; wallets as `type currency`, in 10^-18. */
export const createAccountModel = (
  start: ReadonlyMap<string, bigint>,
  fees: { readonly maker: number; readonly taker: number; readonly lending: number },
): AccountModel => {
  const wallets = new Map(start);
  const positions = new Set<string>();
  const offers = new Map<unknown, { readonly currency: string; readonly units: number }>();
  const parts = new Map<unknown, Part>();
  let earned = 0n;

  const add = (type: string, currency: string, money: bigint): void => {
    const key = `${type} ${currency}`;
    wallets.set(key, (wallets.get(key) ?? 0n) + money);
  };
  const share = (money: bigint, millionths: number): bigint => (money * BigInt(millionths) + 999_999n) / 1_000_000n;

  const trade = ([, symbol, , , amount, price, type, , maker, fee, feeCurrency]: ReadonlyArray<unknown>): void => {
    const pair = String(symbol).slice(1);
    const [base = '', quote = ''] = pair.includes(':') ? pair.split(':') : [pair.slice(0, 3), pair.slice(3)];
    const units = BigInt(unitsOf(amount));
    const paid = units * BigInt(Math.round(Number(price) * 10 ** PRICE_DECIMALS)) * 10n;
    const rate = maker === 1 ? fees.maker : fees.taker;
    const bought = units > 0n;
    const spot = String(type).startsWith('EXCHANGE');
    if (spot) add('exchange', base, units * 10n ** 10n);
    add(spot ? 'exchange' : 'margin', quote, -paid);
    const size = (money: bigint): bigint => (money < 0n ? -money : money);
    const due = spot && bought ? share(size(units) * 10n ** 10n, rate) : share(size(paid), rate);
    const currency = spot && bought ? base : quote;
    add(spot ? 'exchange' : 'margin', currency, -due);
    const told = Math.abs(Number(fee));
    if (feeCurrency !== currency || Math.abs(told - Number(due) / 1e18) > 1e-12 * (1 + told)) {
      throw new Error(`a fee of ${told} ${String(feeCurrency)} where ${due} ${currency} is due`);
    }
  };
  const accrued = (part: Part, until: number): bigint =>
    part.accrued + BigInt(part.amount) * BigInt(part.rate) * BigInt(Math.min(until, part.closes) - part.at);
  const rateOf = (row: ReadonlyArray<unknown>): number => unitsOf(row[8] === 'VAR' ? row[19] : row[11]);
  const lend = (row: ReadonlyArray<unknown>): void => {
    const opened = Number(row[13]);
    parts.set(`l${String(row[0])}`, {
      side: Number(row[2]),
      currency: String(row[1]).slice(1),
      amount: unitsOf(row[5]),
      rate: rateOf(row),
      opened,
      closes: opened + Number(row[12]) * Number(DAY),
      accrued: 0n,
      at: opened,
    });
  };
  const settle = (key: string, now: number): void => {
    const part = parts.get(key);
    if (!part) throw new Error(`${key} is closed and was not open`);
    parts.delete(key);
    const interest = (accrued(part, now) * 100n) / DAY;
    if (part.side <= 0) add('margin', part.currency, -interest);
    if (part.side >= 0) add('funding', part.currency, interest - share(interest, fees.lending));
    if (part.side >= 0) earned += interest;
  };
  const available = ([type, currency, balance, , free]: ReadonlyArray<unknown>): void => {
    if (type !== 'funding') return;
    const lent = [...parts.values()].filter(({ side, currency: own }) => side >= 0 && own === currency);
    const offered = [...offers.values()].filter((offer) => offer.currency === currency);
    const units = [...lent.map(({ amount }) => amount), ...offered.map((offer) => offer.units)];
    const expected = Number(balance) - units.reduce((sum, each) => sum + each, 0) / 1e8;
    if (Math.abs(expected - Number(free)) > 1e-6)
      throw new Error(`${String(free)} ${String(currency)}, not ${expected}`);
  };

  /** Credits that take the place of loans at this moment, the oldest loan of that size first. */
  const used: ReadonlyArray<unknown>[] = [];
  return {
    hear: ({ code, row }, now) => {
      if (code === 'tu') trade(row);
      else if (code === 'pn') positions.add(String(row[0]));
      else if (code === 'pc') positions.delete(String(row[0]));
      else if (code === 'fon' || code === 'fou') {
        const units = unitsOf(row[4]);
        if (units > 0) offers.set(row[0], { currency: String(row[1]).slice(1), units });
      } else if (code === 'foc') offers.delete(row[0]);
      else if (code === 'fln') lend(row);
      else if (code === 'flu' || code === 'fcu') {
        const key = `${code.slice(1, 2)}${String(row[0])}`;
        const part = parts.get(key);
        if (part)
          parts.set(key, { ...part, accrued: accrued(part, now), rate: rateOf(row), at: Math.min(now, part.closes) });
      } else if (code === 'fcn') used.push(row);
      else if (code === 'flc' && row[7] === 'CLOSED (used)') {
        const credit = used.pop();
        const loan = parts.get(`l${String(row[0])}`);
        if (!credit || !loan || unitsOf(credit[5]) !== loan.amount) throw new Error('a loan became another credit');
        parts.delete(`l${String(row[0])}`);
        parts.set(`c${String(credit[0])}`, loan);
      } else if (code === 'flc' || code === 'fcc') settle(`${code.slice(1, 2)}${String(row[0])}`, now);
      else if (code === 'wu') available(row);
    },
    balance: (type, currency) => wallets.get(`${type} ${currency}`) ?? 0n,
    openPositions: () => [...positions],
    interest: () => earned,
  };
};
