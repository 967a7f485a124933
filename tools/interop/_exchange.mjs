// The simulator in a process of its own, so that what is listened in on has its own time.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';

const start = async (options) => {
  const started = await startSimulator(options);
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  return started.right.url;
};

/** Runs in the child, until the parent has gone. */
export const serveExchange = async () => {
  const accounts = await new Promise((resolve) => process.once('message', resolve));
  process.send(await Promise.all([start({ accounts }), start({ acks: 'recorded' })]));
  await new Promise((resolve) => process.once('disconnect', resolve));
  process.exit();
};

/** Runs in the parent; `slow` is another one, which acknowledges as late as the exchange was seen to. */
export const openExchange = async (accounts) => {
  const child = fork(process.argv[1], ['exchange']);
  child.send(accounts);
  const [url, slow] = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`the exchange ended with ${code}`)));
  });
  return { url, slow, end: () => child.disconnect() };
};
