// How changesets become changelogs: the note as it was written, and one line for all that moved below it. The commits' names are
// left out: whoever reads a changelog has the package, not the repository.
const getReleaseLine = async ({ summary }) => {
  const [first, ...rest] = summary.trim().split('\n');
  return [`- ${first}`, ...rest.map((line) => (line ? `  ${line}` : ''))].join('\n');
};

const getDependencyReleaseLine = async (_changesets, dependencies) =>
  dependencies.length === 0
    ? ''
    : `- Takes ${dependencies.map(({ name, newVersion }) => `${name} ${newVersion}`).join(', ')}.`;

module.exports = { getReleaseLine, getDependencyReleaseLine };
