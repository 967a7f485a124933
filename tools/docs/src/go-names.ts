/**
 * The exported names in the printed documentation of a Go package (`go doc`, as Markdown): constants, variables, functions,
 * types, and for types their methods, fields and interface methods as `Type.Name`.
 */
export const goNamesIn = (markdown: string): ReadonlyArray<string> => {
  const blocks = [...markdown.matchAll(/```go\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  return [...new Set(blocks.flatMap(namesOfBlock))];
};

const namesOfBlock = (block: string): ReadonlyArray<string> => {
  const method = /^func \(\w+ \*?(\w+)\) (\w+)\(/m.exec(block);
  if (method) return [`${method[1]}.${method[2]}`];
  const declared = /^(?:func|const|var|type) (\w+)/m.exec(block);
  if (declared === null) return /^(?:const|var) \(/.test(block) ? membersOf(block) : [];
  const name = declared[1] ?? '';
  return [name, ...membersOf(block).map((member) => (block.startsWith('type') ? `${name}.${member}` : member))];
};

/** The exported names that stand indented at the start of a line: constants of a group, fields, methods of an interface. */
const membersOf = (block: string): ReadonlyArray<string> =>
  [...block.matchAll(/^\t([A-Z]\w*)/gm)].map((match) => match[1] ?? '');
