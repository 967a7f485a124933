#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { exitWhenFlushed, guardProcess } from './io/guard.js';
import { createNodeIo } from './io/node.js';
import { run } from './run.js';

guardProcess();
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const pageFolder = fileURLToPath(new URL('../page', import.meta.url));
exitWhenFlushed(await run(process.argv.slice(2), createNodeIo(manifest.version, pageFolder)));
