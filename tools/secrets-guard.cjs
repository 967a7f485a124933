// Jest loads this before each test file. Whatever a test is about: the secret that signed something in it, the signature and the key
// of the login must not be told to anybody but in the login's frame. Read are standard output and error, the console, what the
// command line writes, what loggers hear, what is said of errors, and all JSON that is written: lines of recordings, frames, events.
// The secrets need no list: who signs shows them. Those of a test are forgotten with it.
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const LOGIN = '{"event":"auth"';
/** A file of keys that a test writes for the command line to read. */
const KEY_FILE = '{"apiKey":';
/** What was told before a secret was known is looked through too, as far as this many characters. */
const BACKLOG = 200_000;
/** A test that runs hundreds of exchanges has hundreds of keys: those of the last few are looked for. */
const WORDS = 24;

const isOfLogin = () => /[\\/]packages[\\/]auth[\\/]/.test(expect.getState().testPath ?? '');

let hidden = new Map();
/** What was signed with in this test: a login that carries none of them is words that a test made up, its key too. */
let signatures = new Set();
let told = [];
let size = 0;
let leaks = [];

const find = (text, where, words) => {
  for (const [word, what] of words) if (text.includes(word)) leaks.push(`${where} has ${what}`);
};
const hide = (word, what) => {
  if (typeof word !== 'string' || word.length < 8 || hidden.has(word)) return;
  hidden.set(word, what);
  if (hidden.size > WORDS) hidden.delete(hidden.keys().next().value);
  for (const [text, where] of told) find(text, where, [[word, what]]);
};
const tell = (text, where) => {
  if (typeof text !== 'string' || text.length < 8) return;
  find(text, where, hidden);
  if (size > BACKLOG) return;
  told.push([text, where]);
  size += text.length;
};
const tellAny = (value, where) => {
  if (typeof value === 'string') return tell(value, where);
  if (value instanceof Error) return tell(`${value.stack ?? value.message}`, where);
  // Whoever is told an object may print it; what is no JSON is not looked into.
  try {
    tell(stringify(value), where);
  } catch {
    // A circle, or a bigint.
  }
};

// The platform's own modules are the same for all test files of a process: each wraps what the first found.
const ORIGINAL = Symbol.for('bitfinex-ws: createHmac as it was');
const createHmac = (crypto[ORIGINAL] ??= crypto.createHmac);
crypto.createHmac = (algorithm, secret, ...rest) => {
  const hmac = createHmac(algorithm, secret, ...rest);
  if (algorithm !== 'sha384') return hmac;
  hide(String(secret), 'a secret');
  const { digest } = hmac;
  hmac.digest = (...how) => {
    const signature = digest.apply(hmac, how);
    signatures.add(signature);
    // The tests of the login itself print what it wants to have sent.
    if (!isOfLogin()) hide(signature, 'a signature');
    return signature;
  };
  return hmac;
};

const { stringify } = JSON;
JSON.stringify = (...args) => {
  const text = stringify(...args);
  if (text === undefined || text.startsWith(KEY_FILE)) return text;
  if (!text.startsWith(LOGIN)) tell(text, 'JSON');
  else {
    find(
      text,
      'a login',
      [...hidden].filter(([, what]) => what === 'a secret'),
    );
    if (signatures.has(args[0]?.authSig)) hide(args[0].apiKey, 'a key');
  }
  return text;
};
for (const name of ['debug', 'error', 'info', 'log', 'warn']) {
  const say = console[name];
  console[name] = (...words) => {
    for (const word of words) tellAny(word, `console.${name}`);
    return say.apply(console, words);
  };
}
for (const name of ['stdout', 'stderr']) {
  const stream = process[name];
  const write = stream.write;
  beforeAll(() => {
    stream.write = (chunk, ...rest) => {
      tell(String(chunk), name);
      return write.call(stream, chunk, ...rest);
    };
  });
  afterAll(() => {
    stream.write = write;
  });
}

/** Replaces one function of a module of ours by one that looks at what goes through it. A package may stand alone. */
const through = (file, name, wrap) => {
  if (!fs.existsSync(path.join(__dirname, file.replace(/\.js$/, '.ts')))) return;
  jest.mock(file, () => {
    const real = jest.requireActual(file);
    return { ...real, [name]: wrap(real[name]) };
  });
};
through('../packages/cli/src/io/memory.js', 'createMemoryIo', (create) => (options) => {
  const io = create(options);
  const heard = (output, where) => ({
    ...output,
    write: (text) => {
      tell(text, where);
      return output.write(text);
    },
  });
  return { ...io, stdout: heard(io.stdout, 'standard output'), stderr: heard(io.stderr, 'standard error') };
});
through('../packages/client/src/voice.js', 'createVoice', (create) => (logger) => {
  const heard = (level) => (facts, text) => {
    tellAny(facts, 'a log');
    tell(text, 'a log');
    return logger[level]?.(facts, text);
  };
  return create({ ...logger, debug: heard('debug'), info: heard('info'), warn: heard('warn'), error: heard('error') });
});
through('../packages/client/src/trading/account-errors.js', 'explainAccountError', (explain) => (error) => {
  tellAny(error, 'an error');
  const text = explain(error);
  tell(text, 'an error');
  return text;
});

beforeEach(() => {
  leaks = [];
});
afterEach(() => {
  const found = [...new Set(leaks)];
  [hidden, signatures, told, size, leaks] = [new Map(), new Set(), [], 0, []];
  if (found.length > 0) throw new Error(`A secret was told: ${found.join('; ')}.`);
});
