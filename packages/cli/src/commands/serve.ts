import { either as E } from 'fp-ts';
import type { ServeCommand } from '../args/command.js';
import type { CliError } from '../errors.js';
import type { Io } from '../io/ports.js';
import { PAGE_PORT } from '../limits.js';
import { note, print } from '../output.js';
import { readPage } from '../serve/page-files.js';
import { servePage, type PageServer, type PageServerOptions } from '../serve/page-server.js';
import type { PageSettings } from '../serve/settings.js';
import { createStop, exitCodeOfStop } from '../stop.js';
import { openSource, type OpenSource } from './source.js';

/** Serves the page until it is told to stop. Its address is the first line on standard output. */
export const serve = async (command: ServeCommand, io: Io): Promise<E.Either<CliError, number>> => {
  const page = await readPage(io.pageFolder);
  if (E.isLeft(page)) return page;
  const source = await openSource(command.source);
  if (E.isLeft(source)) return source;
  const { simulator, close } = source.right;
  const server = await listenOn(command, {
    host: command.host,
    page: page.right,
    settings: settingsOf(command, source.right),
    upstream: simulator,
  });
  if (E.isLeft(server)) {
    await close();
    return server;
  }
  const stop = createStop(io, command.seconds);
  const { url } = server.right;
  await print(io, url);
  note(io, `showing ${simulator === null ? source.right.label : 'a simulator started inside'}; Ctrl-C ends`);
  if (command.open) io.showInBrowser(url);
  const cause = await stop.asked;
  stop.dispose();
  await server.right.close();
  await close();
  return E.right(exitCodeOfStop(cause));
};

/** On the port that was asked for, else on the usual one, else on any. */
const listenOn = async (
  { port }: ServeCommand,
  options: Omit<PageServerOptions, 'port'>,
): Promise<E.Either<CliError, PageServer>> => {
  const first = await servePage({ ...options, port: port ?? PAGE_PORT });
  if (E.isRight(first) || port !== null) return first;
  const second = await servePage({ ...options, port: 0 });
  // Where any port fails, it is not the port.
  return E.isLeft(second) ? first : second;
};

const settingsOf = (command: ServeCommand, source: OpenSource): PageSettings => {
  const { symbols, prec, len, timeframe } = command;
  const { simulator, url, label } = source;
  return {
    url: simulator === null ? url : null,
    source: simulator === null ? label : 'simulator',
    simulated: simulator !== null,
    symbols: [...new Set([...symbols, ...source.symbols])],
    prec,
    len,
    timeframe,
  };
};
