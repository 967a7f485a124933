// A folder for one rehearsal and every process that it starts: all of it is gone when the rehearsal ends, however it ends.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What a rehearsal says when it has found what must not be; shown without a stack. */
export class Failed extends Error {}

const posix = process.platform !== 'win32';

/** The variables of this process without those that npm sets for the scripts it runs: they name another project. */
const bareEnv = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)));

export const openWorkshop = () => {
  // The real path: what compilers and npm print is compared with it.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'bitfinex-ws-rehearsal-')));
  const running = new Set();
  const kill = (child, signal) => {
    try {
      // Each has its own group, so that what it started itself ends with it.
      if (posix) process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch {
      // It has ended by itself.
    }
  };
  const clear = () => {
    for (const child of running) kill(child, 'SIGKILL');
    running.clear();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', clear);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])
    // prettier-ignore
    process.on(signal, () => {
      console.error(`\n${signal}: cleared away`);
      process.exit(code);
    });

  const start = (command, args, { cwd = folder, env = {} } = {}) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...bareEnv(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: posix,
      shell: !posix && command === 'npm',
    });
    running.add(child);
    child.on('exit', () => running.delete(child));
    return child;
  };

  /** Runs to the end and gives what was written; where the exit code is not 0, that is shown and the rehearsal ends. */
  const run = (command, args, options) =>
    new Promise((resolve, reject) => {
      const child = start(command, args, options);
      let stdout = '';
      let all = '';
      child.stdout.on('data', (chunk) => ((stdout += chunk), (all += chunk)));
      child.stderr.on('data', (chunk) => (all += chunk));
      child.on('error', (error) => reject(new Failed(`${command} could not be started: ${error.message}`)));
      child.on('close', (code) => {
        const said = [command === process.execPath ? 'node' : command, ...args].join(' ');
        if (code === 0) resolve({ stdout, all });
        else reject(new Failed(`${said} (exit code ${code})\n${all.slice(-6000)}`));
      });
    });

  /** Starts a program and waits until `enough(stdout)` gives something other than null; then, with `end`, ends it. */
  const until = (args, enough, { seconds, end, ...options }) =>
    new Promise((resolve, reject) => {
      const child = start(process.execPath, args, options);
      let stdout = '';
      let stderr = '';
      const give = (settle, value) => {
        clearTimeout(limit);
        if (end || settle === reject) kill(child, 'SIGTERM');
        settle(value);
      };
      const words = () => `\n${stdout.slice(-2000)}${stderr.slice(-4000)}`;
      const limit = setTimeout(
        () => give(reject, new Failed(`${args[0]}: nothing to show after ${seconds} s${words()}`)),
        seconds * 1000,
      );
      child.stderr.on('data', (chunk) => (stderr += chunk));
      child.stdout.on('data', (chunk) => {
        stdout += chunk;
        const found = enough(stdout);
        if (found !== null) give(resolve, found);
      });
      child.on('exit', (code) => give(reject, new Failed(`${args[0]} ended (exit code ${code}) too early${words()}`)));
    });

  return { folder, start, run, until, stop: (child) => kill(child, 'SIGTERM') };
};
