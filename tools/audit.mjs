// node tools/audit.mjs: are known defects in what the packages depend on (`npm audit`, from high on), and are the packages that
// npm installed signed by their registry (`npm audit signatures`)? The services do not answer on every network. What could not
// be asked counts as failed (exit code 2), unless AUDIT_OVERRIDE says why the release may go without; what was found always
// does (exit code 1), whatever AUDIT_OVERRIDE says.
import { spawnSync } from 'node:child_process';

const npm = (...args) => {
  const { stdout, stderr } = spawnSync('npm', ['audit', ...args, '--json', '--audit-level=high'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 300_000,
  });
  try {
    return { told: JSON.parse(stdout), stderr: stderr ?? '' };
  } catch {
    return { told: null, stderr: stderr ?? '' };
  }
};

const reason = process.env.AUDIT_OVERRIDE?.trim() ?? '';
const outcomes = [];
const note = (outcome, text) => {
  outcomes.push(outcome);
  const kind = { ok: 'notice', found: 'error', unasked: reason ? 'warning' : 'error' }[outcome];
  console.log(process.env.GITHUB_ACTIONS ? `::${kind}::${text.replaceAll('\n', ' ')}` : text);
};
const why = ({ told, stderr }) =>
  told?.message ?? told?.error?.summary ?? /npm (?:warn audit|error) (.*)/.exec(stderr)?.[1] ?? 'no answer';

const advisories = npm('--omit=dev');
const counts = advisories.told?.metadata?.vulnerabilities;
if (!counts) note('unasked', `known defects: NOT CHECKED, the audit service did not answer (${why(advisories)})`);
else if (counts.high + counts.critical > 0) {
  const names = Object.values(advisories.told.vulnerabilities).map(({ name, severity }) => `${name} (${severity})`);
  note('found', `known defects: ${counts.high} high, ${counts.critical} critical: ${names.join(', ')}`);
} else note('ok', `known defects: none of high or critical in ${advisories.told.metadata.dependencies.prod} packages`);

const signatures = npm('signatures');
const { invalid, missing } = signatures.told ?? {};
if (!Array.isArray(invalid)) note('unasked', `signatures: NOT CHECKED, the registry gave no keys (${why(signatures)})`);
else if (invalid.length > 0) note('found', `signatures: invalid: ${invalid.map(({ name }) => name).join(', ')}`);
else note('ok', `signatures: none invalid, ${missing.length} packages without one`);

if (outcomes.includes('unasked') && reason) console.log(`AUDIT_OVERRIDE: ${reason}`);
process.exitCode = outcomes.includes('found') ? 1 : outcomes.includes('unasked') && !reason ? 2 : 0;
