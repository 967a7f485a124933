/** The key of what `await using` calls at the end of its block; null where the platform does not know it. */
const platformKey = (): symbol | null => (Symbol as { readonly asyncDispose?: symbol }).asyncDispose ?? null;

/** Lets `await using` end a thing at the end of a block. On a platform without it the thing stays as it is. */
export const disposable = <A extends object>(
  thing: A,
  dispose: () => Promise<unknown>,
  key = platformKey(),
): A & AsyncDisposable => {
  const value = (): Promise<void> => dispose().then(() => undefined);
  // Nothing can call what has no name here; the type is for those who have one.
  return (key === null ? thing : Object.defineProperty(thing, key, { value })) as A & AsyncDisposable;
};
