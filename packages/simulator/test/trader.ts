import { createHmac } from 'node:crypto';
import type { Simulator } from '../src/index.js';
import { connect, type Client } from './client.js';

/** A client that has logged in, and what it has heard on its account channel. */
export interface Trader extends Client {
  readonly input: (code: string, body: unknown) => void;
  /** Sends inputs and answers what came of them, until a pong: code and payload of each frame. */
  readonly ask: (code: string, body: unknown) => Promise<ReadonlyArray<Said>>;
  /** What has come since. */
  readonly account: () => Promise<ReadonlyArray<Said>>;
}

/** One frame of the account channel. */
export interface Said {
  readonly code: string;
  readonly row: ReadonlyArray<unknown>;
  readonly trailers: ReadonlyArray<unknown>;
}

let nonce = 0;

/** The `auth` request for a key. */
export const loginRequest = (
  { apiKey, apiSecret }: { readonly apiKey: string; readonly apiSecret: string },
  more: object = {},
): object => {
  const authNonce = ++nonce;
  const authPayload = `AUTH${authNonce}`;
  const authSig = createHmac('sha384', apiSecret).update(authPayload).digest('hex');
  return { event: 'auth', apiKey, authNonce, authPayload, authSig, ...more };
};

/** Connects and logs in with the key of this place; what the login brings is left to be heard. */
export const trader = async (
  simulator: Simulator,
  place = 0,
  options: { readonly flags?: number; readonly login?: object } = {},
): Promise<Trader> => {
  const key = simulator.keys[place];
  if (!key) throw new Error(`no key ${place}`);
  const client = await connect(simulator);
  if (options.flags !== undefined) client.send({ event: 'conf', flags: options.flags });
  client.send(loginRequest(key, options.login));
  const account = async (): Promise<ReadonlyArray<Said>> => saidIn(await client.sync());
  const input = (code: string, body: unknown): void => client.socket.send(JSON.stringify([0, code, null, body]));
  return {
    ...client,
    input,
    account,
    ask: async (code, body) => {
      input(code, body);
      return account();
    },
  };
};

/** Frames of the account channel among these. */
const saidIn = (frames: ReadonlyArray<string>): ReadonlyArray<Said> =>
  frames
    .filter((text) => text.startsWith('[0,'))
    .map((text) => {
      const [, code, row, ...trailers] = JSON.parse(text) as [number, string, unknown[], ...unknown[]];
      return { code, row, trailers };
    });

/** What was said, in short: the code of each frame; of a notification what it is about and how it stands. */
export const codes = (said: ReadonlyArray<Said>): ReadonlyArray<string> =>
  said.map(({ code, row }) => (code === 'n' ? `${String(row[1])} ${String(row[6])}` : code));

/** The first row that was said with this code; empty where none was. */
export const rowOf = (said: ReadonlyArray<Said>, code: string): ReadonlyArray<unknown> =>
  said.find((each) => each.code === code)?.row ?? [];

/** The words of the first notification. */
export const words = (said: ReadonlyArray<Said>): unknown => rowOf(said, 'n')[7];
