import type { IHorzScaleBehavior, TickMarkWeightValue } from 'lightweight-charts';
import { roundStep } from './depth-curve.js';
import { grouped } from './format.js';

/** A horizontal axis of prices whose labels are round and equally far apart. */
export interface PriceScale {
  readonly behaviour: IHorzScaleBehavior<number>;
  /** Digits behind the point of the labels. */
  readonly decimals: () => number;
  readonly setDecimals: (decimals: number) => void;
  /** The distance of two labels. True: it is another one, and the points have to be set anew. */
  readonly setStep: (step: number) => boolean;
}

/** The distance of two labels, as a price: a round one, and on a picture so wide with so many points no less than `room` pixels. */
export const labelStep = (pointStep: number, points: number, width: number, room: number): number =>
  roundStep(pointStep * (Math.ceil((room * points) / Math.max(1, width)) + 1));

/** 1 for a price that has a label; 0 for those between. */
export const priceWeight = (price: number, step: number): 0 | 1 => {
  const steps = price / step;
  return Math.abs(steps - Math.round(steps)) < 1e-6 ? 1 : 0;
};

/** The library's own axis of prices knows whole numbers alone, and puts labels of small prices anywhere. */
export const createPriceScale = (): PriceScale => {
  let decimals = 0;
  let step = 1;
  let options: ReturnType<IHorzScaleBehavior<number>['options']>;
  const textOf = (price: number): string => grouped(price, decimals);
  // Prices are what the library stores as they are; its types do not tell.
  const behaviour = {
    options: () => options,
    setOptions: (next: typeof options) => void (options = next),
    preprocessData: () => undefined,
    updateFormatter: () => undefined,
    createConverterToInternalObj: () => (price: number) => price,
    key: (price: number) => price,
    cacheKey: (price: number) => price,
    convertHorzItemToInternal: (price: number) => price,
    formatHorzItem: textOf,
    // The library fills what is free at both ends.
    formatTickmark: ({ time }: { readonly time: number }) => (priceWeight(time, step) === 1 ? textOf(time) : ''),
    // Above all there are: none is bold.
    maxTickMarkWeight: () => 2 as TickMarkWeightValue,
    fillWeightsForPoints: (points: ReadonlyArray<{ readonly time: number; timeWeight: number }>, from: number) => {
      for (const point of points.slice(from)) point.timeWeight = priceWeight(point.time, step);
    },
  } as unknown as IHorzScaleBehavior<number>;
  return {
    behaviour,
    decimals: () => decimals,
    setDecimals: (next) => void (decimals = next),
    setStep: (next) => {
      const isNew = next !== step;
      step = next;
      return isNew;
    },
  };
};
