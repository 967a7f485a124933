import fc from 'fast-check';
import { parseLossless } from '../json.js';
import { jsonText } from './json-text.js';

test('a value is written as JSON.stringify writes it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown;
      expect(jsonText(plain)).toBe(JSON.stringify(plain));
    }),
  );
});

test('a text is written again to the digit from its value and its number texts', () => {
  const number = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?$/);
  const leaf = fc.oneof(
    number,
    fc.string().map((each) => JSON.stringify(each)),
    fc.constantFrom('null', 'true', '{"a":1}'),
  );
  const list = (each: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(each, { maxLength: 4 }).map((items) => `[${items.join(',')}]`);
  fc.assert(
    fc.property(list(fc.oneof(leaf, list(leaf), list(list(leaf)))), (text) => {
      const json = parseLossless(text);
      expect(json._tag === 'Json' && jsonText(json.value, json.texts)).toBe(text);
    }),
  );
});

test('a negative zero stays one; what JSON cannot say is null, what is undefined is left out', () => {
  expect(
    jsonText([-0, Number.NaN, Number.POSITIVE_INFINITY, undefined, () => 1, { a: undefined, b: 1, c: null }]),
  ).toBe('[-0,null,null,null,null,{"b":1,"c":null}]');
  expect(jsonText({})).toBe('{}');
});

test('nesting ends at no stack', () => {
  const text = `${'[{"a":'.repeat(200_000)}1${'}]'.repeat(200_000)}`;
  expect(jsonText(JSON.parse(text))).toBe(text);
});
