// Jest loads this before each test file. Whatever a test is about: the secret that signed something in it, the signature and the key
// of the login must not be told to anybody but in the login's frame. Read are standard output and error, the console, what the
// command line writes, what loggers hear, what is said of errors, all JSON that is written (lines of recordings, frames, events), and
// whatever goes into a file. The secrets need no list: who signs shows them, by node:crypto or WebCrypto, and of a signer or a maker of
// tokens that a test injects, what it answers. Those of a test are forgotten with it.
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

const hideSignature = (signature) => {
  signatures.add(signature);
  // The tests of the login itself print what it wants to have sent.
  if (!isOfLogin()) hide(signature, 'a signature');
};
const textOf = (data) =>
  ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString() : data;

// The platform's own modules are the same for all test files of a process: each wraps what the first found.
const wrap = (object, name, wrapper) => {
  const kept = Symbol.for(`bitfinex-ws: ${name} as it was`);
  const real = (object[kept] ??= object[name]);
  const wrapped = wrapper(real);
  // What the platform hangs on a function, as its form for promises, stays there.
  object[name] = Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(real));
};

wrap(crypto, 'createHmac', (createHmac) => (algorithm, secret, ...rest) => {
  const hmac = createHmac(algorithm, secret, ...rest);
  if (algorithm !== 'sha384') return hmac;
  hide(String(secret), 'a secret');
  const { digest } = hmac;
  hmac.digest = (...how) => {
    const signature = digest.apply(hmac, how);
    hideSignature(signature);
    return signature;
  };
  return hmac;
});
const { subtle } = crypto.webcrypto;
wrap(subtle, 'importKey', (importKey) => (format, key, ...rest) => {
  if (format === 'jwk') hide(Buffer.from(String(key?.k), 'base64url').toString(), 'a secret');
  else hide(key instanceof ArrayBuffer ? Buffer.from(key).toString() : textOf(key), 'a secret');
  return importKey.call(subtle, format, key, ...rest);
});
wrap(subtle, 'sign', (sign) => (...args) => {
  const signed = sign.apply(subtle, args);
  signed.then(
    (bytes) => hideSignature(Buffer.from(bytes).toString('hex')),
    () => undefined,
  );
  return signed;
});

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

/** What Jest keeps for itself is no telling: it holds the tests, and with them their secrets. */
const isOfJest = (target) => {
  try {
    const file = typeof target === 'number' ? fs.readlinkSync(`/proc/self/fd/${target}`) : String(target);
    return file.includes(`${path.sep}.cache${path.sep}`);
  } catch {
    return false;
  }
};
const tellFile = (target, data) => {
  const text = textOf(data);
  if (typeof text === 'string' && !text.startsWith(KEY_FILE) && !isOfJest(target)) tell(text, 'a file');
};
/** `write` takes part of its bytes: by an offset and a length, or by an object with both. */
const partOf = (data, from, length) => {
  if (!ArrayBuffer.isView(data)) return data;
  const { offset = 0, length: count } =
    typeof from === 'object' && from !== null ? from : { offset: from ?? 0, length };
  const start = data.byteOffset + (Number(offset) || 0);
  return Buffer.from(
    data.buffer,
    start,
    Math.min(Number(count ?? data.byteLength), data.byteOffset + data.byteLength - start),
  );
};
/** A stream of parts is looked at as it goes by. */
const looked = (target, data) => {
  if (typeof data === 'string' || ArrayBuffer.isView(data) || typeof data !== 'object' || data === null) {
    tellFile(target, data);
    return data;
  }
  return (async function* () {
    for await (const part of data) {
      tellFile(target, part);
      yield part;
    }
  })();
};
const ofWhole = (real) =>
  function (target, data, ...rest) {
    tellFile(target, data);
    return real.call(this, target, data, ...rest);
  };
const ofPart = (real) =>
  function (target, data, ...rest) {
    tellFile(target, partOf(data, ...rest));
    return real.call(this, target, data, ...rest);
  };
const ofParts = (real) =>
  function (target, parts, ...rest) {
    for (const part of parts) tellFile(target, part);
    return real.call(this, target, parts, ...rest);
  };
for (const name of ['writeFile', 'writeFileSync', 'appendFile', 'appendFileSync']) wrap(fs, name, ofWhole);
for (const name of ['write', 'writeSync']) wrap(fs, name, ofPart);
for (const name of ['writev', 'writevSync']) wrap(fs, name, ofParts);
for (const name of ['writeFile', 'appendFile']) {
  wrap(
    fs.promises,
    name,
    (real) =>
      (target, data, ...rest) =>
        real(target, looked(target, data), ...rest),
  );
}
wrap(fs.promises, 'open', (open) => async (...args) => {
  const handle = await open(...args);
  const { write, writev, writeFile, appendFile } = handle;
  handle.write = (data, ...rest) => ofPart((_fd, ...all) => write.apply(handle, all))(handle.fd, data, ...rest);
  handle.writev = (parts, ...rest) => ofParts((_fd, ...all) => writev.apply(handle, all))(handle.fd, parts, ...rest);
  handle.writeFile = (data, ...rest) => writeFile.call(handle, looked(handle.fd, data), ...rest);
  handle.appendFile = (data, ...rest) => appendFile.call(handle, looked(handle.fd, data), ...rest);
  return handle;
});

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

// Whoever signs elsewhere shows no secret, but what it answers is one.
through('../packages/client/src/trading/proof.js', 'createProver', (create) => (proofs, ...rest) => {
  // What it answers, or throws, is passed on as it is.
  const heard =
    (ask, hear) =>
    (...args) => {
      const answer = ask(...args);
      answer?.then?.(
        (either) => either?._tag === 'Right' && hear(either.right),
        () => undefined,
      );
      return answer;
    };
  const { signer, token } = proofs;
  return create(
    {
      ...proofs,
      ...(signer && { signer: heard(signer, hideSignature) }),
      ...(token && { token: heard(token, (given) => hide(given, 'a token')) }),
    },
    ...rest,
  );
});

beforeEach(() => {
  leaks = [];
});
afterEach(() => {
  const found = [...new Set(leaks)];
  [hidden, signatures, told, size, leaks] = [new Map(), new Set(), [], 0, []];
  if (found.length > 0) throw new Error(`A secret was told: ${found.join('; ')}.`);
});
