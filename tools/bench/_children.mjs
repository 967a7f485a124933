// Processes of their own for whoever is measured and for the server, and the words that they exchange.
import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { startBlaster } from './_blaster.mjs';

/** The child that says the frames. */
export const serve = async () => {
  const blaster = await startBlaster();
  process.on('message', async ({ who, frames, url, truth, lose }) => {
    if (url) return process.send({ url: blaster.url(who) });
    if (truth) return process.send({ levels: blaster.levels(who) });
    const lost = await blaster.blast(who, frames, lose);
    return process.send({ said: frames, told: blaster.told(who), lost });
  });
  process.send({ ready: true });
};

/** A child that is measured: from before its frames are said until it has taken the last. */
export const contend = async ({ open }, url) => {
  const { count, given, problem } = await open(url);
  process.on('message', async ({ frames }) => {
    if (frames === 0) return process.send({ problem: problem(), given });
    const target = count() + frames;
    const cpu = process.cpuUsage();
    const from = performance.now();
    process.send({ begun: true });
    while (count() < target) await wait(2);
    const { user, system } = process.cpuUsage(cpu);
    return process.send({
      ns: (1_000 * (user + system)) / frames,
      rate: (1_000 * frames) / (performance.now() - from),
    });
  });
  await wait(500);
  process.send({ ready: true });
};

export const child = (...args) => {
  const process_ = fork(process.argv[1], args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answers = [];
  let hungry = null;
  process_.on('message', (answer) => {
    if (hungry === null) return answers.push(answer);
    const feed = hungry;
    hungry = null;
    return feed(answer);
  });
  process_.on('exit', (code) => {
    if (code !== null && code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
  });
  const next = () =>
    answers.length > 0 ? Promise.resolve(answers.shift()) : new Promise((resolve) => (hungry = resolve));
  return { send: (message) => process_.send(message), next, end: () => process_.disconnect() };
};

/** Ends these children, by name, and answers what each of them has to complain of. */
export const endAll = async (children) => {
  const problems = [];
  for (const [name, one] of Object.entries(children)) {
    one.send({ frames: 0 });
    const { problem } = await one.next();
    if (problem !== null) problems.push(`${name}: ${problem}`);
    one.end();
  }
  return problems;
};
