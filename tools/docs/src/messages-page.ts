import {
  explainDecodeError,
  explainInputError,
  type Column,
  type DecodeError,
  type InputError,
} from '@bitfinex-ws/protocol';
import { definitionsIn, frameOf, messagesBesides, type Definition, type RowDefinition } from './definitions.js';
import { block, code, derived, table } from './markdown.js';
import { fieldsOf, type Field } from './fields-of.js';
import { messageTable } from './message-kinds.js';
import { overview, titleOf } from './messages-overview.js';
import type { Sources } from './sources.js';
import { unitOf } from './units.js';

/** What each folder of definitions holds, in the order of the page. */
const GROUPS: ReadonlyArray<readonly [folder: string, title: string, what: string]> = [
  ['events', 'Events', 'JSON objects from the server, told apart by `event`.'],
  [
    'channels',
    'Public channels',
    'Arrays from the server: `[CHAN_ID, PAYLOAD]` or `[CHAN_ID, TAG, PAYLOAD]`, then the trailers.',
  ],
  ['account', 'Account', 'Arrays from the server on channel 0: `[0, CODE, PAYLOAD]`, then the trailers.'],
  ['requests', 'Requests', 'JSON objects to the server, on any connection.'],
  [
    'inputs',
    'Inputs',
    'Arrays to the server on channel 0: `[0, CODE, null, BODY]`, on a connection that has logged in.',
  ],
  [
    'words',
    'Words',
    'Texts within messages that have a grammar of their own. They are read into data, and written again.',
  ],
];

const PREFACE = [
  'Every message of the protocol, in both directions, as the codecs of `@bitfinex-ws/protocol` read and write it.',
  '',
  '- **column**: the documentation’s name; **property**: that of the decoded value; **#**: its index in the row.',
  "- **kind**: `decimal` is a number of any kind and `id` a whole one that names something; both are text with `numbers: 'text'`.",
  '  `integer` is a whole number, `time` is ms since 1970, `flag` is 0 or 1 and becomes a boolean, `meta` is an object. Numeric text is',
  '  read as a number everywhere.',
  '- **null**: whether null may stand there. What is null, or may be left out and is, becomes null: never 0, "" or false.',
  '- A row may be longer than its table: appended columns are ignored. A column that is missing or holds something else makes',
  '  the frame a `Left` that names it; the samples below are what the codecs themselves say. Nothing is thrown.',
  '- Every message that comes as an array carries `chanId`, those of public channels `spec`, and the trailers `seq`, `accountSeq`,',
  '  `serverTime`: null where the flag is off. In the overview `in` is from the server, `out` to it.',
  '- `N` in a type is the number mode. “The layout alone”: the documentation describes it, no frame of it was seen.',
];

/** The documentation's spelling: bidSize is BID_SIZE. */
const upper = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

const nullness = ({ nullable, optional }: Column): string => {
  if (optional) return 'null, or not sent';
  return nullable ? 'or null' : 'never';
};

/** `${codec}.${property}` of every column with an unknown unit. A test wants this empty. */
export const columnsWithoutUnit = (sources: Sources): ReadonlyArray<string> =>
  definitionsIn(sources).flatMap(({ rows }) =>
    rows.flatMap(({ name, codec, doc }) => {
      const fields = fieldsOf(sources, name);
      return codec
        .columns()
        .filter((column) => unitOf(name, column, docFor(fields, column), doc) === '?')
        .map(({ property }) => `${name}.${property}`);
    }),
  );

const docFor = (fields: ReadonlyArray<Field>, { property }: Column): string =>
  fields.find(({ name }) => name === property)?.doc ?? '';

/** What the codec itself says of an empty row, and of the row with an object where its first column should be. */
const wrongRow = ({ codec }: RowDefinition, row: ReadonlyArray<unknown> | null): ReadonlyArray<string> => {
  const first = Math.min(...codec.columns().map(({ index }) => index));
  const bad = row?.map((cell, index) => (index === first ? {} : cell)) ?? 'x';
  return [[], bad].flatMap((each) => {
    const read = codec.read(each);
    return read._tag === 'Left' ? [`${code(read.left._tag)} ${code(explainDecodeError(read.left))}`] : [];
  });
};

const wrong = (said: ReadonlyArray<string>): ReadonlyArray<string> =>
  said.length === 0 ? [] : [`When it is wrong: ${said.join(' · ')}`, ''];

const columnTable = (sources: Sources, row: RowDefinition): ReadonlyArray<string> => {
  const fields = fieldsOf(sources, row.name);
  const columns = [...row.codec.columns()].sort((a, b) => a.index - b.index);
  return table(
    ['#', 'column', 'property', 'kind', 'null', 'unit', 'meaning'],
    columns.map((column) => {
      const doc = docFor(fields, column);
      const { index, name, property, kind } = column;
      const unit = unitOf(row.name, column, doc, row.doc);
      return [String(index), upper(name), code(property), kind, nullness(column), unit, doc];
    }),
  );
};

