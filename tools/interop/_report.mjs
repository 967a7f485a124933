// The tables of a run, for the screen and for docs/interop.md.
import { CLIENTS, FEATURES } from './_features.mjs';

const SIGNS = { works: '✓', defect: 'defect', absent: '–', fails: '✗' };
const WORST = ['works', 'absent', 'defect', 'fails'];

/** One verdict a feature: the worst of those that were said. */
export const settle = (rows) => {
  const settled = new Map();
  for (const row of rows) {
    const before = settled.get(row.feature);
    if (!before || WORST.indexOf(row.verdict) > WORST.indexOf(before.verdict)) settled.set(row.feature, row);
  }
  return settled;
};

const cell = (row, isOffered = true) => {
  if (row === undefined) return isOffered ? '' : SIGNS.absent;
  const sign = SIGNS[row.verdict];
  return row.verdict === 'works' && row.note.startsWith('REST only') ? 'REST only ✓' : sign;
};

const table = (head, lines) => {
  const all = [head, ...lines].map((line) => line.map(String));
  const widths = head.map((_, at) => Math.max(3, ...all.map((line) => [...line[at]].length)));
  const row = (line) => `| ${line.map((text, at) => text + ' '.repeat(widths[at] - [...text].length)).join(' | ')} |`;
  return [row(all[0]), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...all.slice(1).map(row)];
};

export const featureTable = (results) => {
  const names = results.map(({ name }) => CLIENTS[name].title);
  return FEATURES.flatMap(([title, features]) => [
    ...table(
      [title, ...names],
      features.map(([feature, label]) => [
        label,
        ...results.map(({ name, verdicts }) =>
          cell(verdicts.get(feature), title !== 'Account' || !CLIENTS[name].isPublic),
        ),
      ]),
    ),
    '',
  ]);
};

const sumOf = (truth, pick) => truth.reduce((sum, each) => sum + pick(each), 0);
export const wireTable = (results) =>
  table(
    ['on the wire', ...results.map(({ name }) => CLIENTS[name].title)],
    [
      ['connections', (truth) => truth.length],
      ['frames', (truth) => sumOf(truth, ({ frames }) => frames)],
      ['checksums right, P', (truth) => sumOf(truth, ({ checksums }) => checksums.P)],
      ['checksums right, R0', (truth) => sumOf(truth, ({ checksums }) => checksums.R0)],
      [
        'checksums right, funding (a rule of the simulator alone)',
        (truth) => sumOf(truth, ({ checksums }) => checksums.funding),
      ],
      ['checksums wrong', (truth) => sumOf(truth, ({ mismatches }) => mismatches.length)],
      ['numbered frames', (truth) => sumOf(truth, ({ sequence }) => sequence.frames)],
      ['numbers out of turn', (truth) => sumOf(truth, ({ sequence }) => sequence.gaps.length)],
      ['`te`, then `tu`', (truth) => sumOf(truth, ({ trades }) => trades.tu)],
      ['`tu` without `te`', (truth) => sumOf(truth, ({ trades }) => trades.wrong.length)],
      ['heartbeats', (truth) => sumOf(truth, ({ beats }) => beats)],
      ['levels beyond a window', (truth) => sumOf(truth, ({ windows }) => windows.length)],
    ].map(([label, of]) => [label, ...results.map(({ truth }) => of(truth))]),
  );

const ofVerdict = (results, wanted) =>
  results.flatMap(({ name, verdicts }) =>
    [...verdicts.values()]
      .filter(({ verdict }) => verdict === wanted)
      .map(({ feature, note }) => ({ client: CLIENTS[name].title, feature: labelOf(feature), note })),
  );
const labelOf = (feature) =>
  FEATURES.flatMap(([, features]) => features).find(([id]) => id === feature)?.[1] ?? feature;

export const defectList = (results) =>
  ofVerdict(results, 'defect').map(({ client, feature, note }) => `- **${client}**, ${feature}: ${note}.`);
export const failureList = (results) =>
  ofVerdict(results, 'fails').map(({ client, feature, note }) => `${client}, ${feature}: ${note}`);
export const notes = (results) =>
  results.flatMap(({ name, verdicts }) => [
    `${CLIENTS[name].title}`,
    ...FEATURES.flatMap(([, features]) => features).flatMap(([feature, label]) => {
      const row = verdicts.get(feature);
      return row ? [`  ${cell(row).padEnd(12)} ${label}: ${row.note}`] : [];
    }),
  ]);

export const mannersTable = (rows) => table(['order and timing', 'the exchange', 'simulator', ''], rows);

export const page = ({ seconds, results, rows, recorded }) => {
  const lines = [
    '# Other people’s clients against the simulator',
    '',
    'What other clients do with the simulator, feature by feature, and what the simulator had to learn from them.',
    '',
    `Made by \`npm run interop -- ${seconds}\`; the short form is \`npm run interop\`. Each client runs in a process of its own, its code`,
    'as it was published, with nothing but the address overridden; `tools/interop/clients` has a script for each. A relay in between',
    'changes nothing and writes down what passes: books and their checksums, sequence numbers and trades are judged from that by code',
    'that knows neither the simulator nor the client, so that where a client disagrees with it, the fault is the client’s.',
    '',
    'Install the clients with `npm ci --ignore-scripts --prefix tools/interop`; they lie outside the workspaces.',
    '',
    ...results.map(({ name }) => `- **${CLIENTS[name].title}**: ${CLIENTS[name].word}.`),
    '',
    '## Client × feature',
    '',
    '✓ works · defect: known, the client’s own, see below · – the client does not offer it · ✗ does not work · empty: not asked',
    '',
    ...featureTable(results),
    `Books were open with checksums on for ${seconds} s.`,
    '',
    '## Defects of the clients',
    '',
    ...defectList(results),
    '',
    '## What was on the wire',
    '',
    ...wireTable(results),
    '',
    '## Order and timing',
    '',
    recorded
      ? 'The same requests in the same order as in a recording of the exchange of 2021, 21 channels for half a minute; what is not in it is compared with what was observed elsewhere.'
      : 'The recording is not here: only what was observed elsewhere is compared.',
    '',
    ...mannersTable(rows),
    '',
  ];
  return lines.join('\n');
};
