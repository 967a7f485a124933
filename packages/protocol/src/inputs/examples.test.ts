import { either as E } from 'fp-ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeInput, encodeInput, explainDecodeError } from '../index.js';

interface Example {
  readonly kind: string;
  readonly wire: string;
}

// Beside the repository; a git worktree lies a level deeper.
const root = join(__dirname, '../../../..');
const path = ['../shared', '../../shared']
  .map((place) => join(root, place, 'protocol/examples.jsonl'))
  .find((each) => existsSync(each));
const examples =
  path === undefined
    ? []
    : readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Example)
        .filter(({ kind }) => kind.startsWith('in:'));

(path === undefined ? describe.skip : describe)('the collected inputs', () => {
  test('are there', () => {
    expect(examples.length).toBeGreaterThanOrEqual(17);
  });

  test.each(examples.map(({ kind, wire }) => [kind, wire] as const))(
    '%s is written again as it was read',
    (kind, wire) => {
      const input = decodeInput(wire);
      if (E.isLeft(input)) throw new Error(explainDecodeError(input.left));
      expect(input.right.code).toBe(kind.split(':')[1]);
      const written = encodeInput(input.right);
      // One sends a price below 0, which the exchange refuses; two leave out the t of a symbol.
      if (kind === 'in:on') expect(written).toMatchObject(E.left({ _tag: 'BadSign', field: 'price' }));
      else
        expect(E.map((text: string) => JSON.parse(text) as unknown)(written)).toEqual(
          E.right(JSON.parse(wire.replace('"symbol":"BTCUSD"', '"symbol":"tBTCUSD"'))),
        );
    },
  );
});