/** The codec before it whose columns it has, every one of them null or not sent; undefined where there is none. */
const fullOf = ({ rows }: Definition, { name, codec }: RowDefinition): RowDefinition | undefined => {
  const named = (columns: ReadonlyArray<Column>): string =>
    JSON.stringify(columns.map(({ index, property }) => [index, property]));
  const isSparse = codec.columns().every(({ optional }) => optional);
  return rows.find(
    (other) => isSparse && other.name !== name && named(other.codec.columns()) === named(codec.columns()),
  );
};

const rowSection = (sources: Sources, definition: Definition, row: RowDefinition): ReadonlyArray<string> => {
  const full = fullOf(definition, row);
  const found = frameOf(definition, row);
  return [
    `#### ${row.name}`,
    '',
    row.doc,
    '',
    ...(full === undefined
      ? columnTable(sources, row)
      : [`The columns of ${code(full.name)}, each of which may be null or not sent.`, '']),
    ...(found === null ? [] : ['A frame with it:', '', ...block('json', [found.frame])]),
    ...wrong(wrongRow(row, found?.row ?? null)),
  ];
};

const makers = (sources: Sources, { functions, direction }: Definition): ReadonlyArray<string> =>
  direction === 'in' || functions.length === 0
    ? []
    : table(
        ['function', 'what it does'],
        functions.map(({ name, doc }) => [code(name), doc]),
      );

/** What the codecs say of a frame of which nothing but its name, or its code, is left. */
const wrongObject = ({ objects, wire }: Definition): ReadonlyArray<string> => {
  const frames = wire.frames.map((frame) => JSON.parse(frame) as unknown);
  const said = objects.flatMap(({ codec }) => {
    const answer = codec.read(emptied(frames.find((raw) => !isLeft(codec.read(raw)))));
    return isLeft(answer) ? [`${code(answer.left._tag)} ${code(explainDecodeError(answer.left))}`] : [];
  });
  return [...wrong(said), ...unsendable(objects)];
};

/** What the codec of an input says of one of which nothing is set: it is not sent. */
const unsendable = (objects: Definition['objects']): ReadonlyArray<string> => {
  const said = objects.flatMap(({ codec }) => {
    const answer = 'write' in codec ? codec.write({ code: codec.name }) : null;
    return isLeft<InputError>(answer) ? [`${code(answer.left._tag)} ${code(explainInputError(answer.left))}`] : [];
  });
  return said.length === 0 ? [] : [`Where nothing of it is set, it is not sent: ${said.join(' · ')}`, ''];
};

const emptied = (raw: unknown): unknown =>
  Array.isArray(raw) ? [...(raw as ReadonlyArray<unknown>).slice(0, 3), {}] : { event: eventOf(raw) };

const eventOf = (raw: unknown): unknown => (raw as Readonly<Record<string, unknown>> | undefined)?.['event'];

const isLeft = <A = DecodeError>(answer: unknown): answer is { readonly left: A } =>
  (answer as { readonly _tag?: unknown } | null)?._tag === 'Left';

const SPOKEN = { in: 'Server → client', out: 'Client → server', both: 'Both ways' } as const;

const section = (sources: Sources, definition: Definition): ReadonlyArray<string> => {
  const { file, wire, rows, direction } = definition;
  return [
    `### ${titleOf(definition)}`,
    '',
    `${SPOKEN[direction]} · ${wire.links.join(' · ')} · ${code(file)}`,
    '',
    ...block('text', wire.layout),
    ...wire.remarks.flatMap((remark) => [remark, '']),
    ...messageTable(sources, definition.types),
    ...makers(sources, definition),
    ...rows.flatMap((row) => rowSection(sources, definition, row)),
    ...wrongObject(definition),
  ];
};

/** The groups in the order of the page, those that this page does not know yet at the end. */
const groupsOf = (definitions: ReadonlyArray<Definition>): typeof GROUPS => {
  const known = new Set(GROUPS.map(([folder]) => folder));
  const others = new Set(definitions.map(({ folder }) => folder).filter((folder) => !known.has(folder)));
  return [...GROUPS, ...[...others].map((folder) => [folder, folder, ''] as const)];
};

/** The page of all messages. */
export const messagesPage = (sources: Sources): string => {
  const found = definitionsIn(sources);
  const groups = groupsOf(found).map(([folder, title, what]) => {
    const own = found.filter((definition) => definition.folder === folder);
    return { title, what, own };
  });
  const inOrder = groups.flatMap(({ own }) => own);
  const sections = groups.flatMap(({ title, what, own }) =>
    own.length === 0 ? [] : [`## ${title}`, '', what, '', ...own.flatMap((each) => section(sources, each))],
  );
  return [
    ...derived('Messages', ...PREFACE),
    ...overview(sources, inOrder, sections),
    ...sections,
    '## Whatever the channel',
    '',
    'What a decoder says where no definition above applies.',
    '',
    ...messageTable(sources, messagesBesides(sources)),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
};
