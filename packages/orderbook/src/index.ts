export type { BookError } from './errors.js';
export type {
  Book,
  BookOptions,
  BookStats,
  BookUnavailable,
  BookView,
  Level,
  UnavailableReason,
  Verified,
} from './contract.js';
