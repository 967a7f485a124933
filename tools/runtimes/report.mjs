// The table runtime × package.

const cellOf = (outcomes) => {
  const count = (wanted) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const [passed, skipped, failed] = [count('pass'), count('skip'), count('FAIL')];
  if (failed > 0) return `FAIL ${failed}`;
  if (passed === 0) return 'skip';
  return `pass ${passed}${skipped > 0 ? `, skip ${skipped}` : ''}`;
};

/** A Markdown table, its columns as wide as they need be. */
export const markdownTable = (head, lines, right = []) => {
  const all = [head, ...lines];
  const widths = head.map((_, column) => Math.max(3, ...all.map((line) => [...line[column]].length)));
  const print = (line) =>
    `| ${line
      .map((cell, column) => (right.includes(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join(' | ')} |`;
  const rule = widths.map((width, column) =>
    right.includes(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [print(head), print(rule), ...lines.map(print)].join('\n');
};

export const tableOf = (rows, shorts) =>
  markdownTable(
    ['', ...shorts],
    rows.map(({ title, outcomes, skipped }) => [
      title,
      ...shorts.map((short) =>
        skipped === undefined ? cellOf(outcomes.filter((outcome) => outcome.package === short)) : 'skip',
      ),
    ]),
  );

export const failuresOf = (rows) =>
  rows.flatMap(({ title, outcomes = [] }) =>
    outcomes.filter(({ outcome }) => outcome === 'FAIL').map((outcome) => ({ row: title, outcome })),
  );
