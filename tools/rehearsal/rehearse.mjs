// npm run rehearse: a release without a release. Takes the committed tree into a temporary folder, makes versions and
// changelogs of the changesets there, builds, packs, looks into every tarball, publishes to a registry that it starts on
// loopback, and installs from there into empty projects that run the README's ten lines, as ES module and as CommonJS.
// Then a fix of one package is released beside the others. Nothing is left behind, nothing here is changed, and nothing leaves
// this machine but questions for other people's packages. Exit code 1 where anything is not as it has to be.
import fs from 'node:fs';
import path from 'node:path';
import { printTable } from '../console-table.mjs';
import { cloneHead, installTools, publishedIn } from './_checkout.mjs';
import { emptyProject, installedIn, loadEntries, runTenLines, startSimulator, tenLinesOf } from './_newcomer.mjs';
import { openRegistry } from './_registry.mjs';
import { complaintsOf, readTarball } from './_tarball.mjs';
import { Failed, openWorkshop } from './_workshop.mjs';

if (process.argv.includes('--help')) {
  console.log(
    'npm run rehearse [-- --repository OWNER/NAME]\n\nRehearses a release of the committed tree on a registry of its own on loopback.',
  );
  process.exit(0);
}
const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const repository = option('--repository') ?? process.env.GITHUB_REPOSITORY ?? 'example/bitfinex-ws';

const root = process.cwd();
const workshop = openWorkshop();
const began = Date.now();
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const stage = async (title, work) => {
  const since = Date.now();
  process.stdout.write(`${title} … `);
  const [result, remark = 'ok'] = (await work()) ?? [];
  console.log(`${remark} (${seconds(since)})`);
  return result;
};
const must = (complaints) => {
  if (complaints.length > 0) throw new Failed(complaints.join('\n'));
};
/** Whether ^range takes a version; ranges among the packages have no other form. */
const takes = (range, version) => {
  const [major, minor, patch] = (/^\^(\d+\.\d+\.\d+)$/.exec(range)?.[1] ?? 'NaN').split('.').map(Number);
  const [major2, minor2, patch2] = version.split('.').map(Number);
  if (major !== major2) return false;
  if (minor !== minor2) return major > 0 && minor2 > minor;
  return major > 0 || minor > 0 ? patch2 >= patch : patch2 === patch;
};
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const isNumber = (cell) => /^[\d.,]+( kB)?$/.test(cell);

const nodeIn = (folder, file, ...args) =>
  workshop.run(process.execPath, [path.join(folder, file), ...args], { cwd: folder });

/** What `changeset publish` sends away, and what the registry then has: exactly the packages that are expected. */
const publish = async (registry, clone, expected) => {
  const { all } = await workshop.run(
    process.execPath,
    ['node_modules/@changesets/cli/bin.js', 'publish', '--no-git-tag'],
    { cwd: clone, env: registry.publisher },
  );
  const sent = [...all.matchAll(/^.*?(@bitfinex-ws\/[a-z]+)@(\S+)$/gm)].map(
    ([, name, version]) => `${name}@${version}`,
  );
  const missing = expected.filter((one) => !sent.includes(one));
  const surplus = sent.filter((one) => !expected.includes(one));
  must([...missing.map((one) => `${one} was not published`), ...surplus.map((one) => `${one} was published`)]);
};

const makeVersions = async (registry, clone) => {
  await workshop.run('npm', ['run', 'release:version', '--silent'], { cwd: clone, env: registry.stranger });
  return publishedIn(clone);
};

