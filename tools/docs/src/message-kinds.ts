import type { Named } from './definitions.js';
import { fieldsOf, type Field } from './fields-of.js';
import { code, table } from './markdown.js';
import type { Sources } from './sources.js';

/** `type` or `event`; of what is sent on channel 0, `code`: there `type` may be a field like any other. */
const discriminantOf = (fields: ReadonlyArray<Field>): Field | undefined => {
  const code = fields.find(({ name, text }) => name === 'code' && /^'\w+'$/.test(text));
  const isReceived = fields.some(({ name }) => name === 'seq');
  return (isReceived ? undefined : code) ?? fields.find(({ name }) => name === 'type' || name === 'event');
};

/** Whether a type is a message, or a part that is told apart by one of the words of the wire. */
export const isMessage = ({ name }: Named, fields: ReadonlyArray<Field>): boolean =>
  /(?:Message|Request|Input)$/.test(name) || /^'[^']+'(?: \| '[^']+')*$/.test(discriminantOf(fields)?.text ?? '');

/** What every array from the server carries. */
const COMMON = new Set(['chanId', 'spec', 'seq', 'accountSeq', 'serverTime']);

/** What the messages among some types mean and carry. */
export const messageTable = (sources: Sources, types: ReadonlyArray<Named>): ReadonlyArray<string> => {
  const rows = types.flatMap((type) => {
    const fields = fieldsOf(sources, type.name);
    if (!isMessage(type, fields)) return [];
    const kind = discriminantOf(fields);
    const isFrame = fields.some(({ name }) => name === 'seq');
    const carried = fields.filter((field) => field !== kind && !(isFrame && COMMON.has(field.name)));
    const list = carried.map(
      ({ name, isOptional, text, doc }) =>
        `${code(`${name}${isOptional ? '?' : ''}: ${text}`)}${doc === '' ? '' : ` ${doc}`}`,
    );
    return [[code(type.name), kind === undefined ? '–' : code(kind.text), type.doc, list.join('<br>') || '–']];
  });
  return rows.length === 0 ? [] : table(['type', 'discriminant', 'meaning', 'carries'], rows);
};
