import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { goNamesIn } from './go-names.js';
import { codeSpans, readPage, tableRows } from './pages-text.js';
import { missingOf } from './references.js';
import { repositoryRoot } from './repository.js';
import { openSources } from './sources.js';

const root = repositoryRoot();
const rows = tableRows(readPage(root, 'docs/FROM_GO.md')).map(([go = '', here = '']) => ({ go, here }));
const goNames = JSON.parse(readPage(root, 'tools/docs/go-names.json')) as ReadonlyArray<string>;

describe('docs/FROM_GO.md', () => {
  const sources = openSources(root);
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