const rehearse = async () => {
  const registry = await stage('a registry on loopback', async () => {
    const opened = await openRegistry(workshop);
    return [opened, `${opened.url}, other people's packages through the registry of this machine`];
  });

  const { clone, changed } = await stage('the committed tree, in a folder of its own', async () => {
    const made = await cloneHead(workshop, root);
    await installTools(workshop, root, made.clone);
    return [made, made.head.slice(0, 10)];
  });
  if (changed.length > 0) console.log(`  not part of it: ${changed.length} files here that are not committed`);

  const before = publishedIn(clone);
  const released = await stage('versions and changelogs of the changesets', async () => {
    const notes = fs.readdirSync(path.join(clone, '.changeset')).filter((name) => name.endsWith('.md')).length;
    const after = await makeVersions(registry, clone);
    must(
      after
        .filter(({ version }, at) => version !== before[at].version)
        .filter(({ folder, version }) => {
          const log = path.join(folder, 'CHANGELOG.md');
          return !fs.existsSync(log) || !fs.readFileSync(log, 'utf8').includes(`\n## ${version}\n`);
        })
        .map(({ name, version }) => `the changelog of ${name} has no entry for ${version}`),
    );
    const lock = JSON.parse(fs.readFileSync(path.join(clone, 'package-lock.json'), 'utf8')).packages;
    must(
      after
        .filter(({ short, version }) => lock[`packages/${short}`]?.version !== version)
        .map(({ name }) => `package-lock.json has another version of ${name} than its manifest`),
    );
    const moved = after.filter(({ version }, at) => version !== before[at].version).length;
    return [after, `${notes} changesets, ${moved} of ${after.length} packages`];
  });

  await stage('build', () =>
    nodeIn(clone, 'node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build').then(() => undefined),
  );

  const tarballs = await stage('pack, and a look into every tarball', async () => {
    await nodeIn(clone, 'tools/repository.mjs', repository);
    const folder = path.join(workshop.folder, 'packed');
    fs.mkdirSync(folder);
    const { stdout } = await workshop.run(
      'npm',
      ['pack', '--json', '--pack-destination', folder, ...released.map(({ short }) => `./packages/${short}`)],
      { cwd: clone, env: registry.stranger },
    );
    const packed = JSON.parse(stdout).map((one) => ({ ...one, files: readTarball(path.join(folder, one.filename)) }));
    const secrets = [
      ['a folder of this machine', root],
      ['a folder of this machine', workshop.folder],
      ['the registry of this machine', new URL(registry.upstream).host],
      ['a registry', /registry\.[\w-]+\.(?:org|com|io|dev)\b/],
      ['the registry of the rehearsal', new URL(registry.url).host],
    ];
    const versions = new Map(released.map(({ name, version }) => [name, version]));
    must(
      packed.flatMap(({ name, files }) => {
        const manifest = JSON.parse(files.get('package.json'));
        const ranges = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
          .filter(([other]) => other.startsWith('@bitfinex-ws/'))
          .filter(([other, range]) => !versions.has(other) || !takes(range, versions.get(other)))
          .map(([other, range]) => `asks for ${other} ${range}, but ${versions.get(other) ?? 'nothing'} is published`);
        return [...ranges, ...complaintsOf(files, { secrets, repository })].map((one) => `${name}: ${one}`);
      }),
    );
    return [packed, `${packed.length} tarballs, ${kB(packed.reduce((sum, { size }) => sum + size, 0))}`];
  });

  await stage('publish', async () => {
    await publish(
      registry,
      clone,
      released.map(({ name, version }) => `${name}@${version}`),
    );
    for (const { name, integrity } of tarballs) {
      const told = (await registry.packument(name))?.versions ?? {};
      const dist = Object.values(told)[0]?.dist;
      if (dist?.integrity !== integrity) throw new Failed(`${name}: what was published is not what was looked at`);
    }
    return [undefined, `${released.length} packages, each byte as packed`];
  });
  await stage('publish again', async () => {
    await publish(registry, clone, []);
    return [undefined, 'nothing'];
  });

  const entries = released.flatMap(({ name, manifest }) =>
    Object.keys(manifest.exports)
      .filter((subpath) => subpath !== './package.json')
      .map((subpath) => name + subpath.slice(1)),
  );
  const { everything, url, installed } = await stage('an empty project with every package', async () => {
    const folder = await emptyProject(
      workshop,
      registry,
      'everything',
      released.map(({ name }) => name),
    );
    const found = installedIn(folder);
    must(
      released.filter(({ name, version }) => found.get(name) !== version).map(({ name }) => `${name} is not installed`),
    );
    await loadEntries(workshop, folder, entries);
    const { stdout } = await workshop.run('npx', ['--no-install', 'bitfinex-ws', '--version'], {
      cwd: folder,
      env: registry.stranger,
    });
    const cli = released.find(({ short }) => short === 'cli');
    if (stdout.trim() !== `bitfinex-ws ${cli.version}`) throw new Failed(`bitfinex-ws --version says ${stdout}`);
    const address = await startSimulator(workshop, folder);
    return [
      { everything: folder, url: address, installed: found },
      `${entries.length} entries imported and required; ${stdout.trim()}`,
    ];
  });
  const tenLines = tenLinesOf(fs.readFileSync(path.join(clone, 'README.md'), 'utf8'));
  const project = await stage("an empty project with the client alone, and the README's ten lines", async () => {
    const folder = await emptyProject(workshop, registry, 'ten-lines', ['@bitfinex-ws/client']);
    const last = await runTenLines(workshop, folder, tenLines, url);
    const others = [...installedIn(folder).keys()].filter((name) => !name.startsWith('@bitfinex-ws/'));
    return [folder, `ESM: ${last.ESM}; CJS: ${last.CJS}; of others it brings ${others.join(', ')}`];
  });

  const fixed = released.find(({ short }) => short === 'orderbook');
  await stage('a fix of one package, released alone', async () => {
    fs.writeFileSync(path.join(clone, '.changeset/fix.md'), `---\n'${fixed.name}': patch\n---\n\nA rehearsed fix.\n`);
    const after = await makeVersions(registry, clone);
    const moved = after.filter(({ version }, at) => version !== released[at].version);
    must(
      moved.filter(({ name }) => name !== fixed.name).map(({ name }) => `${name} moved with a fix of ${fixed.name}`),
    );
    await publish(
      registry,
      clone,
      moved.map(({ name, version }) => `${name}@${version}`),
    );
    for (const folder of [everything, project]) {
      await workshop.run('npm', ['update', '--loglevel=error'], { cwd: folder, env: registry.stranger });
      if (installedIn(folder).get(fixed.name) !== moved[0].version)
        throw new Failed(`npm update does not bring ${fixed.name} ${moved[0].version}`);
    }
    await runTenLines(workshop, project, tenLines, url);
    return [undefined, `${fixed.name} ${fixed.version} → ${moved[0].version}, the others stay; npm update brings it`];
  });

  console.log();
  const rows = released.map(({ name, version }, at) => {
    const { size, unpackedSize, entryCount } = tarballs.find((one) => one.name === name);
    return [name, before[at].version, version, kB(size), kB(unpackedSize), String(entryCount), installed.get(name)];
  });
  printTable([['package', 'was', 'is', 'tarball', 'unpacked', 'files', 'installed'], ...rows], isNumber);
};

try {
  await rehearse();
  console.log(`\nrehearsal: ok (${seconds(began)})`);
} catch (error) {
  console.log(
    `FAILED\n\n${error instanceof Failed ? error.message : error.stack}\n\nrehearsal: FAILED (${seconds(began)})`,
  );
  process.exitCode = 1;
}
process.exit();
