// The guides of the site, in their order and their groups (guides.json). A pattern takes what is not named elsewhere.
import fs from 'node:fs';
import path from 'node:path';

const groups = JSON.parse(fs.readFileSync('tools/site/guides.json', 'utf8'));
const named = new Set(groups.flatMap(({ pages }) => pages.map(({ file }) => file)));

const filesOf = (pattern) => {
  if (!pattern.endsWith('/*.md')) return fs.existsSync(pattern) ? [pattern] : [];
  const folder = path.posix.dirname(pattern);
  if (!fs.existsSync(folder)) return [];
  const files = fs.readdirSync(folder).map((name) => `${folder}/${name}`);
  return files.filter((file) => file.endsWith('.md') && !named.has(file)).sort();
};

const titleOf = (file) => /^# (.+)$/m.exec(fs.readFileSync(file, 'utf8'))?.[1]?.replaceAll(/[`*]/g, '') ?? file;

/** Every guide: { file, group, title, short }; `short` names those that the front page leads to. */
export const guides = groups.flatMap(({ group, pages }) =>
  pages.flatMap(({ file: pattern, title, short }) =>
    filesOf(pattern).map((file) => ({ file, group, title: title ?? titleOf(file), short })),
  ),
);
