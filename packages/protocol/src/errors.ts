/** Why a frame could not be decoded. `sample` is the beginning of the frame. */
export type DecodeError =
  | { readonly _tag: 'FrameTooLarge'; readonly bytes: number; readonly limit: number }
  | { readonly _tag: 'NotJson'; readonly sample: string }
  | { readonly _tag: 'NotAMessage'; readonly sample: string }
  | {
      readonly _tag: 'BadEvent';
      readonly event: string;
      readonly field: string;
      readonly expected: string;
      readonly sample: string;
    }
  | { readonly _tag: 'BadPayload'; readonly family: string; readonly expected: string; readonly sample: string }
  | {
      readonly _tag: 'MissingColumn';
      readonly family: string;
      readonly column: string;
      readonly index: number;
      readonly sample: string;
    }
  | {
      readonly _tag: 'BadColumn';
      readonly family: string;
      readonly column: string;
      readonly index: number;
      readonly expected: string;
      readonly sample: string;
    };
