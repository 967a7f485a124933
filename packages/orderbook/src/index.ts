export { createBook, type Book, type BookOptions, type BookStats } from './book.js';
export type { Level } from './level.js';
export type { SideView } from './side-view.js';
export { type BookUnavailable, type BookView, type UnavailableReason, type Verified } from './view.js';
export { checksumOf, checksumText, type ChecksumSide } from './checksum.js';
export { CHECKSUM_DEPTH } from './limits.js';
export { explainBookError, isRetryableBookError, type BookError } from './errors.js';
