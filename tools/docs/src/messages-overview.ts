import type { Definition } from './definitions.js';
import { fieldsOf, type Field } from './fields-of.js';
import { code, table } from './markdown.js';
import { isMessage } from './message-kinds.js';
import type { Sources } from './sources.js';

/** The heading of a definition: its file. */
export const titleOf = ({ file }: Definition): string => (file.split('/').at(-1) ?? '').replace('.ts', '');

/** The anchor of each definition's heading: headings of one text are told apart as Markdown does it. */
const anchorsOf = (
  definitions: ReadonlyArray<Definition>,
  lines: ReadonlyArray<string>,
): ReadonlyMap<Definition, string> => {
  const seen = new Map<string, number>();
  const anchors: string[] = [];
  for (const line of lines) {
    const [, depth, text = ''] = /^(#{2,4}) (.+)$/.exec(line) ?? [];
    if (depth === undefined) continue;
    const slug = text.toLowerCase().replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    if (depth === '###') anchors.push(count === 0 ? slug : `${slug}-${count}`);
  }
  return new Map(definitions.map((definition, at) => [definition, anchors[at] ?? '']));
};

const literalsOf = (fields: ReadonlyArray<Field>, ...names: ReadonlyArray<string>): string => {
  const texts = fields.filter(({ name }) => names.includes(name)).map(({ text }) => text);
  const literals = new Set(texts.flatMap((text) => text.match(/'[^']+'/g) ?? []));
  return [...literals].map((each) => code(each.slice(1, -1))).join(' ') || '–';
};

/** One line for each definition. `lines` are those of the page, which say where the sections are. */
export const overview = (
  sources: Sources,
  definitions: ReadonlyArray<Definition>,
  lines: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const anchors = anchorsOf(definitions, lines);
  return table(
    ['message', 'direction', '`type` or `event`', 'code', 'codecs', 'shown by'],
    definitions.flatMap((definition) => {
      if (definition.direction === 'both') return [];
      const { types, rows, objects, direction, wire } = definition;
      const fields = types.flatMap((type) => {
        const own = fieldsOf(sources, type.name);
        return isMessage(type, own) ? own : [];
      });
      const cells = [
        `[${titleOf(definition)}](#${anchors.get(definition) ?? ''})`,
        direction,
        definition.folder === 'inputs' ? '–' : literalsOf(fields, 'type', 'event'),
        literalsOf(fields, 'code'),
        [...rows, ...objects].map(({ name }) => code(name)).join(' ') || '–',
        wire.frames.length > 0 ? 'a frame' : 'the layout alone',
      ];
      return [cells];
    }),
  );
};
