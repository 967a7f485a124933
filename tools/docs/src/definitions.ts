import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RowCodec } from '@bitfinex-ws/protocol';
import { fieldsOf } from './fields-of.js';
import { MODULES } from './modules.js';
import { declared, docOf, fileOf, standsFor, typeDocOf, type Sources } from './sources.js';
import { rowsIn, wireComment, type WireComment } from './wire-comment.js';

const PACKAGE = '@bitfinex-ws/protocol';

/** Who says it: the server, the client, or (of words within messages) both. */
type Direction = 'in' | 'out' | 'both';

/** One exported name of a definition file, with what its doc comment says. */
export interface Named {
  readonly name: string;
  readonly doc: string;
}

/** The codec of a row and where its value is declared. */
export interface RowDefinition extends Named {
  readonly codec: RowCodec<unknown>;
}

/** What the codecs of events and requests can do, and those of inputs besides: `write` answers why one can not be sent. */
type ObjectCodec =
  | { readonly name: string; readonly read: (raw: unknown) => unknown }
  | {
      readonly name: string;
      readonly read: (raw: unknown) => unknown;
      readonly write: (input: unknown) => unknown;
    };

/** The codec of an event, a request or an input: whatever can `read` and is not the codec of a row. */
interface ObjectDefinition extends Named {
  readonly codec: ObjectCodec;
}

/** One file that defines a message. */
export interface Definition {
  /** From the root. */
  readonly file: string;
  /** The folder in src: channels, events, account, requests, inputs, words. */
  readonly folder: string;
  readonly direction: Direction;
  readonly wire: WireComment;
  readonly rows: ReadonlyArray<RowDefinition>;
  readonly objects: ReadonlyArray<ObjectDefinition>;
  /** Types that are not the value of a codec. */
  readonly types: ReadonlyArray<Named>;
  readonly functions: ReadonlyArray<Named>;
}

const OUTBOUND = new Set(['requests', 'inputs']);

const directionOf = (folder: string): Direction => {
  if (folder === 'words') return 'both';
  return OUTBOUND.has(folder) ? 'out' : 'in';
};

const has = (value: unknown, ...methods: ReadonlyArray<string>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  methods.every((method) => typeof (value as Readonly<Record<string, unknown>>)[method] === 'function');

/** Whether an exported value is the codec of a row. */
export const isRowCodec = (value: unknown): value is RowCodec<unknown> =>
  has(value, 'columns', 'read', 'readAll', 'encode');

const isObjectCodec = (value: unknown): value is ObjectCodec => has(value, 'read', 'encode') && !isRowCodec(value);

/** Every file behind the entry point of protocol whose first comment shows a message on the wire. */
export const definitionsIn = (sources: Sources): ReadonlyArray<Definition> => {
  const files = new Map<string, string[]>();
  for (const [name, symbol] of sources.exportsOf(PACKAGE)) {
    const file = fileOf(sources, symbol);
    files.set(file, [...(files.get(file) ?? []), name]);
  }
  return [...files].flatMap(([file, names]) => {
    const wire = wireComment(readFileSync(path.join(sources.root, file), 'utf8'));
    return wire === null ? [] : [definitionOf(sources, file, names, wire)];
  });
};

/** Messages without a layout of their own: interfaces with one literal `type`, of files that show nothing on the wire. */
export const messagesBesides = (sources: Sources): ReadonlyArray<Named> => {
  const defined = new Set(definitionsIn(sources).map(({ file }) => file));
  return [...sources.exportsOf(PACKAGE).values()]
    .filter((symbol) => symbol.name.endsWith('Message') && !defined.has(fileOf(sources, symbol)))
    .filter((symbol) =>
      /^'[^']+'$/.test(fieldsOf(sources, symbol.name).find(({ name }) => name === 'type')?.text ?? ''),
    )
    .map((symbol) => ({ name: symbol.name, doc: typeDocOf(sources, symbol) }));
};

const definitionOf = (sources: Sources, file: string, names: ReadonlyArray<string>, wire: WireComment): Definition => {
  const exported = sources.exportsOf(PACKAGE);
  const values = MODULES['protocol'] ?? {};
  const folder = path.basename(path.dirname(file));
  const symbols = names.flatMap((name) => exported.get(name) ?? []);
  const inOrder = [...symbols].sort((a, b) => positionOf(sources, a) - positionOf(sources, b));
  const named = inOrder.map((symbol) => ({
    symbol,
    name: symbol.name,
    value: values[symbol.name],
    isType: standsFor(sources, symbol).type,
  }));
  return {
    file,
    folder,
    direction: directionOf(folder),
    wire,
    rows: named.flatMap(({ symbol, name, value }) =>
      isRowCodec(value) ? [{ name, codec: value, doc: typeDocOf(sources, symbol) }] : [],
    ),
    objects: named.flatMap(({ symbol, name, value }) =>
      isObjectCodec(value) ? [{ name, codec: value, doc: typeDocOf(sources, symbol) }] : [],
    ),
    types: named.flatMap(({ symbol, name, value, isType }) =>
      isType && !isRowCodec(value) ? [{ name, doc: typeDocOf(sources, symbol) }] : [],
    ),
    functions: named.flatMap(({ symbol, name, value }) =>
      typeof value === 'function' ? [{ name, doc: docOf(sources, symbol) }] : [],
    ),
  };
};

const positionOf = (sources: Sources, symbol: Parameters<typeof declared>[1]): number =>
  declared(sources, symbol).declarations?.[0]?.pos ?? 0;

/** The frame of the file that has a row of this codec in it, and the row: the one that fits the table of columns best. */
export const frameOf = (
  { wire }: Definition,
  { codec }: RowDefinition,
): { readonly frame: string; readonly row: ReadonlyArray<unknown> } | null => {
  const width = Math.max(0, ...codec.columns().map(({ index }) => index + 1));
  // Rows may end in columns without a name, which are null.
  const farOff = (row: ReadonlyArray<unknown>): number => {
    const filled = row.reduce<number>((last, cell, index) => (cell === null ? last : index + 1), 0);
    return Math.min(Math.abs(row.length - width), Math.abs(filled - width));
  };
  const fitting = wire.frames
    .flatMap((frame) => rowsIn(frame).map((row) => ({ frame, row })))
    .filter(({ frame, row }) => JSON.stringify(row) !== frame && codec.decode(row)._tag === 'Right')
    .sort((a, b) => farOff(a.row) - farOff(b.row));
  return fitting[0] ?? null;
};
