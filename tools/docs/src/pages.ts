import { errorsPage } from './errors-page.js';
import { llmsPage } from './llms-page.js';
import { messagesPage } from './messages-page.js';
import { quotingPages } from './quotes.js';
import { openSources, type Sources } from './sources.js';

/** A page that is derived, from the definitions or from the files that it quotes. */
export interface Page {
  /** From the root. */
  readonly file: string;
  readonly text: string;
}

/** The derived pages as they should stand in the repository. */
export const derivedPages = (root: string): ReadonlyArray<Page> => pagesOf(openSources(root));

/** The same, where the sources have been read already. */
export const pagesOf = (sources: Sources): ReadonlyArray<Page> => [
  { file: 'docs/messages.md', text: messagesPage(sources) },
  { file: 'docs/errors.md', text: errorsPage(sources) },
  { file: 'llms.txt', text: llmsPage(sources.root) },
  ...quotingPages(sources.root),
];
