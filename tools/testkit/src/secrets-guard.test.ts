import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');

/** How a program may sign, each with the same secret. */
const SIGN = {
  node: `const signature = crypto.createHmac('sha384', SECRET).update('AUTH1').digest('hex');`,
  webCrypto: `
    const key = await globalThis.crypto.subtle.importKey('raw', new TextEncoder().encode(SECRET), { name: 'HMAC', hash: 'SHA-384' }, false, ['sign']);
    const signature = Buffer.from(await globalThis.crypto.subtle.sign('HMAC', key, new TextEncoder().encode('AUTH1'))).toString('hex');`,
  jwk: `
    const k = Buffer.from(SECRET).toString('base64url');
    await crypto.webcrypto.subtle.importKey('jwk', { kty: 'oct', k }, { name: 'HMAC', hash: 'SHA-384' }, false, ['sign']);`,
  injected: `
    const signature = 'signed-somewhere-else-0123456789';
    const proofs = { signer: async () => ({ _tag: 'Right', right: signature }) };
    await new Promise((signed) => createProver(proofs, {}, () => {}).run({ type: 'Sign', nonce: 1, text: 'AUTH1' }, signed));`,
  token: `
    const token = 'pub:api:token-0123456789';
    const proofs = { token: async () => ({ _tag: 'Right', right: token }) };
    await new Promise((given) => createProver(proofs, {}, () => {}).run({ type: 'AskToken', nonce: 1 }, given));`,
};
const LOGIN = `const login = JSON.stringify({ event: 'auth', apiKey: KEY, authSig: signature });`;

/** What a program may do wrong: each of these has to be found. */
const LEAKS: Readonly<Record<string, string>> = {
  'fs.writeFileSync, before it was signed with': `fs.writeFileSync(FILE, 'key=' + SECRET); ${SIGN.node}`,
  'fs.writeFileSync': `${SIGN.node} fs.writeFileSync(FILE, 'key=' + SECRET);`,
  'fs.writeFileSync, a signature': `${SIGN.node} fs.writeFileSync(FILE, signature);`,
  'fs.writeFileSync, the key of a login': `${SIGN.node} ${LOGIN} fs.writeFileSync(FILE, 'by ' + KEY);`,
  'fs.writeFileSync, the login': `${SIGN.node} ${LOGIN} fs.writeFileSync(FILE, login);`,
  'fs.writeFileSync, a Buffer': `${SIGN.node} fs.writeFileSync(FILE, Buffer.from('key=' + SECRET));`,
  'fs.writeFileSync, a DataView': `${SIGN.node} fs.writeFileSync(FILE, new DataView(new TextEncoder().encode(SECRET).buffer));`,
  'fs.appendFileSync': `${SIGN.node} fs.appendFileSync(FILE, SECRET);`,
  'fs.writeSync': `${SIGN.node} const fd = fs.openSync(FILE, 'w'); fs.writeSync(fd, SECRET); fs.closeSync(fd);`,
  'fs.writevSync': `${SIGN.node} const fd = fs.openSync(FILE, 'w'); fs.writevSync(fd, [Buffer.from(SECRET)]); fs.closeSync(fd);`,
  'fs.write': `${SIGN.node} const fd = fs.openSync(FILE, 'w'); await new Promise((done) => fs.write(fd, SECRET, done)); fs.closeSync(fd);`,
  'fs.writeFile': `${SIGN.node} await new Promise((done) => fs.writeFile(FILE, SECRET, done));`,
  'fs.appendFile': `${SIGN.node} await new Promise((done) => fs.appendFile(FILE, SECRET, done));`,
  'fs.createWriteStream': `${SIGN.node} await new Promise((done) => fs.createWriteStream(FILE).end('key=' + SECRET, done));`,
  'a stream that is corked': `${SIGN.node} const out = fs.createWriteStream(FILE); out.cork(); out.write('key='); out.write(SECRET); out.uncork(); await new Promise((done) => out.end(done));`,
  'fs.promises.writeFile': `${SIGN.node} await fs.promises.writeFile(FILE, SECRET);`,
  'fs.promises.writeFile, an iterable': `${SIGN.node} await fs.promises.writeFile(FILE, ['key=', SECRET]);`,
  'fs.promises.appendFile': `${SIGN.node} await fs.promises.appendFile(FILE, SECRET);`,
  'a file handle': `${SIGN.node} const file = await fs.promises.open(FILE, 'w'); await file.write(SECRET); await file.close();`,
  'writeFile of a file handle': `${SIGN.node} const file = await fs.promises.open(FILE, 'w'); await file.writeFile(Buffer.from(SECRET)); await file.close();`,
  'the stream of a file handle': `${SIGN.node} const file = await fs.promises.open(FILE, 'w'); await new Promise((done) => file.createWriteStream().end(SECRET, done));`,
  'a secret that WebCrypto holds': `${SIGN.webCrypto} console.log(SECRET);`,
  'a secret that WebCrypto was given as a JWK': `${SIGN.jwk} console.log(SECRET);`,
  'a signature of WebCrypto': `${SIGN.webCrypto} console.log(signature);`,
  'the key of a login that WebCrypto signed': `${SIGN.webCrypto} ${LOGIN} console.log(KEY);`,
  'a secret that WebCrypto holds, in a file': `${SIGN.webCrypto} fs.writeFileSync(FILE, SECRET);`,
  'a signature of an injected signer': `${SIGN.injected} console.log(signature);`,
  'the key of a login that an injected signer signed': `${SIGN.injected} ${LOGIN} console.log(KEY);`,
  'a token': `${SIGN.token} console.log(token);`,
  JSON: `${SIGN.node} JSON.stringify({ secret: SECRET });`,
  'the console': `${SIGN.node} console.error(new Error('with ' + SECRET));`,
};
/** What it may do: none of these may be found. */
const FINE: Readonly<Record<string, string>> = {
  'a login that is sent': `${SIGN.webCrypto} ${LOGIN}`,
  'a file without a secret': `${SIGN.node} fs.writeFileSync(FILE, 'nothing'); await fs.promises.writeFile(FILE, Buffer.from('nothing'));`,
  'a file of keys': `${SIGN.node} fs.writeFileSync(FILE, JSON.stringify({ apiKey: KEY, apiSecret: SECRET }));`,
  'the part of a buffer that holds none': `
    ${SIGN.node}
    const bytes = Buffer.from('key=' + SECRET);
    const fd = fs.openSync(FILE, 'w');
    fs.writeSync(fd, bytes, 0, 4);
    fs.closeSync(fd);`,
  'what a test before it has signed with': `console.log(SECRET);`,
  'a file that is read back': `
    ${SIGN.node}
    const file = await fs.promises.open(FILE, 'w+');
    await file.write('whole');
    await file.appendFile(' text');
    await file.close();
    const out = fs.createWriteStream(FILE, { flags: 'a' });
    await new Promise((done) => out.end(' and more', done));
    const { bytesWritten } = await new Promise((done) => {
      const fd = fs.openSync(FILE, 'a');
      fs.write(fd, '.', (error, bytesWritten) => { fs.closeSync(fd); done({ bytesWritten }); });
    });
    expect([fs.readFileSync(FILE, 'utf8'), bytesWritten]).toEqual(['whole text and more.', 1]);`,
};

