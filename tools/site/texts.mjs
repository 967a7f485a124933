// Beside the pages their texts: llms.txt with what it links to, and llms-full.txt, all guides and READMEs in one.
import fs from 'node:fs';
import path from 'node:path';

export const copyTexts = (out) => {
  const llms = fs.readFileSync('llms.txt', 'utf8');
  const files = [...new Set([...llms.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]))];
  for (const file of files) {
    fs.mkdirSync(path.join(out, path.dirname(file)), { recursive: true });
    fs.copyFileSync(file, path.join(out, file));
  }
  fs.writeFileSync(path.join(out, 'llms.txt'), llms);
  const prose = files.filter((file) => file.endsWith('.md'));
  const whole = prose.map((file) => `<!-- ${file} -->\n\n${fs.readFileSync(file, 'utf8').trim()}\n`);
  fs.writeFileSync(path.join(out, 'llms-full.txt'), whole.join('\n'));
};
