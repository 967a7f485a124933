// The exchange of a run: a simulator in a process of its own, so that what the clients keep is not mixed with what it keeps. It
// is spoken to by name over the channel between the two processes; its market moves by this file's hand and can stand still.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';
import { createFastClock } from './_clock.mjs';

/** Steps of each market in so many real ms. */
const [STEPS, STEP_MS] = [3, 20];

/** Runs in the child. */
export const serveExchange = async (seed, speed) => {
  const started = await startSimulator({
    seed,
    rate: 0,
    clock: createFastClock(speed),
    ledger: { trades: 1_000_000, connections: 10 },
  });
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  const simulator = started.right;
  let moves = false;
  setInterval(() => moves && simulator.step(STEPS), STEP_MS);
  const injections = [];
  const kept = (injected) => {
    if (injected._tag === 'Left') throw new Error(explainSimulatorError(injected.left));
    return injections.push(injected.right) - 1;
  };
  const asked = {
    url: () => simulator.url,
    symbols: () => simulator.symbols,
    move: (on) => void (moves = on),
    inject: (fault, connections) => kept(simulator.control.inject(fault, connections)),
    schedule: (entry) => kept(simulator.control.schedule(entry)),
    hits: (injection) => injections[injection].hits(),
    /** How often it struck; what is left of it is taken back. */
    settle: (injection) => {
      const { hits, cancel } = injections[injection];
      cancel();
      return hits();
    },
    calm: () => simulator.control.calm(),
    /** Those that are alive: of one that is half open the server does not hear that it has ended. */
    connections: () => simulator.control.connections().filter(({ state }) => state !== 'half-open').length,
    /** Ids of the trades of a symbol, oldest first. */
    trades: (symbol) => simulator.ledger.trades(symbol).map(({ id }) => id),
    book: (symbol, prec, len) => simulator.ledger.book(symbol, prec, len),
    framesOut: () => simulator.stats().framesOut,
  };
  process.on('message', ({ call, name, args }) => process.send({ call, answer: asked[name](...args) }));
  process.on('disconnect', () => process.exit());
  process.send({ call: 0, answer: null });
};

/** Runs in the parent: `ask(name, …)` answers a promise of what the child's function of that name says. */
export const openExchange = async (seed, speed) => {
  const args = ['exchange', String(seed), String(speed)];
  const child = fork(process.argv[1], args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map();
  let calls = 0;
  child.on('message', ({ call, answer }) => {
    waiting.get(call)?.(answer);
    waiting.delete(call);
  });
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) throw new Error(`the exchange ended with ${code}`);
  });
  await new Promise((resolve) => waiting.set(0, resolve));
  return {
    ask: (name, ...args) =>
      new Promise((resolve) => {
        waiting.set(++calls, resolve);
        child.send({ call: calls, name, args });
      }),
    end: () => child.disconnect(),
  };
};
