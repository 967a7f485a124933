/**
 * For how long a server asks not to be dialled, ms: its `Retry-After`, which is seconds or a date; null where it says nothing that can be
 * read. A date is compared with that of the answer itself, where there is one: whose clock is wrong does not matter then.
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export const retryAfterMs = (
  { 'retry-after': asked, date }: { readonly 'retry-after'?: string | undefined; readonly date?: string | undefined },
  now: number,
): number | null => {
  const text = asked?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // What is no date in words, such as a negative number, some platforms take for a year.
  const until = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(until)) return null;
  const said = Date.parse(date ?? '');
  return Math.max(0, until - (Number.isNaN(said) ? now : said));
};
