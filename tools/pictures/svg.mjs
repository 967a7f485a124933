// A terminal's screen as a picture: text stays text, bars become rectangles.
const CELL = { width: 8, height: 18 };
const FONT = { size: 13, baseline: 13 };
const PAD = { side: 16, top: 44, bottom: 16 };
const COLOURS = {
  text: '#d7dde4',
  bid: '#4ac796',
  ask: '#f0857b',
  ground: '#12161b',
  bar: '#1b2128',
  muted: '#93a0ad',
};
const DIM = 0.62;
const BAR = 0.34;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The runs of one line: text in one colour, and where it begins. */
const runsOf = (line) => {
  const runs = [];
  let style = { colour: 'text', bold: false, dim: false };
  let column = 0;
  for (const [, code, text] of line.matchAll(/\u001b\[(\d+)m|([^\u001b]+)/gu)) {
    if (text !== undefined) {
      runs.push({ ...style, column, text });
      column += [...text].length;
      continue;
    }
    if (code === '1') style = { ...style, bold: true };
    else if (code === '2') style = { ...style, dim: true };
    else if (code === '22') style = { ...style, bold: false, dim: false };
    else if (code === '31') style = { ...style, colour: 'ask' };
    else if (code === '32') style = { ...style, colour: 'bid' };
    else if (code === '39') style = { ...style, colour: 'text' };
  }
  return runs;
};

/** One run as bars and as words that each know their place, so that any monospace font fits. */
const drawn = ({ column, text, colour, bold, dim }, top) => {
  const look = `fill="${COLOURS[colour]}"`;
  return [...text.matchAll(/[▐█▌]+|[^\s▐█▌]+(?: [^\s▐█▌]+)*/gu)].map(({ 0: part, index }) => {
    const left = PAD.side + (column + index) * CELL.width;
    const width = part.length * CELL.width;
    if (/^[▐█▌]/u.test(part)) {
      const [before, after] = [part.startsWith('▐'), part.endsWith('▌')].map((half) => (half ? CELL.width / 2 : 0));
      return `<rect x="${left + before}" y="${top + 1}" width="${width - before - after}" height="${CELL.height - 2}" ${look} opacity="${BAR}"/>`;
    }
    const weight = bold ? ' font-weight="700"' : '';
    const faint = dim ? ` opacity="${DIM}"` : '';
    return `<text x="${left}" y="${top + FONT.baseline}" textLength="${width}" ${look}${weight}${faint}>${escape(part)}</text>`;
  });
};

/** The picture of these lines, which may have the colours that the command line uses. */
export const svgOf = (lines, { columns, rows, title }) => {
  const width = columns * CELL.width + 2 * PAD.side;
  const height = rows * CELL.height + PAD.top + PAD.bottom;
  const lights = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, index) => `<circle cx="${20 + index * 18}" cy="16" r="5.5" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="A terminal with a live order book" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT.size}">`,
    `<rect width="${width}" height="${height}" rx="10" fill="${COLOURS.ground}"/>`,
    `<path d="M0 32V10A10 10 0 0 1 10 0H${width - 10}A10 10 0 0 1 ${width} 10V32Z" fill="${COLOURS.bar}"/>`,
    ...lights,
    `<text x="${width / 2}" y="20.5" text-anchor="middle" fill="${COLOURS.muted}" font-size="12">${escape(title)}</text>`,
    ...lines.flatMap((line, row) => runsOf(line).flatMap((run) => drawn(run, PAD.top + row * CELL.height))),
    '</svg>',
    '',
  ].join('\n');
};
