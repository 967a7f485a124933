import { walkExchange } from '../../test/exchange-walk.js';
import { createAccounts, type Accounts } from './accounts.js';
import { ALL_CAPS } from './login.js';
import { moneyOfNumber } from './money.js';
import { createPit } from './pit.js';

jest.setTimeout(600_000);

describe('20,000 random orders and offers of four accounts', () => {
  it('make no money and lose none, cross no book, end once each, and are told in the documented order', () => {
    // The walk looks after each input, and throws; here stands how much there was to look at.
    const { accepted, trades, loans, credits, interest, days, looks } = walkExchange(5, 20_000);
    expect(accepted).toBeGreaterThanOrEqual(20_000);
    expect(trades).toBeGreaterThan(10_000);
    expect(loans).toBeGreaterThan(1_000);
    expect(credits).toBeGreaterThan(300);
    expect(interest).toBeGreaterThan(100);
    expect(days).toBeGreaterThan(20);
    expect(looks).toBeGreaterThan(200);
  });

  it('say byte for byte the same again for the same seed', () => {
    const [one, same, other] = [9, 9, 10].map((seed) => walkExchange(seed, 500).digest);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });
});

describe('the default wallets', () => {
  it('are owed by the house', () => {
    const accounts: Accounts = createAccounts({
      accounts: [{ apiKey: 'a', apiSecret: 'b', caps: ALL_CAPS }],
      fees: { maker: 0, taker: 0 },
      seed: 1,
      pit: createPit(never, () => 1_600_000_000_000),
    });
    expect(accounts.bank.sum('USD')).toBe(0n);
    expect(accounts.bank.balance('house', 'exchange', 'BTC')).toBe(-moneyOfNumber(20));
  });
});

const never = (): never => {
  throw new Error('nobody trades here');
};
