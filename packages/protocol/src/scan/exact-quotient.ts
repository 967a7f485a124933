/** 10^exponent, exact, for exponents from 0 to 22: the powers that a double holds. */
export const powerOfTen = (exponent: number): number => POWERS_OF_TEN[exponent] ?? 1;

const POWERS_OF_TEN: Float64Array = /* @__PURE__ */ Float64Array.from({ length: 23 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/** The upper 26 bits of a double (Veltkamp): products of two such are exact. */
const upper = (value: number): number => {
  const spread = value * SPLITTER;
  return spread - (spread - value);
};
const SPLITTER = 2 ** 27 + 1;

/** What a · b loses when it is rounded to `product` (Dekker); exact. */
const lost = (a: number, b: number, product: number): number => {
  const aHigh = upper(a);
  const bHigh = upper(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
};

/** 1/10^scale as the unevaluated sum of two doubles, four to a scale: the greater, its upper and lower half, the smaller. */
const RECIPROCALS: Float64Array = /* @__PURE__ */ Float64Array.from({ length: 4 * 23 }, (_, index) => {
  const power = Number(`1e${index >> 2}`);
  const high = 1 / power;
  const half = upper(high);
  const product = power * high;
  return [high, half, high - half, (1 - product - lost(power, high, product)) / power][index & 3] ?? 0;
});

/**
 * The double nearest to (head · 10^tailDigits + tail) / 10^scale, or NaN where that is too near to the middle of two
 * doubles to be told by these means: once in some 2^40 numbers. `head` and `tail` are below 1e9, `tailDigits` is at most
 * 9 and `scale` at most 22.
 *
 * Mantissa and 10^-scale are each held as the unevaluated sum of two doubles, and what their product loses to rounding is
 * added as a correction (Dekker). No rounding is trusted unless both ends of the error bound round alike.
 */
export const exactQuotient = (head: number, tail: number, tailDigits: number, scale: number): number => {
  // 30 bits times 5^9 (21 bits) times a power of two: exact.
  const front = head * powerOfTen(tailDigits);
  const high = front + tail;
  const low = tail - (high - front);
  const at = scale << 2;
  const factor = RECIPROCALS[at] ?? 0;
  const factorHigh = RECIPROCALS[at + 1] ?? 0;
  const factorLow = RECIPROCALS[at + 2] ?? 0;
  const product = high * factor;
  const highHigh = upper(high);
  const highLow = high - highHigh;
  const correction =
    highHigh * factorHigh -
    product +
    highHigh * factorLow +
    highLow * factorHigh +
    highLow * factorLow +
    (high * (RECIPROCALS[at + 3] ?? 0) + low * factor);
  const bound = product * ERROR_BOUND;
  const value = product + (correction - bound);
  return value === product + (correction + bound) ? value : Number.NaN;
};

/** The parts left out are some 2^-104 of the product; this is 2^7 times that. */
const ERROR_BOUND = 2 ** -97;
