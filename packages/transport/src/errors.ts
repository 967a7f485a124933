/** Why a transport could not do what it was asked. */
export type TransportError =
  | { readonly _tag: 'BadUrl'; readonly url: string; readonly reason: string }
  | { readonly _tag: 'DialFailed'; readonly url: string; readonly reason: string; readonly status: number | null }
  | { readonly _tag: 'DialTimedOut'; readonly url: string; readonly timeoutMs: number }
  | { readonly _tag: 'Closed'; readonly url: string }
  | { readonly _tag: 'NotOpen'; readonly url: string };
