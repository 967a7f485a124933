import fc from 'fast-check';
import { createDice } from '../market/random.js';
import { damaged } from './damage.js';

const dice = createDice(1, 'damage');

it('another digit stands in the payload, never elsewhere, and the frame still parses', () => {
  const row = fc.array(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 });
  fc.assert(
    fc.property(row, (values) => {
      const body = JSON.stringify(values);
      const text = `[123,${body},45,1700000000000]`;
      const after = damaged('digit', text, [5, 5 + body.length], dice) ?? '';
      const [chanId, changed, ...trailers] = JSON.parse(after) as [number, number[], ...number[]];
      expect([chanId, ...trailers]).toEqual([123, 45, 1_700_000_000_000]);
      expect(after).toHaveLength(text.length);
      expect(changed).toHaveLength(values.length);
      expect([...after].filter((letter, place) => letter !== text[place])).toHaveLength(1);
    }),
  );
});

it('a payload without digits is spared', () => {
  expect(damaged('digit', '[123,"hb",7]', [5, 9], dice)).toBeNull();
});

it.each(['cut', 'json'] as const)('what was damaged by %s is no JSON', (how) => {
  const text = damaged(how, '[123,[1,2,3],7]', [5, 12], dice) ?? '';
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
});

it('what was damaged by utf8 is no UTF-8', () => {
  const bytes = Buffer.from(damaged('utf8', '[123,[1,2,3],7]', [5, 12], dice) ?? '', 'latin1');
  expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow('not valid');
});
