// Panels of horizontal bars on a logarithmic axis, as the text of an SVG that is readable on light and on dark.

const [WIDTH, NAMES, BARS, ROW, GAP] = [480, 192, 212, 21, 34];
const STYLE = `
  text { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1e293b; }
  .back { fill: #ffffff; } .title { font-weight: 600; font-size: 13px; } .head { font-weight: 600; font-size: 16px; }
  .note { fill: #475569; font-size: 11px; } .bar { fill: #94a3b8; } .own { fill: #2563eb; } .own-name { font-weight: 600; }
  .value { stroke: #ffffff; stroke-width: 4px; paint-order: stroke; }
  .grid { stroke: #e2e8f0; } .floor { stroke: #b45309; stroke-dasharray: 4 3; } .floor-name { fill: #b45309; font-size: 11px; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e2e8f0; } .value { stroke: #0f172a; } .back { fill: #0f172a; } .note { fill: #94a3b8; } .bar { fill: #64748b; } .own { fill: #60a5fa; }
    .grid { stroke: #1e293b; } .floor { stroke: #fbbf24; } .floor-name { fill: #fbbf24; }
  }`;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const text = (x, y, words, cls = '', anchor = 'start') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}"${cls && ` class="${cls}"`} text-anchor="${anchor}">${escape(words)}</text>`;

/** `bars` are `{ name, value, own }`; `floor` is `{ name, value }` or null; `unit` writes a value; `axis` is who else is on this axis. */
const panel = ({ title, bars, floor, unit, axis = [] }, x, y) => {
  const values = [...bars.map(({ value }) => value), ...(floor ? [floor.value] : []), ...axis];
  const from = Math.floor(Math.log10(Math.min(...values) * 0.8));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  const place = (value) => x + NAMES + (BARS * (Math.log10(value) - from)) / (to - from);
  const top = y + 38;
  const bottom = top + bars.length * ROW;
  const ticks = Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
  return [
    text(x, y + 12, title, 'title'),
    ...ticks.flatMap((value) => [
      `<line class="grid" x1="${place(value).toFixed(1)}" x2="${place(value).toFixed(1)}" y1="${top}" y2="${bottom}"/>`,
      text(place(value), bottom + 14, unit(value), 'note', 'middle'),
    ]),
    ...bars.flatMap(({ name, value, own }, at) => {
      const middle = top + at * ROW + ROW / 2;
      const width = Math.max(1, place(value) - x - NAMES);
      return [
        text(x + NAMES - 8, middle + 4, name, own ? 'own-name' : '', 'end'),
        `<rect class="${own ? 'own' : 'bar'}" x="${x + NAMES}" y="${(middle - 7).toFixed(1)}" width="${width.toFixed(1)}" height="14" rx="2"/>`,
      ];
    }),
    ...(floor
      ? [
          `<line class="floor" x1="${place(floor.value).toFixed(1)}" x2="${place(floor.value).toFixed(1)}" y1="${top - 4}" y2="${bottom}"/>`,
          text(place(floor.value), top - 7, floor.name, 'floor-name', 'middle'),
        ]
      : []),
    ...bars.map(({ value, own }, at) =>
      text(place(value) + 6, top + at * ROW + ROW / 2 + 4, unit(value), own ? 'value own-name' : 'value'),
    ),
  ];
};

/** Two panels side by side, row by row. */
export const barChart = ({ head, notes, panels }) => {
  const lines = [];
  let y = 62;
  for (let at = 0; at < panels.length; at += 2) {
    const pair = panels.slice(at, at + 2);
    pair.forEach((each, column) => lines.push(...panel(each, 24 + column * WIDTH, y)));
    y += Math.max(...pair.map(({ bars }) => bars.length)) * ROW + 38 + GAP;
  }
  notes.forEach((note, at) => lines.push(text(24, y + 8 + at * 16, note, 'note')));
  const height = y + 8 + notes.length * 16 + 8;
  const width = 2 * WIDTH + 24;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(head)}">`,
    `<style>${STYLE}\n</style>`,
    `<rect class="back" width="${width}" height="${height}" rx="8"/>`,
    text(24, 34, head, 'head'),
    ...lines,
    '</svg>',
    '',
  ].join('\n');
};
