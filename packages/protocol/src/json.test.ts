import fc from 'fast-check';
import { parseLossless, peekChannelId } from './json.js';

const reference = (text: string): unknown => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};
const ours = (text: string): unknown => {
  const json = parseLossless(text);
  return json._tag === 'Json' ? { value: json.value } : null;
};

describe('reading JSON with the texts of its numbers', () => {
  test('keeps every number as it was written, at its place', () => {
    expect(parseLossless('[17082,[[6.6e-7,1,0.0000011],[1E+2, -0,1.50]],"x",null,{"a":1}]')).toEqual({
      _tag: 'Json',
      value: [
        17082,
        [
          [6.6e-7, 1, 0.0000011],
          [100, -0, 1.5],
        ],
        'x',
        null,
        { a: 1 },
      ],
      texts: [
        '17082',
        [
          ['6.6e-7', '1', '0.0000011'],
          ['1E+2', '-0', '1.50'],
        ],
        null,
        null,
        null,
      ],
    });
  });

  test.each([
    ...['01', '1.', '.5', '--1', '+1', '1e', '1e+', '0x10', 'NaN', 'Infinity', '-', '-a', '00', '1_0'],
    ...['', ' ', '[', ']', '[1', '[1,', '[1,]', '[,1]', '[1 2]', '[1]]', '[1]x', '{', '{"a"}', '{"a":1,}', '{]', '[}'],
    ...['"', '"a', '"\\', '"\\x"', '"\u0001"', '"\\u12"', "'a'", 'nul', 'nulll', 'tru', 'True', '\uFEFF1', '1\u00a0'],
  ])('refuses %j, as JSON does', (text) => {
    expect(reference(text)).toBeNull();
    expect(parseLossless(text)).toEqual({ _tag: 'NotJson' });
  });

  test('gives what JSON.parse gives, for any value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(0, 1, 2), (text, indent) => {
        const spaced = JSON.stringify(JSON.parse(text), null, indent);
        expect(ours(spaced)).toEqual(reference(spaced));
      }),
    );
  });

  test('accepts a text exactly where JSON.parse does', () => {
    const tokens = ['[', ']', '{', '}', ',', ':', '"a"', '"', '\\', '0', '1', '-', '.', 'e', '+', 'null', 'true', ' '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tokens), { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        expect(ours(text)).toEqual(reference(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('a number is its text, whatever the text', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?$/);
    fc.assert(
      fc.property(digits, (text) => {
        expect(parseLossless(text)).toEqual({ _tag: 'Json', value: JSON.parse(text) as unknown, texts: text });
      }),
    );
  });

  test('ends at a depth instead of the end of the stack', () => {
    expect(parseLossless('['.repeat(32) + ']'.repeat(32))._tag).toBe('Json');
    expect(parseLossless('['.repeat(33) + ']'.repeat(33))).toEqual({ _tag: 'TooDeep', limit: 32 });
    expect(parseLossless('['.repeat(1_000_000))).toEqual({ _tag: 'TooDeep', limit: 32 });
    expect(parseLossless('{"a":'.repeat(1_000_000))).toEqual({ _tag: 'TooDeep', limit: 32 });
  });

  test('does not let a key change the prototype of an object', () => {
    const json = parseLossless('[{"__proto__":{"x":1}}]');
    expect(json._tag === 'Json' && Object.hasOwn((json.value as object[])[0] ?? {}, '__proto__')).toBe(true);
  });
});

describe('the channel id that a frame begins with', () => {
  test.each([
    ['[232949,[1],1]', 232949],
    ['[0,"hb"]', 0],
    ['[123456789012345,"hb"]', 123456789012345],
  ])('is read ahead from %s', (text, id) => {
    expect(peekChannelId(text)).toBe(id);
  });

  test.each([
    '',
    '{',
    '[]',
    '[1]',
    '[ 1,2]',
    '[-1,2]',
    '[1.5,2]',
    '[1e3,2]',
    '["1",2]',
    '[1234567890123456,1]',
    ' [1,2]',
  ])('is left to the parser in %j', (text) => {
    expect(peekChannelId(text)).toBe(-1);
  });
});
