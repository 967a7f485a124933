// Runs contracts in a process of a runtime and collects what became of each test.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { DENO_FLAGS, DENO_TEST_FLAGS } from './engines.mjs';
import { staticEntry } from './static-entry.mjs';

/**
 * What ends a process whose contracts hang, ms; and how long it may stay afterwards: shorter than what a client that was not closed
 * waits for its server to speak (35 s), or the simulator for a client (60 s), and as long as a busy machine may need.
 */
const RUN_TIMEOUT_MS = 900_000;
const END_TIMEOUT_MS = 30_000;

/** Runs a command and answers the outcomes that it tells; what goes wrong beside them is a failure of every package. */
const collect = (command, cwd, shorts, env = {}) =>
  new Promise((resolve) => {
    const outcomes = [];
    let noise = '';
    let done = false;
    let late = null;
    const child = spawn(command[0], command.slice(1), {
      cwd,
      env: { ...process.env, ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = (why) => {
      late = why;
      child.kill('SIGKILL');
    };
    let timer = setTimeout(() => kill(`not done after ${RUN_TIMEOUT_MS} ms`), RUN_TIMEOUT_MS);
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines) {
        if (!line.startsWith('##')) {
          noise += `${line}\n`;
          continue;
        }
        const told = JSON.parse(line.slice(2));
        if (!told.done) outcomes.push(told);
        else {
          done = true;
          clearTimeout(timer);
          timer = setTimeout(() => kill(`the process does not end by itself`), END_TIMEOUT_MS);
        }
      }
    });
    child.stderr.on('data', (chunk) => (noise += chunk));
    child.on('error', (error) => (noise += error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      const failed = outcomes.some(({ outcome }) => outcome === 'FAIL');
      const trouble = late ?? (!done || (code !== 0 && !failed) ? `ended with ${code}: ${noise.trim()}` : null);
      if (trouble !== null) {
        for (const short of shorts)
          outcomes.push({ package: short, title: 'the process', outcome: 'FAIL', reason: trouble });
      }
      resolve(outcomes);
    });
  });

/** All contracts in one process that finds the packages by itself. */
export const runHost = async (way, box, tasks) => {
  const file = path.join(fs.mkdtempSync(path.join(box.root, 'task-')), 'task.json');
  const { abilities, self } = way;
  fs.writeFileSync(file, JSON.stringify({ packages: tasks, abilities, self }));
  return collect(
    [...way.command, path.join(box.root, way.host), file],
    box.root,
    tasks.map(({ short }) => short),
  );
};

/** Each contract in a process of its own that may do nothing but what its package needs. */
export const runNarrow = async (way, box, tasks, remote) => {
  const outcomes = [];
  for (const task of tasks) {
    const scratch = fs.mkdtempSync(path.join(box.root, 'scratch-'));
    const allowed = DENO_TEST_FLAGS[task.short] ?? DENO_FLAGS[task.short] ?? [];
    const flags = allowed.map((flag) => flag.replace('SCRATCH', scratch));
    const file = path.join(box.root, `narrow-${task.short}.mjs`);
    fs.writeFileSync(file, staticEntry({ way, tasks: [task], all: tasks, scratch, remote, kit: 'process' }));
    outcomes.push(...(await collect([...way.command, ...flags, file], box.root, [task.short])));
  }
  return outcomes;
};
