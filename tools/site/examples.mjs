// A page per example, so that search finds them and a link to the file leads somewhere: .cache/site-pages/examples/*.md.
import fs from 'node:fs';
import path from 'node:path';

const folder = '.cache/site-pages/examples';

/** '01-live-book.ts' → 'Live book'. */
const titleOf = (name) => {
  const words = name.replace(/^\d+-/, '').replace(/\.ts$/, '').replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
};

/** The first sentence of the first comment. */
const purposeOf = (text) => {
  const comment = /\/\*\*([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const line = comment
    .replaceAll(/\n\s*\* ?/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?[.:](?= |$)/.exec(line)?.[0].replace(/:$/, '.') ?? line;
};

/** Writes the pages and says which: { file, source, address, group, title }; the first is the list of them, of the folder itself. */
export const writeExamplePages = () => {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const names = fs.readdirSync('examples').filter((name) => /^\d.*(?<!\.test)\.ts$/.test(name));
  const examples = names.sort().map((name) => {
    const text = fs.readFileSync(`examples/${name}`, 'utf8');
    return { name, text, title: titleOf(name), file: `${folder}/${name.replace(/\.ts$/, '.md')}` };
  });
  for (const { file, name, text, title } of examples) {
    fs.writeFileSync(
      file,
      `# ${title}\n\nThe file \`examples/${name}\`, which the tests run.\n\n\`\`\`ts\n${text}\`\`\`\n`,
    );
  }
  const index = `${folder}/README.md`;
  const lines = examples.map(({ file, text, title }) => `- [${title}](${path.basename(file)}): ${purposeOf(text)}`);
  fs.writeFileSync(index, `# All examples\n\nShort programs, each run by the tests.\n\n${lines.join('\n')}\n`);
  return [
    { file: index, source: 'examples', address: 'examples/index', group: 'Examples', title: 'All examples' },
    ...examples.map(({ file, name, title }) => {
      const source = `examples/${name}`;
      return { file, source, address: source.replace(/\.ts$/, ''), group: 'Examples', title };
    }),
  ];
};
