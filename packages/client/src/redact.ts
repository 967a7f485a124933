/** Names under which frames carry keys, signatures and tokens; `token` in whatever composition. */
const SECRETS = String.raw`apiKey|apiSecret|auth(?:Sig|Payload|Nonce|Token)|\w*[tT]oken|secret|password`;
/** A name and its value: a text, also one that is cut off, or anything else up to the next comma or bracket. */
const SECRET_FIELD = new RegExp(String.raw`("(?:${SECRETS})"\s*:\s*)("(?:[^"\\]|\\.?)*"?|[^,}\]]*)`, 'g');

/** Whether a text names anything that must not be written down. */
export const holdsSecret = (text: string): boolean => text.search(SECRET_FIELD) >= 0;

/** The text with a placeholder for every secret. */
export const redact = (text: string): string => text.replace(SECRET_FIELD, '$1"…"');

/** An address without the user, the password and the query that it may carry. */
export const redactUrl = (url: string): string => url.replace(/\/\/[^/?#]*@/, '//').replace(/\?.*$/, '?…');
