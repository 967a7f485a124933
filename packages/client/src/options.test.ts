import { createFakeClock, createFakeNetwork, settle, type FakeSocket } from '@bitfinex-ws/testkit';
import { createClient, logTo, ticker, type ClientOptions, type ConnectionLoss, type Logger } from './index.js';
import { redact } from './redact.js';

const open = (options: ClientOptions = {}) => {
  const network = createFakeNetwork();
  const clock = createFakeClock();
  const client = createClient({ transport: network.factory, clock, url: 'ws://test', flags: 0, ...options });
  return { network, clock, client };
};
const greet = async (socket: FakeSocket): Promise<void> => {
  socket.open();
  socket.deliver({ event: 'info', version: 2 });
  socket.deliver({ event: 'conf', status: 'OK', flags: 0 });
  await settle();
};

describe('reconnecting where a predicate says so', () => {
  it('asks it at every loss, and ends the connection where it says no', async () => {
    const asked: string[] = [];
    const reconnect = (loss: ConnectionLoss): boolean => {
      asked.push(loss._tag === 'SocketClosed' ? `${loss._tag} ${loss.code}` : loss._tag);
      return loss._tag !== 'SocketClosed' || loss.code !== 1001;
    };
    const { network, clock, client } = open({ reconnect, resubscribe: true });
    const ends: unknown[] = [];
    client.on('connectionEnded', ({ end }) => ends.push(end));
    const answer = client.subscribe(ticker('tBTCUSD'));
    network.latest().refuse('so');
    await clock.advanceAsync(1_000);
    await greet(network.latest());
    network.latest().drop(1001);
    await clock.advanceAsync(600_000);
    expect([asked, network.sockets.length]).toEqual([['DialFailed', 'SocketClosed 1001'], 2]);
    expect(ends).toMatchObject([{ _tag: 'NotReconnected', last: { _tag: 'SocketClosed', code: 1001 } }]);
    expect(await answer).toMatchObject({ _tag: 'Left' });
    await client.close();
  });

  it('takes one that throws as a defect that forbids nothing', async () => {
    const told: string[] = [];
    const when = (): boolean => {
      throw new Error('mine');
    };
    const { network, clock, client } = open({
      reconnect: { when, maxAttempts: 5 },
      logger: logTo({ error: (_facts, text) => void told.push(text) }),
    });
    void client.connect();
    network.latest().refuse('so');
    await clock.advanceAsync(1_000);
    expect([network.sockets.length, told]).toEqual([2, ['a defect in reconnect']]);
    await client.close();
  });
});

describe('the options in force', () => {
  it('can be read, defaults filled in, as plain data without secrets', () => {
    const { client } = open({ url: 'wss://me:hush@test/ws/2?token=hush', capacity: 20, reconnect: { maxAttempts: 3 } });
    expect(client.options).toMatchObject({
      url: 'wss://test/ws/2?…',
      capacity: 20,
      maxAttempts: 3,
      flags: 0,
      ackTimeoutMs: 20_000,
      queue: { limit: 10_000, policy: 'drop-oldest' },
      backoff: { baseMs: 1_000 },
    });
    expect(JSON.parse(JSON.stringify(client.options))).toEqual(client.options);
    expect(JSON.stringify(client.options)).not.toContain('hush');
    expect(createClient({ capacity: 0 }).options).toBeNull();
  });
});

