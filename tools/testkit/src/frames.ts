/** Makes what the channels of the exchange say, in the shapes and with the noise that recordings have. */
export interface FrameSource {
  /** Between two bounds, of `places` decimals, written as JavaScript writes it. */
  readonly decimal: (low: number, high: number, places: number) => number;
  /** `[PRICE,COUNT,AMOUNT]` */
  readonly priceRow: () => string;
  /** `[ORDER_ID,PRICE,AMOUNT]` */
  readonly orderRow: () => string;
  /** `[RATE,PERIOD,COUNT,AMOUNT]` */
  readonly fundingRow: () => string;
  /** `[OFFER_ID,PERIOD,RATE,AMOUNT]` */
  readonly offerRow: () => string;
  /** `[ID,MTS,AMOUNT,PRICE]` */
  readonly trade: () => string;
  /** `[ID,MTS,AMOUNT,RATE,PERIOD]` */
  readonly fundingTrade: () => string;
  /** The eleven columns of a trading ticker. */
  readonly ticker: () => string;
  /** The seventeen columns of a funding ticker. */
  readonly fundingTicker: () => string;
  /** The 32 columns of an order. */
  readonly order: () => string;
  /** A row list of some length. */
  readonly list: (row: () => string, longest: number) => string;
}

/** The same seed gives the same frames. */
export const createFrameSource = (random: () => number): FrameSource => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const decimal = (low: number, high: number, places: number): number =>
    Number((low + random() * (high - low)).toFixed(places));
  const sign = (): number => (random() < 0.5 ? -1 : 1);
  const price = (): number => decimal(50_000, 60_000, below(3));
  const amount = (): number => sign() * decimal(0.0001, below(3) === 0 ? 900 : 2, 8);
  // What the server adds up in floating point has digits that nobody wrote: 43.358118629999986.
  const sum = (): number => Array.from({ length: 5 }, () => decimal(0, 30_000, 8)).reduce((a, b) => a + b);
  const rate = (): number => decimal(0.00001, 0.003, 8);
  const mts = (): number => 1_618_677_543_829 + below(100_000_000);
  const row = (...cells: ReadonlyArray<number | null>): string => JSON.stringify(cells);
  let id = 86_143_754_888;

  return {
    decimal,
    priceRow: () => (random() < 0.3 ? row(price(), 0, sign()) : row(price(), 1 + below(12), amount())),
    orderRow: () => row((id += 1 + below(9)), random() < 0.3 ? 0 : decimal(40_000, 42_000, below(9)), amount()),
    fundingRow: () => row(rate(), 2 + below(119), below(5), amount()),
    offerRow: () => row((id += 1 + below(9)), 2 + below(119), random() < 0.3 ? 0 : rate(), amount()),
    trade: () => row((id += 1 + below(9)), mts(), amount(), price()),
    fundingTrade: () => row((id += 1 + below(9)), mts(), amount(), rate(), 2 + below(119)),
    ticker: () => {
      const [bid, change] = [price(), decimal(-900, 900, 1)];
      const today = [change, decimal(-0.1, 0.1, 4), price(), sum(), bid + 900, bid - 900];
      return row(bid, sum(), bid + decimal(0, 20, 1), sum(), ...today, null);
    },
    fundingTicker: () => {
      const best = [rate(), 30, sum(), rate(), 2, sum(), -rate(), decimal(-0.5, 0.5, 4), rate()];
      return row(random() / 1000, ...best, sum(), rate(), rate(), null, null, sum(), null);
    },
    order: () => {
      const made = mts();
      const [signed, at] = [amount(), price()];
      const types = ['EXCHANGE LIMIT', null, null, null, 4096, 'ACTIVE', null, null];
      const tail = [null, null, null, 0, 0, null, null, null, 'API>BFX', null, null, { aff_code: 'abc' }];
      const head = [(id += 1 + below(9)), null, made - 400, 'tBTCUSD', made - 400, made, signed, signed];
      return JSON.stringify([...head, ...types, at, 0, 0, 0, ...tail]);
    },
    list: (each, longest) => `[${Array.from({ length: below(longest + 1) }, each).join(',')}]`,
  };
};

/** Spoils texts: one or a few characters exchanged, taken out or put in, a piece doubled, or the end cut off. */
export const createMutator = (random: () => number): ((text: string) => string) => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const piece = (): string => PIECES[below(PIECES.length)] ?? '';
  const once = (text: string): string => {
    const at = below(text.length + 1);
    switch (below(6)) {
      case 0:
        return text.slice(0, at) + piece() + text.slice(at);
      case 1:
        return text.slice(0, at) + text.slice(at + 1 + below(3));
      case 2:
        return text.slice(0, at) + text.slice(Math.max(0, at - below(12)));
      case 3:
        return text.slice(0, below(8) === 0 ? at : text.length - below(3));
      default:
        return text.slice(0, at) + piece() + text.slice(at + 1);
    }
  };
  return (text) => {
    let spoilt = once(text);
    for (let more = below(3); more > 1; more--) spoilt = once(spoilt);
    return spoilt;
  };
};

const PIECES: ReadonlyArray<string> = [
  ...'0123456789[],.-+eE"{}: nN\t',
  ...['null', 'true', '""', '"hb"', '"te"', '"cs"', '"fte"', '[]', '[[', ']]', '00', '-0', '1.0', '1e5', '1E-7', 'NaN'],
  ...['9007199254740993', '123456789012345678901', '0.30000000000000004', '0.00000012', '{}', '\\u0031', '\uFEFF', '€'],
];
