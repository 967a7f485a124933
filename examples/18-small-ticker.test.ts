import { openExchange } from '@bitfinex-ws/simulator';
import { build } from 'esbuild';
import { followPrice } from './18-small-ticker.js';

describe('a small ticker', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
  afterEach(() => jest.useRealTimers());

  test('shows a price, none while the connection is lost, and the price again', async () => {
    const opened = openExchange({ markets: ['tBTCUSD'], seed: 3, rate: 20 });
    if (opened._tag === 'Left') throw new Error(opened.left._tag);
    const { transport, control, close } = opened.right;
    const shown: string[] = [];
    const client = followPrice('tBTCUSD', (text) => shown.push(text), { transport, governor: false });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(shown[0]).toBe('?');
    expect(shown.slice(1)).not.toContain('?');
    expect(Number(shown.at(-1))).toBeGreaterThan(0);

    control.inject({ type: 'refuse-handshake', status: 503, times: 'always' });
    control.inject({ type: 'reset' });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(shown.at(-1)).toBe('?');
    control.calm();
    await jest.advanceTimersByTimeAsync(180_000); // the wait before the next attempt is a minute at most
    expect(Number(shown.at(-1))).toBeGreaterThan(0);

    await Promise.all([client.close(), close()]);
    expect(shown.at(-1)).toBe('?');
    expect(jest.getTimerCount()).toBe(0);
  });

  test('says why a pair has no price', async () => {
    const opened = openExchange({ markets: ['tBTCUSD'], seed: 3, rate: 0 });
    if (opened._tag === 'Left') throw new Error(opened.left._tag);
    const { transport, close } = opened.right;
    const shown: string[] = [];
    const client = followPrice('tNOPEXX', (text) => shown.push(text), { transport, governor: false });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(shown).toEqual(['?', '? (SubscribeRejected)']);
    await Promise.all([client.close(), close()]);
  });
});

test('its bundle for browsers has no book, no account and nothing of Node', async () => {
  const { metafile } = await build({
    stdin: { contents: "export { followPrice } from './18-small-ticker.ts';", resolveDir: __dirname },
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
    conditions: ['@bitfinex-ws/source'],
  });
  const inputs = Object.values(metafile.outputs).flatMap(({ inputs: used }) =>
    Object.entries(used).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  const heavy = /packages\/(orderbook|trading|auth)\/|node_modules\/(ws|io-ts|crc-32)\/|dial-verdict-node|^node:/;
  expect(inputs.filter((file) => heavy.test(file))).toEqual([]);
  expect(inputs.some((file) => file.includes('packages/client/src/core/'))).toBe(true);
});
