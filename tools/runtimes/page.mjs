// Headless Chromium: a page with the bundle of the installed packages, made for the browser.
import path from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { startService } from './service.mjs';
import { staticEntry } from './static-entry.mjs';
import { CHROMIUM_FLAGS, findChromium } from '../chromium.mjs';

const RUN_TIMEOUT_MS = 180_000;

const run = async (context, url, shorts) => {
  const page = await context.newPage();
  const outcomes = [];
  const trouble = [];
  let timer;
  await new Promise((resolve) => {
    timer = setTimeout(() => {
      trouble.push(`not done after ${RUN_TIMEOUT_MS} ms`);
      resolve();
    }, RUN_TIMEOUT_MS);
    page.on('pageerror', (error) => {
      trouble.push(String(error.stack ?? error));
      resolve();
    });
    page.on('console', (message) => {
      if (!message.text().startsWith('##')) return;
      const told = JSON.parse(message.text().slice(2));
      if (told.done) resolve();
      else outcomes.push(told);
    });
    void page.goto(url).catch((error) => {
      trouble.push(String(error));
      resolve();
    });
  });
  clearTimeout(timer);
  await page.close();
  const failures = trouble.flatMap((reason) =>
    shorts.map((short) => ({ package: short, title: 'the page', outcome: 'FAIL', reason })),
  );
  return [...outcomes, ...failures];
};

/** Both bundles in the browser: `[{ title, outcomes }]`. */
export const runChromium = async (box, simulator, tasks) => {
  const executablePath = findChromium();
  const files = new Map();
  const service = await startService(simulator, files);
  const abilities = ['simulator', 'WebSocket'];
  const chosen = tasks
    .map((task) => ({ ...task, entries: task.entries.filter(({ platform }) => platform === 'browser') }))
    .filter(({ entries }) => entries.length > 0);
  const context = await chromium.launchPersistentContext(path.join(box.root, 'profile'), {
    executablePath,
    args: CHROMIUM_FLAGS,
  });
  try {
    const version = context.browser()?.version() ?? (await versionOf(context));
    const results = [];
    for (const [title, format] of [
      ['import', 'esm'],
      ['require', 'cjs'],
    ]) {
      const contents = staticEntry({
        way: { abilities },
        tasks: chosen,
        all: chosen,
        remote: service.base,
        kit: 'page',
        format,
      });
      const bundle = await build({
        stdin: { contents, resolveDir: box.root },
        bundle: true,
        platform: 'browser',
        format: 'esm',
        target: 'es2022',
        write: false,
        logLevel: 'error',
      });
      files.set(`/${format}.js`, { type: 'text/javascript', text: bundle.outputFiles[0].text });
      files.set(`/${format}.html`, {
        type: 'text/html',
        text: `<!doctype html><title>${title}</title><script type="module" src="/${format}.js"></script>`,
      });
      const shorts = chosen.map(({ short }) => short);
      const outcomes = await run(context, `${service.base}/${format}.html`, shorts);
      results.push({ title: `Chromium, esbuild of ${title}`, outcomes });
    }
    return { version, results };
  } finally {
    await context.close();
    await service.close();
  }
};

const versionOf = async (context) => {
  const page = await context.newPage();
  const agent = await page.evaluate('navigator.userAgent');
  await page.close();
  return /Chrome\/(\d+)/.exec(agent)?.[1] ?? '';
};
