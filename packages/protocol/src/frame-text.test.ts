import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { textOfFrame } from './frame-text.js';

test('a text counts as the bytes that it would be', () => {
  const pieces = fc.array(fc.constantFrom('a', 'é', '€', '😀', '\ud83d', '\ude00', '\uffff', '\u0000'));
  fc.assert(
    fc.property(pieces, (each) => {
      const text = each.join('');
      const bytes = Buffer.byteLength(text);
      expect(textOfFrame(text, bytes)).toEqual(E.right(text));
      // Above the limit by its length alone, the bytes are not counted: the error says how many there are at least.
      expect(textOfFrame(text, bytes - 1)).toMatchObject({ left: { _tag: 'FrameTooLarge', limit: bytes - 1 } });
    }),
  );
});
