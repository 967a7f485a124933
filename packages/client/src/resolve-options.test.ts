import { either as E } from 'fp-ts';
import { createClient, createDialGovernor, ticker } from './index.js';
import { resolveOptions } from './resolve-options.js';
import type { ClientOptions } from './options.js';

describe('the options of a client', () => {
  it('all have a default', () => {
    const config = resolveOptions();
    expect(E.isRight(config) && config.right).toMatchObject({
      url: 'wss://api-pub.bitfinex.com/ws/2',
      capacity: 25,
      queue: { limit: 10_000, policy: 'drop-oldest' },
      connection: { flags: 196_608, silenceMs: 35_000, maxAttempts: null, backoff: { baseMs: 1_000, capMs: 60_000 } },
    });
  });

  it('tell everything that is wrong with them at once', () => {
    const wrong = {
      uri: 'x',
      capacity: 0,
      flags: 1.5,
      url: '',
      queue: { limit: '9', policy: 'newest', size: 1 },
      reconnect: { maxAttempts: -1 },
      clock: {},
    };
    const config = resolveOptions(wrong as unknown as ClientOptions);
    const paths = E.isLeft(config) ? config.left.problems.map(({ _tag, path }) => `${_tag} ${path}`) : [];
    expect(paths.sort()).toEqual([
      'BadOption capacity',
      'BadOption clock',
      'BadOption flags',
      'BadOption queue.limit',
      'BadOption queue.policy',
      'BadOption reconnect.maxAttempts',
      'BadOption url',
      'UnknownOption queue.size',
      'UnknownOption uri',
    ]);
  });

  it.each([
    [true, null],
    [false, 0],
    [{}, null],
    [{ maxAttempts: 3 }, 3],
  ])('read reconnect %j as %j attempts', (reconnect, maxAttempts) => {
    const config = resolveOptions({ reconnect });
    expect(E.isRight(config) && config.right.connection.maxAttempts).toBe(maxAttempts);
  });

  it('name who gives leave to dial, nobody, or what is wrong with him', () => {
    const governorOf = (governor: unknown): unknown => {
      const config = resolveOptions({ governor } as ClientOptions);
      return E.isRight(config) ? config.right.governor : config.left.problems.map(({ path }) => path);
    };
    const mine = createDialGovernor();
    expect(governorOf(mine)).toBe(mine);
    expect(governorOf(false)).not.toBe(governorOf(undefined));
    expect([governorOf(true), governorOf({ ask: () => 0 })]).toEqual([['governor'], ['governor']]);
  });

  it('never throw: the client of wrong ones answers every call with what is wrong', async () => {
    const client = createClient({ capacity: -1 });
    const problems = [
      { _tag: 'BadOption', path: 'capacity', expected: 'a whole number of at least 1', received: '-1' },
    ];
    const refused = E.left({ _tag: 'BadOptions', problems });
    expect(await client.connect()).toEqual(refused);
    expect(await client.subscribe(ticker('tBTCUSD'))).toEqual(refused);
    expect(await client.unsubscribe('s1')).toEqual(refused);
    expect(await client.close()).toEqual(refused);
    expect(client.status().state).toBe('unusable');
    const everything = client.messages();
    expect(await everything.next()).toMatchObject({ value: { type: 'ended', reason: { _tag: 'BadOptions' } } });
    expect(await everything.next()).toEqual({ done: true, value: undefined });
  });
});
