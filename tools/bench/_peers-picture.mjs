// The picture of a run.
import { barChart } from './_bar-chart.mjs';
import { figure, FLOOR, isOurs } from './_peers-format.mjs';

export const picture = (found) => {
  const short = (value) => String(Number(figure(value)));
  const time = (value) => {
    if (value < 1_000) return `${short(value)} ns`;
    return value < 1e6 ? `${short(value / 1_000)} µs` : `${short(value / 1e6)} ms`;
  };
  const floorOf = (rows) => rows['bitfinex-ws, only kept'] ?? rows['bitfinex-ws'];
  const bars = (rows) =>
    Object.entries(rows).map(([name, { ns: value }]) => ({
      name: name.replace('bitfinex-ws, ', 'ours, '),
      value,
      own: isOurs(name),
    }));
  const parsed = (rows) => ({ name: 'JSON.parse', value: floorOf(rows).floor });
  const over = (traffic) => {
    const rows = found.raced.rows.filter((row) => row.traffic === traffic);
    return {
      bars: bars(Object.fromEntries(rows.filter(({ name }) => name !== FLOOR).map((row) => [row.name, row]))),
      floor: { name: FLOOR, value: rows.find(({ name }) => name === FLOOR).ns },
      unit: time,
    };
  };
  const inside = (rows) => ({ bars: bars(rows), floor: parsed(rows), unit: time });
  const [, deep] = Object.values(found.held.books);
  // One axis for all times, so that bars can be compared from panel to panel.
  const axis = [found.decoded.trades, ...Object.values(found.kept), found.raced.rows].flatMap((rows) =>
    Object.values(rows).map(({ ns }) => ns),
  );
  const { machine } = found;
  return barChart({
    head: 'bitfinex-ws beside its peers, on the same frames',
    notes: [
      'Logarithmic axes; shorter is better. Processor time per message, medians. ccxt has no message for an update of a book; tardis-dev verifies no checksum.',
      `${machine.day}, ${machine.cores} cores (${machine.cpu}), Node ${machine.node}; ${Object.entries(found.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}`,
    ],
    panels: [
      { title: 'Decode a trade', ...inside(found.decoded.trades), axis },
      { title: 'Whole client over loopback: trades', ...over('trades'), axis },
      { title: 'Book of 25 levels: decode, apply, verify', ...inside(found.kept['P0, 25 levels']), axis },
      { title: 'Book of 250 levels: decode, apply, verify', ...inside(found.kept['P0, 250 levels']), axis },
      { title: 'Whole client over loopback: book of 100 levels', ...over('a book of 100 levels'), axis },
      {
        title: 'Memory of a book of 250 levels',
        bars: Object.entries(deep).map(([name, { book }]) => ({ name, value: book / 1024, own: isOurs(name) })),
        floor: null,
        unit: (value) => `${short(value)} KB`,
      },
    ],
  });
};
