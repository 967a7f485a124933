/** What is wrong with a piece of data, and where: a path such as `timeline[3].fault.ms`. */
interface Flaw {
  readonly path: string;
  /** Goes on where the path ends: "must be …". */
  readonly reason: string;
}

/** Finds the first flaw of a value; null where there is none. */
export type Check = (value: unknown, path: string) => Flaw | null;

/** The fields of an object; a name that ends in '?' may be absent. Any other field is a flaw. */
export type Shape = Readonly<Record<string, Check>>;

type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is an object with named fields. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Accepts by a test; says what was expected otherwise. */
export const expecting =
  (expected: string, accepts: (value: unknown) => boolean): Check =>
  (value, path) =>
    accepts(value) ? null : { path, reason: `must be ${expected}, not ${shown(value)}` };

/** Accepts one of these texts or numbers. */
export const oneOf = (...known: ReadonlyArray<string | number>): Check =>
  expecting(`one of ${known.join(', ')}`, (value) => known.some((each) => each === value));

/** Accepts an integer within bounds. */
export const whole = (least: number, most: number): Check =>
  expecting(
    `an integer from ${least} to ${most}`,
    (value) => typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most,
  );

/** Accepts a text, also an empty one. */
export const text: Check = expecting('a text', (value) => typeof value === 'string');

/** Accepts an object with the fields of the shape and no other. */
export const object =
  (shape: Shape): Check =>
  (value, path) => {
    if (!isFields(value)) return { path, reason: `must be an object, not ${shown(value)}` };
    const stray = Object.keys(value).find((name) => !Object.hasOwn(shape, name) && !Object.hasOwn(shape, `${name}?`));
    if (stray !== undefined) return { path: joined(path, stray), reason: `is not known; known: ${namesOf(shape)}` };
    for (const [written, check] of Object.entries(shape)) {
      const name = nameOf(written);
      const given = Object.hasOwn(value, name) ? value[name] : undefined;
      if (given === undefined && name !== written) continue;
      if (given === undefined) return { path: joined(path, name), reason: 'is missing' };
      const flaw = check(given, joined(path, name));
      if (flaw) return flaw;
    }
    return null;
  };

/** Accepts a list whose members are all accepted. */
export const listOf =
  (check: Check): Check =>
  (value, path) => {
    if (!Array.isArray(value)) return { path, reason: `must be a list, not ${shown(value)}` };
    for (const [place, each] of value.entries()) {
      const flaw = check(each, `${path}[${place}]`);
      if (flaw) return flaw;
    }
    return null;
  };

/** Accepts what one of the checks accepts; else the flaw that the last one finds. */
export const either =
  (...checks: ReadonlyArray<Check>): Check =>
  (value, path) => {
    let flaw: Flaw | null = null;
    for (const check of checks) {
      flaw = check(value, path);
      if (!flaw) return null;
    }
    return flaw;
  };

/** The path of a field of the object at this path. */
export const joined = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

const nameOf = (written: string): string => (written.endsWith('?') ? written.slice(0, -1) : written);
const namesOf = (shape: Shape): string => Object.keys(shape).map(nameOf).join(', ');

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return JSON.stringify(value).slice(0, 60);
};
