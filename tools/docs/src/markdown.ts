const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();

/** A table. Cells are written in one line each, whatever they hold. */
export const table = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<string> => {
  const line = (cells: ReadonlyArray<string>): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
};

/** Code within a line. */
export const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** A block of code. */
export const block = (language: string, lines: ReadonlyArray<string>): ReadonlyArray<string> => [
  `\`\`\`${language}`,
  ...lines,
  '```',
  '',
];

/** What every derived page begins with. */
export const derived = (title: string, ...from: ReadonlyArray<string>): ReadonlyArray<string> => [
  `# ${title}`,
  '',
  '<!-- Written by `npm run docs`. Edit the definitions, not this page: a test compares it with them. -->',
  '',
  ...from,
  '',
];
