import { inspect } from 'node:util';
import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import {
  createAccount,
  explainAccountError,
  logTo,
  resolveAccountOptions,
  type AccountError,
  type AccountEvent,
  type AccountOptions,
} from '@bitfinex-ws/client/trading';
import { formatLine, recordTransport, type FrameSink } from '@bitfinex-ws/recorder';
import { openExchange, type ExchangeInProcess } from '@bitfinex-ws/simulator';
import { createFakeClock, type FakeClock } from '@bitfinex-ws/testkit';
import type { TransportFactory } from '@bitfinex-ws/transport';

const KEY = 'canary-key-5f1c';
const SECRET = 'canary-secret-a83d';
const EVENTS: ReadonlyArray<AccountEvent['type']> = [
  'connected',
  'disconnected',
  'connectFailed',
  'reconnecting',
  'paused',
  'resumed',
  'connectionEnded',
  'gap',
  'failure',
  'unrecognised',
  'heartbeat',
  'authenticated',
  'loginRetrying',
  'loginFailed',
  'loggedOut',
  'serverError',
  'sendFailed',
  'ready',
  'reconciled',
  'unmatchedReject',
  'late',
  'closed',
];

/** Everything that a session said, to anybody. */
interface Heard {
  /** Frames that were sent as sensitive, and all others, both ways. */
  readonly sensitive: string[];
  readonly frames: string[];
  readonly recording: string[];
  readonly logs: string[];
  /** Whatever a user can get hold of, printed in every way. */
  readonly prints: string[];
}

const printed = (thing: unknown): string =>
  [inspect(thing, { depth: null, showHidden: true }), inspect(thing), JSON.stringify(thing), String(thing)].join('\n');

const openAll = (): { readonly exchange: ExchangeInProcess; readonly clock: FakeClock } => {
  const clock = createFakeClock();
  const accounts = [{ apiKey: KEY, apiSecret: SECRET }];
  const opened = openExchange({ clock, rate: 0, market: 'none', markets: ['tBTCUSD'], accounts });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  return { exchange: opened.right, clock };
};

/** Trades, loses the connection, trades again, is refused this and that, and keeps all that was said. */
const live = async (options: (exchange: ExchangeInProcess) => AccountOptions): Promise<Heard> => {
  const { exchange, clock } = openAll();
  const heard: Heard = { sensitive: [], frames: [], recording: [], logs: [], prints: [] };
  const log = (...told: ReadonlyArray<unknown>): void => void heard.logs.push(printed(told));
  const sink: FrameSink = { write: (frame) => void heard.recording.push(formatLine(frame)) };
  const recorded = recordTransport(exchange.transport, sink);
  const transport: TransportFactory = (request) => {
    const made = recorded({
      ...request,
      onFrame: (frame) => {
        heard.frames.push(String(frame));
        request.onFrame(frame);
      },
    });
    return {
      ...made,
      send: (frame, how) => {
        (how?.sensitive === true ? heard.sensitive : heard.frames).push(frame);
        return made.send(frame, how);
      },
    };
  };
  const given: AccountOptions = {
    transport,
    clock,
    governor: false,
    logger: logTo({ debug: log, info: log, warn: log, error: log }, { frames: true }),
    backoff: { baseMs: 10 },
    ...options(exchange),
  };
  const account = createAccount(given);
  const keep = (thing: unknown): void => void heard.prints.push(printed(thing));
  const keepError = (answer: E.Either<AccountError, unknown>): void => {
    keep(answer);
    if (E.isLeft(answer)) keep(explainAccountError(answer.left));
  };
  for (const type of EVENTS) account.on(type, keep);
  keep(resolveAccountOptions(given));
  keep(account);
  const ready = account.ready({ timeoutMs: 5_000 });
  await clock.advanceAsync(6_000);
  keepError(await ready);
  const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '1000' } as const;
  for (const amount of ['0.01', '1000000']) {
    const ticket = account.submit({ ...order, amount });
    await clock.advanceAsync(200);
    keepError(ticket);
    if (E.isRight(ticket)) keep([ticket.right.state(), ticket.right.order()]);
  }
  exchange.killConnections();
  await clock.advanceAsync(2_000);
  const canceled = account.cancelMany({ all: true });
  await clock.advanceAsync(500);
  keepError(await canceled);
  keep([account.status(), account.wallets.read(), account.orders.read(), account.notifications.read()]);
  const closing = account.close();
  await clock.advanceAsync(5_000);
  keepError(await closing);
  await exchange.close();
  return heard;
};

const everywhere = ({ frames, recording, logs, prints }: Heard): string =>
  [...frames, ...recording, ...logs, ...prints].join('\n');
const signaturesOf = ({ sensitive }: Heard): ReadonlyArray<string> =>
  sensitive
    .map((frame) => (JSON.parse(frame) as { readonly authSig?: string }).authSig ?? '')
    .filter((sig) => sig !== '');

describe('a secret', () => {
  it.each<[string, AccountOptions]>([
    ['right', { apiKey: KEY, signer: nodeSigner(SECRET) }],
    ['wrong', { apiKey: KEY, signer: nodeSigner(`not ${SECRET}`) }],
    ['of an unknown key', { apiKey: `${KEY}-unknown`, signer: nodeSigner(SECRET) }],
    ['passed where it does not belong', { apiKey: KEY, signer: SECRET } as never],
    [
      'given in more places than one',
      { apiKey: KEY, apiSecret: SECRET, signer: nodeSigner(SECRET), token: SECRET } as never,
    ],
  ])('that is %s is said nowhere; the key and the signature in the login alone', async (how, options) => {
    const heard = await live(() => options);
    expect(heard.sensitive.every((frame) => frame.startsWith('{"event":"auth"'))).toBe(true);
    expect([...heard.sensitive, everywhere(heard)].join('\n')).not.toContain(SECRET);
    for (const hidden of [KEY, ...signaturesOf(heard)]) expect(everywhere(heard)).not.toContain(hidden);
    // What was scanned was there to be scanned.
    if (how === 'right') {
      expect(heard.sensitive).toHaveLength(2);
      expect(signaturesOf(heard)).toHaveLength(2);
      expect(heard.recording.filter((line) => line.includes('redacted'))).toHaveLength(2);
      for (const part of [heard.frames, heard.recording, heard.logs, heard.prints])
        expect(part.length).toBeGreaterThan(9);
    }
  });

  it('that is a token is said in the login alone', async () => {
    let token = '';
    const heard = await live((exchange) => {
      token = exchange.token() ?? '';
      return { token: () => Promise.resolve(token) };
    });
    expect(token).toMatch(/^pub:api:/);
    expect(heard.sensitive.map((frame) => frame.includes(token))).toEqual([true, true]);
    expect(everywhere(heard)).not.toContain(token);
  });
});
