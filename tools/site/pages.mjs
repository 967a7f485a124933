// What the site is made of besides the docstrings: the guides and the examples, as tools/docs lists them.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const outfile = path.resolve('.cache/site-pages/guides.mjs');
await build({
  entryPoints: ['tools/docs/src/guides.ts'],
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  logLevel: 'warning',
});
const { examplesIn, guidesIn } = await import(pathToFileURL(outfile).href);

const folder = '.cache/site-pages/examples';

/** A page per example, so that search finds them and a link to the file leads somewhere; the first is their list. */
const writeExamplePages = () => {
  const examples = examplesIn(process.cwd()).map((example) => ({
    ...example,
    page: `${folder}/${path.basename(example.file, '.ts')}.md`,
  }));
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const { page, file, title, text } of examples)
    fs.writeFileSync(page, `# ${title}\n\nThe file \`${file}\`, which the tests run.\n\n\`\`\`ts\n${text}\`\`\`\n`);
  const lines = examples.map(({ page, title, about }) => `- [${title}](${path.basename(page)}): ${about}`);
  const list = `${folder}/README.md`;
  fs.writeFileSync(list, `# All examples\n\nShort programs, each run by the tests.\n\n${lines.join('\n')}\n`);
  const group = 'Examples';
  return [
    { file: list, source: 'examples', address: 'examples/index', group, title: 'All examples' },
    ...examples.map(({ page, file, title }) => {
      return { file: page, source: file, address: file.replace(/\.ts$/, ''), group, title };
    }),
  ];
};

/** Every page of prose: `file` is read, `source` is what links in the repository name, `address` is where it stands. */
export const pages = () => {
  const guides = guidesIn(process.cwd()).map((guide) => {
    const address = guide.file.replace(/\.md$/, '').replace(/\/README$/, '/index');
    return { ...guide, source: guide.file, address };
  });
  const of = (wanted) => guides.filter(({ group }) => group === wanted);
  const [others, project] = [guides.filter(({ group }) => group !== 'Project'), of('Project')];
  return [...others, ...writeExamplePages(), ...project];
};
