import type { WireObject } from '../fields.js';
import { sampleOf } from '../sample.js';
import { defined } from './defined.js';
import type { InputChecks } from './input-checks.js';
import type { InputFields } from './input-fields.js';

/** What else an order carries. https://docs.bitfinex.com/reference/ws-auth-input-order-new */
export interface OrderMeta {
  /** Affiliate code, `aff_code`. */
  readonly affCode?: string;
  /** Whether a hidden order shows itself once it was hit, `make_visible`. */
  readonly makeVisible?: boolean;
  /** Whether an order is cancelled rather than matched with another of the same account, `protect_selfmatch`. */
  readonly protectSelfmatch?: boolean;
  /** Keys of your own, sent and read as they are. One of the three above belongs above, or nowhere. */
  readonly other?: Readonly<Record<string, unknown>>;
}

/** Reads the meta of an order. What does not look as the documentation says, `other` keeps. */
export const readMeta = (f: InputFields): OrderMeta | undefined => {
  if (!f.isSent('meta')) return undefined;
  const { aff_code, make_visible, protect_selfmatch, ...rest } = f.object('meta');
  const affCode = typeof aff_code === 'string' ? aff_code : undefined;
  const makeVisible = bitOf(make_visible);
  const protectSelfmatch = bitOf(protect_selfmatch);
  const other = {
    ...rest,
    ...defined({
      aff_code: affCode === undefined ? aff_code : undefined,
      make_visible: makeVisible === undefined ? make_visible : undefined,
      protect_selfmatch: protectSelfmatch === undefined ? protect_selfmatch : undefined,
    }),
  };
  const isEmpty = Object.keys(other).length === 0;
  return defined({ affCode, makeVisible, protectSelfmatch, other: isEmpty ? undefined : other });
};

/** Writes the meta of an order: the keys of the caller, and the three that have a name. */
export const writeMeta = (meta: OrderMeta | undefined, c: InputChecks): WireObject | undefined => {
  if (meta === undefined) return undefined;
  if (typeof meta !== 'object' || (meta as unknown) === null) {
    c.fail({ _tag: 'BadText', field: 'meta', text: sampleOf(meta), expected: 'an object such as { affCode: "x" }' });
    return undefined;
  }
  c.known(meta, META, 'meta.');
  const { affCode, makeVisible, protectSelfmatch, other = {} } = meta;
  const named = defined({
    aff_code: affCode,
    make_visible: bit(makeVisible),
    protect_selfmatch: bit(protectSelfmatch),
  });
  for (const [key, field] of NAMED) {
    if (Object.hasOwn(named, key) && Object.hasOwn(other, key)) {
      c.fail({ _tag: 'Conflict', field: `meta.${field}`, other: `meta.other.${key}` });
    }
  }
  const free = Object.entries(other).map(([key, value]) => [key, c.json(`meta.other.${key}`, value)] as const);
  return { ...Object.fromEntries(free), ...named };
};

const META = ['affCode', 'makeVisible', 'protectSelfmatch', 'other'];
const NAMED = [
  ['aff_code', 'affCode'],
  ['make_visible', 'makeVisible'],
  ['protect_selfmatch', 'protectSelfmatch'],
] as const;

const bitOf = (value: unknown): boolean | undefined => {
  if (value === 1 || value === true) return true;
  return value === 0 || value === false ? false : undefined;
};

const bit = (value: boolean | undefined): number | undefined => (value === undefined ? undefined : value ? 1 : 0);
