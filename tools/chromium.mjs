// The browser that the tools drive: one that is installed, never one that is fetched.
import fs from 'node:fs';
import path from 'node:path';

/** Its file, by its name on the path; `CHROMIUM` may name another. Undefined where there is none. */
export const findChromium = () => {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const named = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => path.join(folder, name)),
  );
  return [process.env.CHROMIUM ?? '', ...named].find((file) => file !== '' && fs.existsSync(file));
};

export const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
