import type { Column } from '@bitfinex-ws/protocol';

/** Units that a doc comment names, and how it names them. The first that matches counts. */
const SAID: ReadonlyArray<readonly [RegExp, string]> = [
  [/\bquote currency\b/i, 'quote currency'],
  [/\bbase currency\b/i, 'base currency'],
  [/\bfractions? (?:a|per) day\b|\bper day\b/i, 'fraction a day'],
  [/\bUSD\b/, 'USD'],
  [/\bdays\b/i, 'days'],
  [/\b(?:a|as a) (?:fraction|ratio)\b/i, 'ratio'],
  [/\bper cent\b|%/i, 'per cent'],
  [/\bbit mask\b/i, 'bit mask'],
];

/** Units of columns whose comment does not repeat them: by codec and property, else by property alone. */
const UNITS: Readonly<Record<string, string>> = {
  'FundingTicker.bid': 'fraction a day',
  'FundingTicker.ask': 'fraction a day',
  'FundingTicker.frr': 'fraction a day',
  'FundingTicker.dailyChange': 'fraction a day',
  'FundingTicker.lastPrice': 'fraction a day',
  'FundingTicker.high': 'fraction a day',
  'FundingTicker.low': 'fraction a day',
  'FundingTicker.bidSize': 'the currency',
  'FundingTicker.askSize': 'the currency',
  'FundingTicker.volume': 'the currency',
  'FundingTicker.frrAmountAvailable': 'the currency',
  'FundingTrade.amount': 'the currency',
  'FundingRow.amount': 'the currency',
  'OfferRow.amount': 'the currency',
  'DerivativesStatus.insuranceFundBalance': 'quote currency',
  'DerivativesStatus.openInterest': 'not documented',
  'DerivativesStatus.nextFundingStep': 'steps',
  'DerivativesStatus.clampMin': 'ratio',
  'DerivativesStatus.clampMax': 'ratio',
  dailyChangeRelative: 'ratio',
  amount: 'base currency',
  bidSize: 'base currency',
  askSize: 'base currency',
  volume: 'base currency',
  period: 'days',
  bidPeriod: 'days',
  askPeriod: 'days',
  rate: 'fraction a day',
  rateReal: 'fraction a day',
  count: 'orders',
  flags: 'bit mask',
  isMatch: 'code',
  isMarketSold: 'code',
};

const QUOTED = /^(?:bid|ask|open|close|high|low|price|lastPrice|dailyChange|.*Price|price[A-Z].*)$/;

/** The unit of a column; '?' where neither its kind nor its comment nor the list above knows it. */
export const unitOf = (codec: string, { kind, property }: Column, doc: string): string => {
  if (kind === 'time') return 'ms';
  if (kind === 'text' || String(kind) === 'flag' || String(kind) === 'meta' || String(kind) === 'raw') return '–';
  const listed = UNITS[`${codec}.${property}`];
  if (listed !== undefined) return listed;
  const said = SAID.find(([pattern]) => pattern.test(doc))?.[1];
  if (said !== undefined) return said;
  if (String(kind) === 'id' || property === 'id' || property.endsWith('Id')) return 'id';
  return UNITS[property] ?? (QUOTED.test(property) ? 'quote currency' : '?');
};
