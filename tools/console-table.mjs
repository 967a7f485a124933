// What the tools say on a terminal in columns.

/** Rows of cells, the first of them the titles; numbers may stand at the right of their columns. */
export const printTable = (rows, isRight = () => false) => {
  const texts = rows.map((row) => row.map(String));
  const widths = texts[0].map((_, at) => Math.max(...texts.map((row) => row[at].length)));
  for (const row of texts) {
    const cells = row.map((cell, at) => (isRight(cell) ? cell.padStart(widths[at]) : cell.padEnd(widths[at])));
    console.log(cells.join('  ').trimEnd());
  }
};

/** Statements, each with what was found and whether it holds; answers whether all do. */
export const printStatements = (statements) => {
  const width = Math.max(...statements.map(([what]) => what.length));
  for (const [what, found, holds] of statements)
    console.log(`${holds ? 'holds ' : 'FAILS '} ${what.padEnd(width)}  ${found}`);
  return statements.every(([, , holds]) => holds);
};
