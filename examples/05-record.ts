import { book, createClient, explainConnectionLoss, orThrow, trades } from '@bitfinex-ws/client';
import type { Channel, ClientOptions } from '@bitfinex-ws/client';
import { explainRecorderError, recordTransport } from '@bitfinex-ws/recorder';
import { openRecording } from '@bitfinex-ws/recorder/node';
import { platformTransport } from '@bitfinex-ws/transport';

/** Records a pair from now on, a file for each period, until it is told to stop. Every file can be read without the others. */
export const recordDays = async (
  { folder, symbol, everyMs = 86_400_000 }: { folder: string; symbol: `t${string}`; everyMs?: number },
  signal: AbortSignal,
  print: (line: string) => void,
  options: ClientOptions = {},
): Promise<void> => {
  /** A file has a client of its own, so that it begins with the greeting, the acknowledgements and the snapshots. */
  const begin = async (): Promise<() => Promise<void>> => {
    const path = `${folder}/${symbol}-${new Date().toISOString().replaceAll(':', '')}.jsonl.gz`;
    const opened = await openRecording(path); // it empties a file that is there: the name has the time
    if (opened._tag === 'Left') throw new Error(explainRecorderError(opened.left));
    const transport = recordTransport(options.transport ?? platformTransport(), opened.right);
    const client = createClient({ ...options, transport });
    client.on('gap', ({ missing }) => print(`${missing} frames are missing in ${path}`));
    client.on('disconnected', ({ loss }) => print(`lost, dialling again: ${explainConnectionLoss(loss)}`));
    const end = async (): Promise<void> => {
      await client.close();
      const closed = await opened.right.close(); // completes the file
      if (closed._tag === 'Left') return print(explainRecorderError(closed.left));
      const { frames, bytes, failed } = closed.right;
      print(`${path}: ${frames} frames, ${bytes} bytes of text, ${failed} not written`);
    };
    const channels: Channel[] = [book(symbol, { len: 100 }), book(symbol, { prec: 'R0', len: 100 }), trades(symbol)];
    try {
      await Promise.all(channels.map((channel) => orThrow(client.subscribe(channel))));
    } catch (error) {
      await end();
      throw error;
    }
    return end;
  };

  let end = await begin();
  while (!signal.aborted) {
    await until(everyMs - (Date.now() % everyMs), signal); // at midnight UTC
    if (signal.aborted) break;
    try {
      const next = await begin();
      await end(); // only now: two files overlap by a moment, and nothing lies between them
      end = next;
    } catch (error) {
      print(`goes on in the same file: ${String(error)}`);
    }
  }
  await end();
};

const until = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
