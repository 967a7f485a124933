// Runs the contract of one package in whatever JavaScript this is. It knows neither a file system nor a network; the host
// around it passes what there is.

/** What ends a test that hangs, ms: no test is about how long it takes, and the machine may be busy with other things. */
const TEST_TIMEOUT_MS = 180_000;

class Refuted extends Error {}

const show = (value) => {
  try {
    return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each)) ?? String(value);
  } catch {
    return String(value);
  }
};

const same = (left, right) => {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => same(left[name], right[name]));
};

const asserts = {
  ok: (value, text) => {
    if (!value) throw new Refuted(text);
  },
  equal: (actual, expected, text = '') => {
    if (!same(actual, expected)) throw new Refuted(`${text} is ${show(actual)}, not ${show(expected)}`);
  },
  /** The value of a Right. */
  right: (either) => {
    if (either?._tag !== 'Right') throw new Refuted(`not a Right: ${show(either)}`);
    return either.right;
  },
  /** The error of a Left. */
  left: (either) => {
    if (either?._tag !== 'Left') throw new Refuted(`not a Left: ${show(either)}`);
    return either.left;
  },
};

const within = async (promise) => {
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Refuted(`not done after ${TEST_TIMEOUT_MS} ms`)), TEST_TIMEOUT_MS);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
};

/** What every package promises: each entry is there, with the values that its types declare, and no others. */
const exportsTests = (entries) =>
  entries.map(({ specifier, values }) => [
    `${specifier} has the ${values.length} values that its types declare`,
    async ({ load, equal, ok }) => {
      const module = await load(specifier);
      // `default` and the markers are what CommonJS looks like from outside.
      const names = Object.keys(module).filter((name) => !['default', '__esModule', 'module.exports'].includes(name));
      equal(names.sort(), [...values].sort(), specifier);
      for (const name of values) ok(module[name] !== undefined, `${name} of ${specifier} is undefined`);
    },
  ]);

/** What a test may need, in words. */
const NEEDS = {
  files: 'a file system',
  listen: 'a port to listen on',
  simulator: 'a simulator to connect to',
  children: 'processes of its own',
  ws: 'the package ws',
  both: 'import and require in one process',
  'all entries': 'the entries for Node',
  'one instance': 'that import and require give one instance',
  WebSocket: 'a WebSocket of the platform',
};

/** Runs the tests one after the other, tells each outcome, and answers whether all went well. */
export const runContract = async ({ short, entries, tests, abilities, kit, tell }) => {
  let good = true;
  for (const [title, body, needs = []] of [...exportsTests(entries), ...tests]) {
    const missing = needs.filter((need) => !abilities.includes(need));
    if (missing.length > 0) {
      tell({
        package: short,
        title,
        outcome: 'skip',
        reason: `needs ${missing.map((need) => NEEDS[need] ?? need).join(', ')}`,
      });
      continue;
    }
    const opened = [];
    const simulator = async (options) => {
      const exchange = await kit.simulator(options);
      opened.push(exchange);
      return exchange;
    };
    try {
      await within(body({ ...asserts, ...kit, simulator }));
      tell({ package: short, title, outcome: 'pass' });
    } catch (failure) {
      good = false;
      const reason = failure instanceof Refuted ? failure.message : String(failure?.stack ?? failure);
      tell({ package: short, title, outcome: 'FAIL', reason });
    } finally {
      // A test that failed half way leaves its simulator listening; closing twice is the same as once.
      for (const exchange of opened) await exchange.close().catch(() => undefined);
    }
  }
  return good;
};

const at = (object, name) => name.split('.').reduce((value, part) => value[part], object);

/** A simulator in this process. `call` names a method of it: 'control.setBook'. */
export const localSimulator = (load) => async (options) => {
  const { startSimulator } = await load('@bitfinex-ws/simulator');
  const simulator = asserts.right(await startSimulator(options));
  return {
    url: simulator.url,
    keys: simulator.keys,
    call: async (name, ...args) => at(simulator, name)(...args),
    close: () => simulator.close(),
  };
};

/** A simulator of whoever runs this, for those who cannot listen. */
export const remoteSimulator = (base) => async (options) => {
  const ask = async (body) => {
    const answer = await fetch(`${base}/simulator`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  };
  const { id, url, keys } = await ask({ start: options });
  return {
    url,
    keys,
    call: (name, ...args) => ask({ id, name, args }),
    close: () => ask({ id, name: 'close', args: [] }),
  };
};
