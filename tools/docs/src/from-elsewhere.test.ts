import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { goNamesIn } from './go-names.js';
import { areInstalled, nodeNames } from './node-names.js';
import { codeSpans, readPage, tableRows } from './pages-text.js';
import { missingOf } from './references.js';
import { repositoryRoot } from './repository.js';
import { openSources } from './sources.js';

const root = repositoryRoot();
const sources = openSources(root);
const rows = tableRows(readPage(root, 'docs/FROM_GO.md')).map(([go = '', here = '']) => ({ go, here }));
const goNames = JSON.parse(readPage(root, 'tools/docs/go-names.json')) as ReadonlyArray<string>;

const committed = JSON.parse(readPage(root, 'tools/docs/node-names.json')) as ReadonlyArray<string>;

describe('docs/FROM_GO.md', () => {
  const references = [...new Set(rows.flatMap(({ here }) => codeSpans(here)))];

  test.each(references)('%s exists', (reference) => {
    expect(missingOf(sources, reference)).toBeNull();
  });

  test('a reference to what is not there is found out', () => {
    const wrong = [
      'client/Nothing',
      'client/Client.nothing',
      'auth/LoginState:Nothing',
      'nothing/Client',
      'auth/node/login',
    ];
    expect(wrong.filter((reference) => missingOf(sources, reference) === null)).toEqual([]);
  });

  test('every name of the Go package is there, once', () => {
    const named = rows.flatMap(({ go }) => codeSpans(go));
    expect([...named].sort()).toEqual([...goNames].sort());
  });

  test('every row names a counterpart', () => {
    expect(rows.filter(({ here }) => codeSpans(here).length === 0 || /planned/.test(here))).toEqual([]);
  });
});

describe('docs/FROM_NODE.md', () => {
  // Tables whose first column names things of there have three columns; the one that compares has sentences in two.
  const nodeRows = tableRows(readPage(root, 'docs/FROM_NODE.md'))
    .filter((cells) => cells.length === 3)
    .map(([there = '', here = '', remark = '']) => ({ there, here, remark }));
  const inRemarks = nodeRows
    .flatMap(({ remark }) => codeSpans(remark))
    .filter((span) => /^[a-z]+\/[\w/.:]+$/.test(span));
  const nodeReferences = new Set([...nodeRows.flatMap(({ here }) => codeSpans(here)), ...inRemarks]);

  test.each([...nodeReferences])('%s exists', (reference) => {
    expect(missingOf(sources, reference)).toBeNull();
  });

  test('every name of the Node packages is there, once', () => {
    const named = nodeRows.flatMap(({ there }) => codeSpans(there));
    expect([...named].sort()).toEqual([...committed].sort());
  });

  test('every row names a counterpart, or says that it is a matter of REST', () => {
    expect(nodeRows.filter(({ here, remark }) => codeSpans(here).length === 0 && remark !== 'REST')).toEqual([]);
  });
});

(areInstalled(root) ? describe : describe.skip)('the Node packages as they are installed', () => {
  test('have the names of the committed list and no others', () => {
    expect(nodeNames(root)).toEqual(committed);
  });
});

const printed = path.join(root, '../shared/design/go-websocket-api.md');
(existsSync(printed) ? describe : describe.skip)('the printed documentation of the Go package', () => {
  test('holds the names of the committed list and no others', () => {
    expect(goNamesIn(readFileSync(printed, 'utf8'))).toEqual(goNames);
  });
});

describe('reading the names of a Go package', () => {
  const go = (...lines: ReadonlyArray<string>): string => ['```go', ...lines, '```', ''].join('\n');

  test('constants, functions, types, methods and fields are found, private ones are not', () => {
    const markdown = [
      go('const (', '\tChanBook    = "book"', '\tprivate = 1', ')'),
      go('const Alone int = 4'),
      go('func  New() *Client'.replace('  ', ' ')),
      go('type Client struct {', '\tState AuthState', '\thidden int', '\tEmbedded', '}'),
      go('type Dialer interface {', '\tDial() error', '}'),
      go('func (c *Client) Close()'),
    ].join('\n');
    expect(goNamesIn(markdown)).toEqual([
      'ChanBook',
      'Alone',
      'New',
      'Client',
      'Client.State',
      'Client.Embedded',
      'Dialer',
      'Dialer.Dial',
      'Client.Close',
    ]);
  });
});
