/** The one of these words that is written almost like `word`: at most two letters differ, and not half of them. Null: none is. */
export const nearest = (word: string, words: ReadonlyArray<string>): string | null => {
  const most = Math.min(2, Math.floor((word.length - 1) / 2));
  const [best] = words
    .map((known) => ({ known, distance: distanceOf(word.toLowerCase(), known) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.known ?? null;
};

/** How many letters have to be written, left out or changed to make one word of the other. */
const distanceOf = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [at, letter] of [...from].entries()) {
    const above = row;
    row = [at + 1];
    for (const [column, other] of [...to].entries()) {
      const [left = 0, up = 0, corner = 0] = [row[column], above[column + 1], above[column]];
      row.push(Math.min(left + 1, up + 1, corner + (letter === other ? 0 : 1)));
    }
  }
  return row.at(-1) ?? 0;
};
