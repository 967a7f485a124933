// What a process of Node, Bun or Deno gives to the contracts: files, a port to listen on, children.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { localSimulator, runContract } from './harness.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Starts a script as a person would, and answers how it ended. */
export const spawner =
  (self) =>
  (script, args, stdin = '') =>
    new Promise((resolve, reject) => {
      const [command, ...before] = self;
      const child = spawn(command, [...before, script, ...args]);
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk) => (stdout += chunk));
      child.stderr.on('data', (chunk) => (stderr += chunk));
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, stdout, stderr }));
      child.stdin.end(stdin);
    });

export const tell = (outcome) => process.stdout.write(`##${JSON.stringify(outcome)}\n`);

export const runAll = async ({ load, other }) => {
  const { packages, abilities, self, runtime } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
  const scratch = fs.mkdtempSync(path.join(here, 'scratch-'));
  const kit = {
    load,
    other: async (specifier) => other(specifier),
    runtime,
    simulator: localSimulator(load),
    file: (name) => path.join(scratch, name),
    script: (file) => path.join(here, file),
    spawn: spawner(self),
  };
  try {
    for (const { short, entries } of packages) {
      const { default: tests } = await import(`./contract/${short}.mjs`);
      if (!(await runContract({ short, entries, tests, abilities, kit, tell }))) process.exitCode = 1;
    }
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
  // Nothing keeps the process alive from here on, or something was left behind.
  tell({ done: true });
};
