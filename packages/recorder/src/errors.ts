/** Why a line is not a recorded frame. `sample` is the beginning of the line. */
export type LineError =
  | { readonly _tag: 'NotJson'; readonly sample: string }
  | { readonly _tag: 'NotAnObject'; readonly sample: string }
  | { readonly _tag: 'MissingField'; readonly field: string; readonly sample: string }
  | { readonly _tag: 'BadField'; readonly field: string; readonly expected: string; readonly sample: string };

/** What can go wrong with a recording. `code` is the system's (ENOENT, EACCES, ENOSPC …), null where there is none. */
export type RecorderError =
  | { readonly _tag: 'CannotRead'; readonly path: string; readonly code: string | null; readonly reason: string }
  | { readonly _tag: 'CannotWrite'; readonly path: string; readonly code: string | null; readonly reason: string }
  /** One line (counted from 1) is broken; reading goes on behind it. */
  | { readonly _tag: 'BadLine'; readonly line: number; readonly reason: string; readonly sample: string }
  /** One line is longer than `limit` bytes; reading goes on behind it. */
  | { readonly _tag: 'LineTooLong'; readonly line: number; readonly limit: number }
  /** The compressed file ends too early, as it does when its writer was killed. What could be read came before. */
  | { readonly _tag: 'TruncatedFile'; readonly path: string; readonly lines: number }
  /** The file is something else: nothing of it was yielded. */
  | { readonly _tag: 'NotARecording'; readonly path: string; readonly reason: string }
  /** A speed is a number above nought, or 'max'. */
  | { readonly _tag: 'BadSpeed'; readonly speed: number };

/** Says what is wrong with a line, in a few words. */
export const explainLineError = (error: LineError): string => {
  switch (error._tag) {
    case 'NotJson':
      return 'not JSON';
    case 'NotAnObject':
      return 'not a JSON object';
    case 'MissingField':
      return `the field ${error.field} is missing`;
    case 'BadField':
      return `the field ${error.field} is not ${error.expected}`;
  }
};

/** Says an error in one plain line, without a full stop. */
export const explainRecorderError = (error: RecorderError): string => {
  switch (error._tag) {
    case 'CannotRead':
      return `cannot read ${error.path}: ${error.reason}`;
    case 'CannotWrite':
      return `cannot write ${error.path}: ${error.reason}`;
    case 'BadLine':
      return `line ${error.line} is broken: ${error.reason}: ${error.sample}`;
    case 'LineTooLong':
      return `line ${error.line} is longer than ${error.limit} bytes`;
    case 'TruncatedFile':
      return `${error.path} ends too early; ${error.lines} lines could be read`;
    case 'NotARecording':
      return `${error.path} is not a recording: ${error.reason}`;
    case 'BadSpeed':
      return `a speed is a number above 0 or 'max', not ${error.speed}`;
  }
};

/** Whether trying the same again, later, can help: only where the system was short of something. */
export const isRetryableRecorderError = (error: RecorderError): boolean =>
  (error._tag === 'CannotRead' || error._tag === 'CannotWrite') &&
  error.code !== null &&
  ['EAGAIN', 'EBUSY', 'EMFILE', 'ENFILE', 'ENOSPC'].includes(error.code);
