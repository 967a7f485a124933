/** The text of a file without the mark that some editors put before it, which no parser of JSON takes. */
export const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '');
