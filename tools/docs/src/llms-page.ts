import { readFileSync } from 'node:fs';
import path from 'node:path';
import { examplesIn, firstParagraph, guidesIn, titleOf } from './guides.js';
import { readPage } from './pages-text.js';
import { packagesIn } from './repository.js';

const entry = (title: string, file: string, about: string): string => `- [${title}](${file}): ${about}`;

const section = (title: string, lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];

/** In the order of the README's table, which is that of picking. */
const packageLines = (root: string, readme: string): ReadonlyArray<string> => {
  const place = (name: string): number => readme.indexOf(`| [\`${name}\`]`);
  return [...packagesIn(root)]
    .sort((a, b) => place(a.name) - place(b.name))
    .map(({ short, name, entries }) => {
      const manifest = readFileSync(path.join(root, 'packages', short, 'package.json'), 'utf8');
      const { description } = JSON.parse(manifest) as { readonly description: string };
      const others = entries.filter(({ specifier }) => specifier !== name).map(({ specifier }) => specifier);
      const also = others.length === 0 ? '' : ` Also ${others.join(', ')}.`;
      return entry(name, `packages/${short}/README.md`, `${description}.${also}`);
    });
};

/** llms.txt: what there is to read here, each in a line, in the form of llmstxt.org. */
export const llmsPage = (root: string): string => {
  const readme = readPage(root, 'README.md');
  const guides = guidesIn(root);
  const linesOf = (wanted: string): ReadonlyArray<string> =>
    guides.filter(({ group }) => group === wanted).map(({ title, file, about }) => entry(title, file, about));
  const groups = [...new Set(guides.map(({ group }) => group))].filter((group) => group !== 'Project');
  const examples = examplesIn(root).map(({ title, file, about }) => entry(title, file, about));
  return [
    `# ${titleOf(readme)}`,
    '',
    `> ${firstParagraph(readme)}`,
    '',
    'Errors are values: `Either` from pure code, `Promise<Either<…>>` from calls that take time. [README.md](README.md) has ten lines of use.',
    ...groups.flatMap((group) => section(group, linesOf(group))),
    ...section('Packages', packageLines(root, readme)),
    ...section('Examples', examples),
    // The form's own word for what may be left out by who has little room: here, what is about the repository itself.
    ...section('Optional', linesOf('Project')),
    '',
  ].join('\n');
};
