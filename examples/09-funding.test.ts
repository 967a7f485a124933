import { nodeSigner } from '@bitfinex-ws/auth/node';
import { createClient } from '@bitfinex-ws/client';
import { createAccount, createReadOnlyAccount, orThrow, orThrowNow } from '@bitfinex-ws/client/trading';
import { openExchange } from '@bitfinex-ws/simulator';
import { watchFunding, watchLending } from './09-funding.js';

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

test('a lender sees the market, his offer, and the loan that came of it', async () => {
  const opened = openExchange({ markets: ['fUSD'], market: 'none', seed: 2 });
  if (opened._tag === 'Left') throw new Error(opened.left._tag);
  const { transport, keys, control, close } = opened.right;
  const { apiKey = '', apiSecret = '' } = keys[0] ?? {};
  control.place({ symbol: 'fUSD', side: 'ask', price: '0.0003', amount: 1_000, period: 2 });

  const market: string[] = [];
  const client = createClient({ transport });
  const watching = watchFunding(client, 'fUSD', (line) => market.push(line));
  await jest.advanceTimersByTimeAsync(5_000);

  const login = { transport, apiKey, signer: nodeSigner(apiSecret) };
  const reader = createReadOnlyAccount(login);
  const lender = createAccount(login);
  const own: string[] = [];
  void watchLending(reader, (line) => own.push(line));
  const ready = Promise.all([orThrow(reader.ready()), orThrow(lender.ready())]);
  await jest.advanceTimersByTimeAsync(5_000);
  await ready;
  orThrowNow(lender.offer({ type: 'LIMIT', symbol: 'fUSD', amount: '500', rate: '0.0002', period: 2 }));
  await jest.advanceTimersByTimeAsync(1_000);
  control.place({ symbol: 'fUSD', side: 'bid', price: '0.0002', amount: 500, period: 2 });
  await jest.advanceTimersByTimeAsync(180_000);

  expect(market).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^flash return rate .*, best offer \d+\.\d\d % a year for 2 days$/),
      '1000 on offer at 10.95 % a year for 2 days',
      expect.stringMatching(/^(lent|borrowed) 500 at 7\.30 % a year for 2 days$/),
      'this hour: 7.30 % a year to 7.30 % a year',
    ]),
  );
  expect(own).toEqual(
    expect.arrayContaining([
      'credits: 0',
      'offers added: 500 at 7.30 % a year for 2 days, ACTIVE',
      expect.stringMatching(/^offers removed: .* EXECUTED/),
      'loans added: 500 at 7.30 % a year for 2 days, ACTIVE',
    ]),
  );
  await Promise.all([client.close(), watching, reader.close(), lender.close(), close()]);
});