describe('the transport log', () => {
  const noted = () => {
    const lines: Array<Readonly<Record<string, unknown>>> = [];
    const logger: Logger = { debug: (facts, text) => void lines.push({ ...facts, text }) };
    return { lines, logger };
  };

  it('has every socket and every frame, shortened, and nobody’s secret', async () => {
    const { lines, logger } = noted();
    const { network, client } = open({ logger: logTo(logger, { frames: true }), url: 'wss://me:hush@test/' });
    void client.connect();
    await greet(network.latest());
    client.send('{"event":"auth","apiKey":"hush","authSig":"hush","authPayload":"hush","authNonce":1}', {
      sensitive: false,
    });
    client.send('{"event":"auth","authSig":"hush"}');
    network.latest().deliver({ event: 'auth', status: 'OK', token: 'hush', caps: 'x'.repeat(1_000) });
    network.latest().breakSends();
    client.send('{"event":"ping"}');
    await client.close();
    await settle();
    const frames = lines.filter(({ text }) => text !== 'socket' && text !== 'socket gone');
    expect(frames.map(({ text, frame }) => [text, String(frame).slice(0, 60)])).toEqual([
      ['frame in', '{"event":"info","version":2}'],
      ['frame out', '{"event":"conf","flags":0}'],
      ['frame in', '{"event":"conf","status":"OK","flags":0}'],
      ['frame out', '{"event":"auth","apiKey":"…","authSig":"…","authPayload":"…"'],
      ['frame out', '(sensitive)'],
      ['frame in', '{"event":"auth","status":"OK","token":"…","caps":"xxxxxxxxxx'],
      ['frame not sent', '{"event":"ping"}'],
    ]);
    expect(lines.filter(({ text }) => text === 'socket')).toMatchObject([{ socket: 1, url: 'wss://test/' }]);
    expect(String(frames[5]?.['frame']).length).toBeLessThanOrEqual(401);
    expect(lines.at(-1)).toMatchObject({ text: 'socket gone', by: 'local' });
    expect(JSON.stringify(lines)).not.toContain('hush');
  });

  it('is silent unless it is asked for, and harms nothing where the logger throws', async () => {
    const { lines, logger } = noted();
    const quiet = open({ logger: logTo(logger) });
    void quiet.client.connect();
    await greet(quiet.network.latest());
    expect(lines.filter(({ text }) => String(text).startsWith('frame'))).toEqual([]);
    const broken = open({
      logger: logTo(
        {
          debug: () => {
            throw new Error('mine');
          },
        },
        { frames: true },
      ),
    });
    const connected = broken.client.connect();
    await greet(broken.network.latest());
    expect(await connected).toMatchObject({ _tag: 'Right' });
    await Promise.all([quiet.client.close(), broken.client.close()]);
  });

  it.each([
    ['{"apiKey":"a","x":1}', '{"apiKey":"…","x":1}'],
    ['{"apiSecret" : "a\\"b","x":1}', '{"apiSecret" : "…","x":1}'],
    ['{"authNonce":123,"x":1}', '{"authNonce":"…","x":1}'],
    ['{"authNonce":123}', '{"authNonce":"…"}'],
    ['{"x":1,"authSig":"cut o', '{"x":1,"authSig":"…"'],
    ['{"pushToken":"a","authToken":null}', '{"pushToken":"…","authToken":"…"}'],
    ['[0,"n",["x",null]]', '[0,"n",["x",null]]'],
    ['{"event":"subscribe","symbol":"tBTCUSD"}', '{"event":"subscribe","symbol":"tBTCUSD"}'],
  ])('shows %s as %s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

describe('a logger', () => {
  it('can be console or pino as it is: facts first, then the sentence', async () => {
    // As pino declares its methods: an object and a message, or a message alone.
    interface LogFn {
      <T extends object>(facts: T, text?: string, ...rest: ReadonlyArray<unknown>): void;
      (text: string, ...rest: ReadonlyArray<unknown>): void;
    }
    const lines: unknown[] = [];
    class Pino {
      readonly lines = lines;
      readonly warn: LogFn = (facts: unknown, text?: unknown) => {
        this.lines.push({ ...(facts as object), msg: text });
      };
      info(facts: object, text?: string): void {
        this.lines.push({ ...facts, msg: text });
      }
    }
    const asConsole: Logger = console;
    expect(asConsole).toBe(console);
    const { network, client } = open({ logger: logTo(new Pino()) });
    void client.connect();
    await greet(network.latest());
    await client.close();
    expect(lines[0]).toEqual({ conn: 1, serverId: null, msg: 'connected' });
  });
});
