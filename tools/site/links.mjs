// node tools/site/links.mjs FOLDER: every link and picture of every page leads to a file, and every anchor to a place in it;
// nothing is fetched from elsewhere; no page names the folder it was made in. Exit code 1 and a line for each that does not.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const decode = (text) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const filesUnder = (folder) =>
  fs
    .readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

const elsewhere = /^(?:[a-z][a-z+.-]*:|\/\/)/i;
/** What a browser fetches without being asked: not the target of an anchor. */
const fetched =
  /<(?:script|img|source|iframe|video|audio|link)\b[^>]*?\s(?:src|href|srcset)="((?:https?:)?\/\/[^"]*)"/g;

const linksOfPage = (text) => [
  // Icons (<use>) are put into the page by a script.
  ...[...text.matchAll(/<(?!use\b)[a-z][^>]*?\s(?:href|src)="([^"]*)"/g)].map((match) => decode(match[1])),
  ...[...text.matchAll(/<[a-z][^>]*?\ssrcset="([^"]*)"/g)].flatMap((match) =>
    decode(match[1])
      .split(',')
      .map((one) => one.trim().split(/\s/)[0]),
  ),
];
const linksOfText = (text) => [...text.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]);

const anchors = new Map();
const anchorsOf = (file) => {
  if (!anchors.has(file)) {
    const text = fs.readFileSync(file, 'utf8');
    anchors.set(file, new Set([...text.matchAll(/\s(?:id|name)="([^"]*)"/g)].map((match) => decode(match[1]))));
  }
  return anchors.get(file);
};

const reasonAgainst = (from, link, root) => {
  const [address, anchor] = link.split('#');
  const file = address === '' ? from : path.resolve(path.dirname(from), decodeURIComponent(address.split('?')[0]));
  if (path.relative(root, file).startsWith('..')) return 'leads out of the folder';
  if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return 'leads nowhere';
  if (!anchor || !file.endsWith('.html')) return null;
  return anchorsOf(file).has(decodeURIComponent(anchor)) ? null : 'has no such place in it';
};

/** What is wrong in the folder: lines of text, and how many pages and links were looked at. */
export const brokenLinks = (folder) => {
  const root = path.resolve(folder);
  const wrong = [];
  let links = 0;
  const pages = filesUnder(root).filter((file) => /\.html$|llms\.txt$/.test(file));
  for (const page of pages) {
    const name = path.relative(root, page);
    const text = fs.readFileSync(page, 'utf8');
    if (text.includes(process.cwd())) wrong.push(`${name}: names the folder it was made in`);
    for (const [, address] of text.matchAll(fetched)) wrong.push(`${name}: fetches ${address}`);
    for (const link of page.endsWith('.html') ? linksOfPage(text) : linksOfText(text)) {
      if (elsewhere.test(link)) continue;
      links += 1;
      const reason = reasonAgainst(page, link, root);
      if (reason !== null) wrong.push(`${name}: ${link} ${reason}`);
    }
  }
  return { pages: pages.length, links, wrong };
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { pages, links, wrong } = brokenLinks(process.argv[2] ?? '.cache/site');
  for (const line of wrong) console.error(line);
  console.log(`${pages} pages, ${links} links, ${wrong.length} wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
