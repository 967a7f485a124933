import { createSessionDecoder, decodeInput, decodeRequest } from '@bitfinex-ws/protocol';
import { ADVICE } from './advice.js';
import { definitionsIn, frameOf, isRowCodec } from './definitions.js';
import { errorUnions } from './error-unions.js';
import { adviceOf } from './errors-page.js';
import { MODULES } from './modules.js';
import { columnsWithoutUnit } from './messages-page.js';
import { pagesOf } from './pages.js';
import { readPage } from './pages-text.js';
import { repositoryRoot } from './repository.js';
import { fileOf, openSources } from './sources.js';

const root = repositoryRoot();
const sources = openSources(root);
const pages = new Map(pagesOf(sources).map(({ file, text }) => [file, text]));
const definitions = definitionsIn(sources);
const unions = errorUnions(sources);

describe('the derived pages', () => {
  test.each([...pages])('%s is what `npm run docs` writes', (file, text) => {
    expect(readPage(root, file)).toBe(text);
  });

  test('every package is looked at', () => {
    expect(Object.keys(MODULES)).toEqual(sources.packages.map(({ short }) => short));
  });
});

describe('docs/messages.md', () => {
  const page = pages.get('docs/messages.md') ?? '';
  const codecs = Object.entries(MODULES['protocol'] ?? {}).filter(([, value]) => isRowCodec(value));

  test('there are codecs', () => {
    expect(codecs.length).toBeGreaterThan(10);
  });

  test.each(codecs.map(([name]) => name))('%s has a section', (name) => {
    expect(page).toContain(`\n#### ${name}\n`);
  });

  test('every file of definitions that the entry point offers has a layout and a link', () => {
    const folders = /^packages\/protocol\/src\/(?:channels|events|account|requests|inputs|words)\//;
    const codecFiles = [...sources.exportsOf('@bitfinex-ws/protocol')]
      .filter(([name]) => isRowCodec(MODULES['protocol']?.[name]))
      .map(([, symbol]) => fileOf(sources, symbol));
    const known = definitions.map(({ file }) => file);
    expect(known).toEqual(expect.arrayContaining([...new Set(codecFiles)]));
    expect(known.filter((file) => !folders.test(file))).toEqual([]);
    expect(definitions.filter(({ wire }) => wire.links.length === 0 || wire.layout.length === 0)).toEqual([]);
  });

  const rows = definitions.flatMap((definition) => definition.rows.map((row) => ({ name: row.name, definition, row })));
  test.each(rows)('$name is shown in a frame that it reads, unless none was ever seen', ({ definition, row }) => {
    const unseen = definition.wire.remarks.some((remark) => remark.includes('no frame of it was seen'));
    expect(frameOf(definition, row) === null).toBe(unseen);
  });

  const received = definitions
    .filter(({ folder }) => ['events', 'account'].includes(folder))
    .flatMap(({ wire }) => wire.frames);
  test.each(received)('the decoder knows %s', (frame) => {
    const message = createSessionDecoder().decode(frame);
    expect(message).toMatchObject({ _tag: 'Right' });
    expect(message).not.toMatchObject({ right: { type: expect.stringMatching(/^unrecognised|^unrouted/) as string } });
  });

  const sent = definitions.filter(({ direction }) => direction === 'out').flatMap(({ wire }) => wire.frames);
  test.each(sent)('a server could read %s', (frame) => {
    expect(frame.startsWith('[') ? decodeInput(frame) : decodeRequest(frame)).toMatchObject({ _tag: 'Right' });
  });

  test('every column has a unit', () => {
    expect(columnsWithoutUnit(sources)).toEqual([]);
  });
});

describe('docs/errors.md', () => {
  const page = pages.get('docs/errors.md') ?? '';
  const members = unions.flatMap((union) => union.members.map((member) => ({ union, member })));

  test.each(sources.packages.map(({ short }) => short))('%s: every tag of its errors.ts has a row', (short) => {
    // Not every package has errors: machine has none.
    const own = sources.packages.find((each) => each.short === short);
    const file = `packages/${short}/src/errors.ts`;
    const declaredHere = unions.filter((union) => union.specifier === own?.name).flatMap((union) => union.members);
    const source = short === 'machine' ? '' : readPage(root, file);
    const tags = [...source.matchAll(/readonly _tag: '(\w+)'/g)].map((match) => match[1] ?? '');
    expect(declaredHere.map(({ tag }) => tag)).toEqual(expect.arrayContaining(tags));
    for (const tag of tags) expect(page).toContain(`| \`${tag}\` |`);
  });

  test('every error says what to do about it', () => {
    const silent = members.filter(({ union, member }) => adviceOf(union, member) === '');
    expect(silent.map(({ union, member }) => `${union.name}.${member.tag}`)).toEqual([]);
  });

  test('no advice is left of an error that is gone', () => {
    const known = new Set(members.map(({ union, member }) => `${member.from ?? union.name}.${member.tag}`));
    const advised = Object.entries(ADVICE).flatMap(([name, tags]) => Object.keys(tags).map((tag) => `${name}.${tag}`));
    expect(advised.filter((each) => !known.has(each))).toEqual([]);
  });

  test('the prose of every error mentions no fact that is missing', () => {
    expect(page).not.toMatch(/undefined|\[object/);
  });
});
