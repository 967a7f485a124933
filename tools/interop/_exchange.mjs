// The simulator in a process of its own, so that what is listened in on has its own time.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';

/** Runs in the child, until the parent has gone. */
export const serveExchange = async () => {
  const accounts = await new Promise((resolve) => process.once('message', resolve));
  const started = await startSimulator({ accounts });
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  process.send(started.right.url);
  await new Promise((resolve) => process.once('disconnect', resolve));
  process.exit();
};

/** Runs in the parent. */
export const openExchange = async (accounts) => {
  const child = fork(process.argv[1], ['exchange']);
  child.send(accounts);
  const url = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the exchange ended with ${code}`)));
  });
  return { url, end: () => child.disconnect() };
};
