import { either as E } from 'fp-ts';
import { settle } from '@bitfinex-ws/testkit';
import { acknowledge, FRONTS, greet, left, opener, row, sentBy, word } from '../../test/fronts.js';
import { orThrow } from '../index.js';
import { createCoreClient, type CoreClientOptions } from './index.js';

describe.each(FRONTS)('$name', (front) => {
  const { create, ticker } = front;
  const { open, openLive } = opener(front);

  it('sends its flags before the first subscription, and answers when that is acknowledged', async () => {
    const { network, client, live } = await openLive();
    expect(sentBy(network.latest())).toMatchObject([
      { event: 'conf', flags: 196_608 },
      { event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' },
    ]);
    expect([live.id, live.state, live.spec]).toEqual(['s1', 'live', { channel: 'ticker', symbol: 'tBTCUSD' }]);
    expect([client.subscriptions(), client.subscription('s1')]).toEqual([[live], live]);
    await client.close();
  });

  it('reads the row of a ticker, its times and its numbering', async () => {
    const { network, client, live } = await openLive({ flags: 98_304 });
    network.latest().deliver({ event: 'conf', status: 'OK', flags: 98_304 });
    const messages: unknown[] = [];
    live.on('ticker', (message) => messages.push(message));
    network.latest().deliver([7, row(100), 1, 1_700_000_000_000]);
    network.latest().deliver('[7, [100, 5, null, 5, 1, 0.01, 100, 1e3, 110, 90], 2, 1700000000001]');
    expect(messages).toMatchObject([
      { chanId: 7, seq: 1, serverTime: 1_700_000_000_000, ticker: { bid: 100, ask: 101, volume: 1000, low: 90 } },
      { chanId: 7, seq: 2, serverTime: 1_700_000_000_001, ticker: { bid: 100, ask: null, volume: 1000, low: 90 } },
    ]);
    await client.close();
  });

  it('tells that frames are missing, and that the next ticker stands in for them', async () => {
    const { network, client, told } = await openLive();
    const gaps: number[] = [];
    client.on('gap', ({ missing }) => gaps.push(missing));
    network.latest().deliver([7, row(100), 1]);
    network.latest().deliver([7, row(104), 5]);
    network.latest().deliver([7, row(105), 6]);
    expect(gaps).toEqual([3]);
    expect(told).toEqual(['bid 100', 'gap: sequence', 'resynced: replaced', 'bid 104', 'bid 105']);
    await client.close();
  });

  it('reads what overtook its acknowledgement', async () => {
    const { network, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    network.latest().deliver([7, row(100), 1]);
    await acknowledge(network.latest(), 7);
    const live = await orThrow(answer);
    const stream = live[Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ type: 'ticker', ticker: { bid: 100 } });
    await client.close();
  });

  it('gives back a channel whose acknowledgement came too late', async () => {
    const { network, clock, client } = open();
    const answer = client.subscribe(ticker('tBTCUSD'));
    await greet(network.latest());
    const request = sentBy(network.latest()).at(-1);
    // Another one keeps the connection.
    void client.connect();
    await clock.advanceAsync(15_000);
    network.latest().deliver({ event: 'pong', cid: 1 });
    await clock.advanceAsync(5_000);
    expect(left(await answer)).toMatchObject({ _tag: 'AckTimedOut', timeoutMs: 20_000 });
    network.latest().deliver({ ...request, event: 'subscribed', chanId: 7 });
    await settle();
    expect(sentBy(network.latest()).at(-1)).toEqual({ event: 'unsubscribe', chanId: 7 });
    await client.close();
  });

  it('answers what the server rejects, with its code, and stays usable', async () => {
    const { network, client } = open();
    const answer = client.subscribe(ticker('tNOPE'));
    await greet(network.latest());
    const { subId } = sentBy(network.latest()).at(-1) ?? {};
    network.latest().deliver({ event: 'error', code: 10300, msg: 'symbol: invalid', subId });
    expect(left(await answer)).toMatchObject({ _tag: 'SubscribeRejected', code: 10300, msg: 'symbol: invalid' });
    expect(client.subscriptions()).toEqual([]);
    await client.close();
  });

  it('tells of frames that it can not read and of events that nobody knows, and goes on', async () => {
    const { network, client, told } = await openLive();
    const heard: string[] = [];
    client.on('failure', ({ error }) => heard.push(error._tag));
    client.on('unrecognised', ({ event }) => heard.push(event));
    client.on('unrouted', ({ chanId }) => heard.push(`channel ${chanId}`));
    for (const frame of ['{"event":', [7, ['x'], 1], { event: 'party' }, [8, row(1), 2], [7, row(100), 3]]) {
      network.latest().deliver(frame);
    }
    expect(heard).toEqual(['NotJson', 'BadColumn', 'party', 'channel 8']);
    expect(told.at(-1)).toBe('bid 100');
    await client.close();
  });

  it('drops the oldest for a reader that is too slow, and says how many', async () => {
    const { network, client, live } = await openLive({ queue: { limit: 2 } });
    const stream = live[Symbol.asyncIterator]();
    for (let seq = 1; seq <= 5; seq++) network.latest().deliver([7, row(100 + seq), seq]);
    const words: string[] = [];
    for (let read = 0; read < 3; read++) {
      const { value } = await stream.next();
      words.push(value === undefined ? 'done' : word(value));
    }
    expect(words).toEqual(['dropped 3', 'bid 104', 'bid 105']);
    await client.close();
  });

  it('gives a call up when its signal is aborted or its time is over', async () => {
    const { clock, client } = open();
    const abort = new AbortController();
    const aborted = client.subscribe(ticker('tBTCUSD'), { signal: abort.signal });
    const late = client.subscribe(ticker('tETHUSD'), { timeoutMs: 3_000 });
    abort.abort();
    await clock.advanceAsync(3_000);
    expect(left(await aborted)).toEqual({ _tag: 'Aborted', call: 'subscribe' });
    expect(left(await late)).toMatchObject({ _tag: 'CallTimedOut', call: 'subscribe', timeoutMs: 3_000 });
    expect(client.subscriptions()).toEqual([]);
    await client.close();
  });

  it('ends a subscription by its handle or its id, any number of times', async () => {
    const { network, client, live, told } = await openLive();
    expect(await live.unsubscribe()).toEqual(E.right(undefined));
    expect(await client.unsubscribe(live)).toEqual(E.right(undefined));
    expect(await client.unsubscribe('s1')).toEqual(E.right(undefined));
    expect(left(await client.unsubscribe('s2'))).toEqual({ _tag: 'UnknownSubscription', id: 's2' });
    expect([await live.ended, live.state, told]).toEqual([{ _tag: 'Unsubscribed' }, 'ended', ['ended']]);
    expect(sentBy(network.latest()).at(-1)).toEqual({ event: 'unsubscribe', chanId: 7 });
    await client.close();
  });

  it('refuses options that mean nothing as data, in every call', async () => {
    const client = create({ silenceMs: 0, polling: true } as unknown as CoreClientOptions);
    const refusal = {
      _tag: 'BadOptions',
      problems: [
        { _tag: 'UnknownOption', path: 'polling' },
        { _tag: 'BadOption', path: 'silenceMs' },
      ],
    };
    const answers = [client.connect(), client.subscribe(ticker('tBTCUSD')), client.unsubscribe('s1'), client.close()];
    for (const answer of answers) expect(left(await answer)).toMatchObject(refusal);
  });
});

describe('a core client', () => {
  it('has the calls that it names and no others', () => {
    const names = Object.keys(createCoreClient()).sort();
    expect(names).toEqual(['close', 'connect', 'on', 'subscribe', 'subscription', 'subscriptions', 'unsubscribe']);
  });

  it('refuses an account: it has none', async () => {
    const client = createCoreClient({ account: {} } as CoreClientOptions);
    const answer = await client.connect();
    expect(left(answer)).toEqual({ _tag: 'BadOptions', problems: [{ _tag: 'UnknownOption', path: 'account' }] });
  });
});
