import type { DecimalError } from '@bitfinex-ws/protocol';

/** What the exchange says of one pair. Decimals are texts; null: not said. */
export interface PairLimit {
  /** The least that may be ordered, in base currency. */
  readonly minOrderSize: string | null;
  /** The most that may be ordered, in base currency. */
  readonly maxOrderSize: string | null;
  /** What a margin order binds at least, a fraction of its value. */
  readonly initialMargin: string | null;
  /** What a margin position needs to live on, a fraction of its value. */
  readonly minMargin: string | null;
}

/** What the exchange says of its pairs, by symbol: tBTCUSD. Given by the user; `pairLimitsOf` reads it from REST. */
export type PairLimits = ReadonlyMap<string, PairLimit>;

/** Why a price or an amount is refused before it leaves. `field` names it: price, price_aux_limit, amount … */
export type CheckError =
  | { readonly _tag: 'BadNumber'; readonly field: string; readonly reason: DecimalError }
  | { readonly _tag: 'PriceNotPositive'; readonly field: string; readonly text: string }
  /** More than five significant digits, which the exchange would cut. `rounded` is what would be accepted. */
  | {
      readonly _tag: 'PriceTooFine';
      readonly field: string;
      readonly text: string;
      readonly digits: number;
      readonly limit: number;
      readonly rounded: string;
    }
  | { readonly _tag: 'AmountZero'; readonly field: string; readonly text: string }
  /** More than eight decimals, which the exchange would round. `rounded`, towards zero, is what would be accepted; null: 0 is left. */
  | {
      readonly _tag: 'AmountTooFine';
      readonly field: string;
      readonly text: string;
      readonly decimals: number;
      readonly limit: number;
      readonly rounded: string | null;
    }
  | {
      readonly _tag: 'AmountTooSmall';
      readonly field: string;
      readonly symbol: string;
      readonly text: string;
      readonly minOrderSize: string;
    }
  | {
      readonly _tag: 'AmountTooLarge';
      readonly field: string;
      readonly symbol: string;
      readonly text: string;
      readonly maxOrderSize: string;
    };

/** An amount that may leave. `NotChecked` says that nobody knows the pair's limits: none were given, or not for this pair. */
export type AmountVerdict =
  | { readonly _tag: 'Checked'; readonly text: string; readonly limit: PairLimit }
  | { readonly _tag: 'NotChecked'; readonly text: string; readonly why: 'noLimits' | 'unknownPair' };

/** Why an answer of the exchange could not be read as pair limits. `at` is the place of the row, null: of the whole. */
export interface PairLimitsError {
  readonly _tag: 'BadPairLimits';
  readonly at: number | null;
  readonly expected: string;
}