const programOf = (folder: string): string => `
const fs = require('node:fs');
const crypto = require('node:crypto');
const { createProver } = require(${JSON.stringify(join(root, 'packages/client/src/trading/proof'))});
const SECRET = 'canary-secret-4f1c';
const KEY = 'canary-key-77ab';
const FILE = ${JSON.stringify(join(folder, 'written'))};
${Object.entries({ ...LEAKS, ...FINE })
  .map(([title, body]) => `it(${JSON.stringify(title)}, async () => { ${body} });`)
  .join('\n')}
`;

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly message: string;
    readonly assertionResults: ReadonlyArray<{
      readonly title: string;
      readonly status: string;
      readonly failureMessages: ReadonlyArray<string>;
    }>;
  }>;
}

/** Has Jest run the program under the guard, as it runs the tests of this repository. */
const run = (folder: string): Report => {
  // Inside the repository, where packages and transforms are found.
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const box = mkdtempSync(join(cache, 'leaks-'));
  try {
    const [config, output] = [join(box, 'jest.config.mjs'), join(box, 'report.json')];
    writeFileSync(join(box, 'leaks.test.cjs'), programOf(folder));
    writeFileSync(
      config,
      `import { base } from '../../jest.base.mjs';
export default { ...base, rootDir: '.', moduleFileExtensions: [...base.moduleFileExtensions, 'cjs'], testMatch: ['<rootDir>/leaks.test.cjs'], modulePathIgnorePatterns: [], cacheDirectory: '<rootDir>/jest' };`,
    );
    const jest = join(root, 'node_modules/jest/bin/jest.js');
    const ran = spawnSync(process.execPath, [jest, '-c', config, '-i', '--json', `--outputFile=${output}`], {
      cwd: box,
    });
    try {
      return JSON.parse(readFileSync(output, 'utf8')) as Report;
    } catch {
      throw new Error(`no report: ${String(ran.stderr)}`);
    }
  } finally {
    rmSync(box, { recursive: true });
  }
};

describe('the guard that reads what every test tells', () => {
  it('fails each test that lets out a secret, a signature, a key or a token, however it does, and no other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'leaks-'));
    try {
      const [results] = run(folder).testResults;
      if (results === undefined || results.assertionResults.length === 0) throw new Error(results?.message);
      const told = results.assertionResults.map(({ title, status, failureMessages }) => [
        title,
        status,
        failureMessages.map((message) => /A secret was told/.exec(message)?.[0] ?? message),
      ]);
      expect(told).toEqual([
        ...Object.keys(LEAKS).map((title) => [title, 'failed', ['A secret was told']]),
        ...Object.keys(FINE).map((title) => [title, 'passed', []]),
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
