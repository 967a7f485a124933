import type { ChannelSymbol, FundingTickerMessage, TickerMessage } from '@bitfinex-ws/protocol';
import { book, candles, candlesByKey, status, ticker, trades, type Channel } from './index.js';

/** The messages of a channel, as the compiler sees them. */
type MessageOf<C extends Channel> = NonNullable<C['message']>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const holds = <Claim extends true>(claim: Claim): Claim => claim;

describe('a channel', () => {
  it('is asked for with what its symbol and request say', () => {
    expect(ticker('tBTCUSD').spec).toEqual({ channel: 'ticker', symbol: 'tBTCUSD' });
    expect(trades('fUSD').spec).toEqual({ channel: 'trades', symbol: 'fUSD' });
    expect(book('tBTCUSD').spec).toEqual({ channel: 'book', symbol: 'tBTCUSD', prec: 'P0', freq: 'F0', len: 25 });
    expect(book('fUSD', { prec: 'R0', freq: 'F1', len: 100 }).spec).toMatchObject({ prec: 'R0', freq: 'F1', len: 100 });
    expect(status.derivatives('tBTCF0:USTF0').spec).toEqual({ channel: 'status', key: 'deriv:tBTCF0:USTF0' });
    expect(status.liquidations().spec).toEqual({ channel: 'status', key: 'liq:global' });
  });

  it('takes the spec of another book for its request', () => {
    const first = book('tBTCUSD', { prec: 'P1', len: 250, maxAgeMs: 5_000 });
    const again = book('tETHUSD', first.spec);
    expect(again.spec).toEqual({ ...first.spec, symbol: 'tETHUSD' });
    expect([first.policy, again.policy]).toEqual([{ maxAgeMs: 5_000 }, {}]);
  });

  it('writes candle keys as the server does', () => {
    const keys = [
      candles('tBTCUSD', { timeframe: '1m' }),
      candles('tBTCF0:USTF0', { timeframe: '1M' }),
      candles('fUSD', { timeframe: '1h', period: 30 }),
      candles('fUSD', { timeframe: '1m', aggregate: { size: 30, from: 2, to: 30 } }),
      candlesByKey('trade:7D:tBTCUSD'),
    ].map(({ spec }) => spec.key);
    expect(keys).toEqual([
      'trade:1m:tBTCUSD',
      'trade:1M:tBTCF0:USTF0',
      'trade:1h:fUSD:p30',
      'trade:1m:fUSD:a30:p2:p30',
      'trade:7D:tBTCUSD',
    ]);
  });

  it('knows its messages at compile time by the first letter of the symbol', () => {
    holds<Same<MessageOf<ReturnType<typeof ticker<'tBTCUSD'>>>, TickerMessage>>(true);
    holds<Same<MessageOf<ReturnType<typeof ticker<'fUSD'>>>, FundingTickerMessage>>(true);
    holds<Same<MessageOf<ReturnType<typeof ticker<ChannelSymbol>>>, TickerMessage | FundingTickerMessage>>(true);

    type KindOf<C extends Channel> =
      Extract<MessageOf<C>, { readonly type: 'bookSnapshot' }> extends { kind: infer K } ? K : never;
    const price = book('tBTCUSD');
    const order = book('tBTCUSD', { prec: 'R0' });
    const fundingRow = book('fUSD', { prec: 'P2' });
    const offer = book('fUSD', { prec: 'R0' });
    holds<Same<KindOf<typeof price>, 'price'>>(true);
    holds<Same<KindOf<typeof order>, 'order'>>(true);
    holds<Same<KindOf<typeof fundingRow>, 'funding'>>(true);
    holds<Same<KindOf<typeof offer>, 'offer'>>(true);
    expect([price, order, fundingRow, offer].every(({ engine }) => engine !== null)).toBe(true);
  });
});
