import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { either as E } from 'fp-ts';
import { WebSocket } from 'ws';
import {
  explainSimulatorError,
  startSimulator,
  type Simulator,
  type SimulatorError,
  type SimulatorOptions,
} from '../src/index.js';

/** A client of the plainest kind: it knows frames and nothing of what they mean. */
export interface Client {
  readonly socket: WebSocket;
  readonly send: (request: object) => void;
  /** The first frame, of those not yet looked at, that fits. */
  readonly until: (fits: (text: string) => boolean) => Promise<string>;
  /** Pings, and answers the frames that came before the pong and were not looked at. */
  readonly sync: () => Promise<ReadonlyArray<string>>;
  /** The frames that were not looked at, of those that have come. */
  readonly heard: () => ReadonlyArray<string>;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/** What a call by hand answers, where it makes sense. */
export const done = <A>(answer: E.Either<SimulatorError, A>): A => {
  if (E.isLeft(answer)) throw new Error(explainSimulatorError(answer.left));
  return answer.right;
};

/** Starts a simulator, or says why it did not start. */
export const startOrThrow = async (options: SimulatorOptions): Promise<Simulator> =>
  done(await startSimulator(options));

/** A client whose handshake may fail. */
export const dial = (url: string): Client & { readonly opened: Promise<number | string> } => {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  let wake: () => void = () => undefined;
  let cid = 0;
  socket.on('message', (data: Buffer) => {
    frames.push(data.toString('utf8'));
    wake();
  });
  const opened = new Promise<number | string>((resolve) => {
    socket.on('open', () => resolve('open'));
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code: number, reason: Buffer) => resolve({ code, reason: reason.toString('utf8') }));
  });
  const until = async (fits: (text: string) => boolean): Promise<string> => {
    for (;;) {
      for (let text = frames.shift(); text !== undefined; text = frames.shift()) if (fits(text)) return text;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const send = (request: object): void => socket.send(JSON.stringify(request));
  return {
    socket,
    opened,
    closed,
    send,
    until,
    heard: () => frames.splice(0),
    sync: async () => {
      const heard: string[] = [];
      const mine = ++cid;
      send({ event: 'ping', cid: mine });
      await until((text) => {
        const isMine = text.startsWith('{"event":"pong"') && text.endsWith(`"cid":${mine}}`);
        if (!isMine) heard.push(text);
        return isMine;
      });
      return heard;
    },
  };
};

/** A client that is connected and was greeted. */
export const connect = async ({ url }: Simulator): Promise<Client> => {
  const client = dial(url);
  const outcome = await client.opened;
  if (outcome !== 'open') throw new Error(`no connection: ${outcome}`);
  await client.until((text) => text.startsWith('{"event":"info"'));
  return client;
};

/** A TCP socket after handshake and greeting (`head`), and the chunks that came on it since. */
export const connectRaw = async (
  simulator: Simulator,
): Promise<{ readonly tcp: Socket; readonly head: string; readonly chunks: Buffer[] }> => {
  const tcp = connectTcp(simulator.port, simulator.host);
  const chunks: Buffer[] = [];
  tcp.on('error', () => undefined);
  await once(tcp, 'connect');
  tcp.write(
    'GET /ws/2 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n',
  );
  let head = '';
  while (!head.endsWith('}}')) head += ((await once(tcp, 'data')) as [Buffer])[0].toString('latin1');
  tcp.on('data', (chunk: Buffer) => chunks.push(chunk));
  return { tcp, head, chunks };
};

/** The array frames among these. */
export const arraysOf = (frames: ReadonlyArray<string>): ReadonlyArray<ReadonlyArray<unknown>> =>
  frames.filter((text) => text.startsWith('[')).map((text) => JSON.parse(text) as unknown[]);

/** Tests whether a frame is this event. */
export const isEvent =
  (name: string) =>
  (text: string): boolean =>
    text.includes(`"event":"${name}"`);

/** Numbers behind every array frame; the clock's milliseconds are off. */
export const SEQ_ALL = 65_536;
