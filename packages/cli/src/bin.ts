#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { exitWhenFlushed, guardProcess } from './io/guard.js';
import { createNodeIo } from './io/node.js';
import { run } from './run.js';

guardProcess();
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
exitWhenFlushed(await run(process.argv.slice(2), createNodeIo(manifest.version)));
