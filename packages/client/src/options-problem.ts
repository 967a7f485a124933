/** What is wrong with one option. `path` names it as the caller wrote it: `queue.limit`. */
export type OptionsProblem =
  | { readonly _tag: 'UnknownOption'; readonly path: string }
  | { readonly _tag: 'BadOption'; readonly path: string; readonly expected: string; readonly received: string };

/** What keeps a client, or one call, from working; `problems` holds at least one. */
export interface OptionsError {
  readonly _tag: 'BadOptions';
  readonly problems: ReadonlyArray<OptionsProblem>;
}

/** Half a sentence for a person. */
export const explainOptionsProblem = (problem: OptionsProblem): string =>
  problem._tag === 'UnknownOption'
    ? `there is no option "${problem.path}"`
    : `"${problem.path}" must be ${problem.expected}, it is ${problem.received}`;
