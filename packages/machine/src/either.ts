import type { either as E } from 'fp-ts';

/*
 * fp-ts's Either, of which every package makes its answers, and the handful of its functions that our own code calls. The
 * types are fp-ts's, and so are the values: two plain objects, `{ _tag: 'Left', left }` and `{ _tag: 'Right', right }`, on
 * which all of fp-ts works. The functions stand here because `import { either } from 'fp-ts'` is one object to a bundler, of
 * which it can leave nothing out: 3 kB (gzip) for these few lines. `either.test.ts` holds them to fp-ts's.
 */

/** Makes a Left: the value of what went wrong. The same as fp-ts's `left`. */
export const left = <E = never, A = never>(error: E): E.Either<E, A> => ({ _tag: 'Left', left: error });

/** Makes a Right: the value that was asked for. The same as fp-ts's `right`. */
export const right = <E = never, A = never>(value: A): E.Either<E, A> => ({ _tag: 'Right', right: value });

/** Whether it is a Left. The same as fp-ts's `isLeft`. */
export const isLeft = <E>(either: E.Either<E, unknown>): either is E.Left<E> => either._tag === 'Left';

/** Whether it is a Right. The same as fp-ts's `isRight`. */
export const isRight = <A>(either: E.Either<unknown, A>): either is E.Right<A> => either._tag === 'Right';

/** Applies a function to the value of a Right. The same as fp-ts's `map`. */
export const mapRight =
  <A, B>(change: (value: A) => B) =>
  <E>(either: E.Either<E, A>): E.Either<E, B> =>
    isLeft(either) ? either : right(change(either.right));

/** Applies a function to the value of a Left. The same as fp-ts's `mapLeft`. */
export const mapLeft =
  <E, G>(change: (error: E) => G) =>
  <A>(either: E.Either<E, A>): E.Either<G, A> =>
    isLeft(either) ? left(change(either.left)) : either;
