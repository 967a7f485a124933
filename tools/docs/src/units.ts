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
  'FundingTicker.dailyChange': 'fraction a day',
  'FundingTicker.lastPrice': 'fraction a day',
  'FundingTicker.high': 'fraction a day',
  'FundingTicker.low': 'fraction a day',
  'DerivativesStatus.insuranceFundBalance': 'not documented',
  'DerivativesStatus.openInterest': 'not documented',
  'DerivativesStatus.nextFundingStep': 'steps',
  'MarginSymbol.tradableBalance': 'quote currency',
  'MarginSymbol.grossBalance': 'quote currency',
  'Wallet.balance': 'its currency',
  'Wallet.unsettledInterest': 'its currency',
  'Wallet.balanceAvailable': 'its currency',
  'AccountTrade.fee': 'the fee’s currency',
  'Position.collateral': 'margin currency',
  'Position.collateralMin': 'margin currency',
  'Position.marginFunding': 'quote currency',
  'Position.leverage': 'factor',
  'PriceAlert.count': 'times',
  frr: 'fraction a day',
  rate: 'fraction a day',
  rateReal: 'fraction a day',
  dailyChangeRelative: 'ratio',
  clampMin: 'ratio',
  clampMax: 'ratio',
  amount: 'base currency',
  amountOrig: 'base currency',
  bidSize: 'base currency',
  askSize: 'base currency',
  volume: 'base currency',
  frrAmountAvailable: 'base currency',
  period: 'days',
  bidPeriod: 'days',
  askPeriod: 'days',
  count: 'orders',
  flags: 'bit mask',
};

const CODES = /^(?:isMatch|isMarketSold|side|maker|type|marginFundingType|code|direction)$/;
const QUOTED = /^(?:bid|ask|open|close|high|low|price|lastPrice|dailyChange|pl|.*Price|price[A-Z].*)$/;

/** What has no unit: it is no quantity. */
const PLAIN: ReadonlySet<string> = new Set(['text', 'flag', 'meta', 'raw']);

const listedFor = (codec: string, property: string): string | undefined => {
  const unit = UNITS[`${codec.replace(/^Sparse/, '')}.${property}`] ?? UNITS[property];
  // A funding market has no pair: what is offered is the currency itself.
  return unit === 'base currency' && /Funding|Offer/.test(codec) ? 'the currency' : unit;
};

/**
 * The unit of a column: by its kind, else as its comment or that of the whole row (`rowDoc`) names it, else from the lists
 * above; '?' where none of them knows it.
 */
export const unitOf = (codec: string, { kind, property }: Column, doc: string, rowDoc: string): string => {
  if (kind === 'time') return 'ms';
  if (PLAIN.has(kind)) return '–';
  if (kind === 'id') return 'id';
  const saidBy = (text: string): string | undefined => SAID.find(([pattern]) => pattern.test(text))?.[1];
  const known = saidBy(doc) ?? listedFor(codec, property);
  if (known !== undefined) return known;
  if (CODES.test(property)) return 'code';
  return QUOTED.test(property) ? 'quote currency' : (saidBy(rowDoc) ?? '?');
};
