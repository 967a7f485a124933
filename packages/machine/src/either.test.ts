import fc from 'fast-check';
import { either as E, function as fn } from 'fp-ts';
import { isLeft, isRight, left, mapLeft, mapRight, right } from './either.js';

const double = (value: number): number => value * 2;
const eithers: fc.Arbitrary<E.Either<string, number>> = fc.oneof(
  fc.string().map((error) => left<string, number>(error)),
  fc.integer().map((value) => right<string, number>(value)),
);

describe('an Either of ours is an Either of fp-ts', () => {
  it('is made of the same properties, whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(left(value)).toStrictEqual(E.left(value));
        expect(right(value)).toStrictEqual(E.right(value));
        expect(Object.keys(left(value))).toEqual(Object.keys(E.left(value)));
        expect(Object.keys(right(value))).toEqual(Object.keys(E.right(value)));
      }),
    );
  });

  it('is told apart, and mapped, as fp-ts does it', () => {
    fc.assert(
      fc.property(eithers, (either) => {
        expect(isLeft(either)).toBe(E.isLeft(either));
        expect(isRight(either)).toBe(E.isRight(either));
        expect(mapRight(double)(either)).toStrictEqual(E.map(double)(either));
        expect(mapLeft(String)(either)).toStrictEqual(E.mapLeft(String)(either));
      }),
    );
  });

  it('is taken by the functions of fp-ts', () => {
    const parse = (text: string): E.Either<string, number> =>
      /^\d+$/.test(text) ? right(Number(text)) : left(`${text} is no number`);
    const sum = (a: string, b: string): E.Either<string, number> =>
      fn.pipe(
        E.Do,
        E.bind('a', () => parse(a)),
        E.bind('b', () => parse(b)),
        E.map((both) => both.a + both.b),
      );
    expect(sum('1', '2')).toEqual(E.right(3));
    expect(sum('1', 'x')).toEqual(E.left('x is no number'));
    expect(E.getOrElse(() => 0)(parse('y'))).toBe(0);
    expect(E.fold(String, String)(parse('7'))).toBe('7');
  });
});
