import { openExchange, type ExchangeInProcess, type ExchangeOptions } from '@bitfinex-ws/simulator';
import { createFakeClock, createSeededRandom } from '@bitfinex-ws/testkit';
import { book, createClient, orThrow, ticker, trades, type BookSubscription } from './index.js';

const setUp = (options: ExchangeOptions = {}) => {
  const clock = createFakeClock();
  const opened = openExchange({ clock, ...options });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const exchange: ExchangeInProcess = opened.right;
  const client = createClient({ transport: exchange.transport, clock, random: createSeededRandom(1) });
  /** Turns the clock until the answer is there. */
  const soon = async <A>(answer: Promise<A>): Promise<A> => {
    await clock.advanceAsync(1_000);
    return answer;
  };
  return { clock, exchange, client, soon };
};
const verifiedBy = (live: BookSubscription): string => {
  const view = live.book.view();
  return view._tag === 'Right' ? view.right.verified : view.left.reason;
};

describe('a client of an exchange within the process', () => {
  it('keeps three channels through two simulated hours of resets and maintenance, on a clock that is turned by hand', async () => {
    const { clock, exchange, client, soon } = setUp({
      rate: 0.2,
      markets: ['tBTCUSD', 'tETHUSD'],
      scenario: {
        timeline: [
          { every: 600_000, fault: { type: 'reset' } },
          { at: 1_800_000, fault: { type: 'refuse-handshake', status: 503, times: 4 } },
          { every: 1_700_000, fault: { type: 'half-open' } },
          { at: 4_000_000, fault: { type: 'stop-listening', ms: 30_000 } },
        ],
      },
    });
    const live = await soon(orThrow(client.subscribe(book('tBTCUSD', { prec: 'P0', len: 25 }))));
    await soon(orThrow(client.subscribe(ticker('tETHUSD'))));
    await soon(orThrow(client.subscribe(trades('tBTCUSD'))));
    const begun = clock.now();
    await clock.advanceAsync(2 * 3_600_000 + 300_000);
    expect(clock.now() - begun).toBe(7_500_000);
    expect(client.status().subscriptions.map(({ state }) => state)).toEqual(['live', 'live', 'live']);
    expect(verifiedBy(live)).toBe('checksum');
    expect(live.book.stats().checksums).toMatchObject({ mismatched: 0 });
    expect(live.book.stats().checksums.matched).toBeGreaterThan(500);
    expect(exchange.control.connections()[0]?.number).toBeGreaterThan(12);
    await soon(client.close());
    await exchange.close();
    expect(clock.pending()).toBe(0);
  });

  it('says why it does not get in: refused, reset, not there, no answer', async () => {
    const { clock, exchange, client } = setUp({ rate: 0, markets: ['tBTCUSD'] });
    const causes: string[] = [];
    client.on('connectFailed', ({ loss }) => causes.push(JSON.stringify(loss)));
    exchange.control.inject({ type: 'refuse-handshake', status: 503 });
    exchange.control.inject({ type: 'reset-handshake' });
    exchange.control.inject({ type: 'hang-handshake' });
    exchange.control.schedule({ at: 1, fault: { type: 'stop-listening', ms: 1_000 } });
    void client.connect();
    await clock.advanceAsync(120_000);
    expect(exchange.control.connections().map(({ number }) => number)).toEqual([4]);
    expect(causes).toEqual([
      expect.stringContaining('"reason":"HTTP 503 Service Unavailable","status":503,"code":null'),
      expect.stringContaining('"reason":"connection refused (ECONNREFUSED)","status":null,"code":"ECONNREFUSED"'),
      expect.stringContaining('ECONNRESET'),
      expect.stringContaining('DialTimedOut'),
    ]);
    await exchange.close();
    void client.close();
    await clock.advanceAsync(10_000);
    expect(clock.pending()).toBe(0);
  });
});
