import { order, position, say, trade, wallet } from '../../test/rows.js';
import { listen } from '../../test/views-of-account.js';
import { isEmptyDiff } from './diff.js';
import { snapshotsOf, viewsOf } from './filter.js';
import { SNAPSHOTS_TIMER } from './recovery.js';

const REST = [say.fos(), say.fcs(), say.fls()];

describe('the filter of a login', () => {
  it.each([
    [[], ['positions', 'wallets', 'orders', 'offers', 'credits', 'loans']],
    [
      ['trading-tBTCUSD', 'notify'],
      ['positions', 'orders'],
    ],
    [['wallet-exchange-BTC'], ['wallets']],
    [
      ['funding', 'funding-fUSD'],
      ['offers', 'credits', 'loans'],
    ],
    [['notify', 'balance', 'algo'], []],
  ])('%j lets the snapshots of %j come', (filter, expected) => {
    expect(snapshotsOf(filter)).toEqual(expected);
  });

  it('is not known to keep margin and funding info away', () => {
    expect([...viewsOf(['wallet'])].sort()).toEqual(['fundingInfo', 'margin', 'wallets']);
  });
});

describe('the views after a login', () => {
  it('are ready when every snapshot that the filter allows has come, in any order', () => {
    const account = listen();
    expect(account.logIn('wallet', 'trading')).toEqual([{ type: 'StartTimer', timer: SNAPSHOTS_TIMER, ms: 10_000 }]);
    account.say(say.os(), say.ws());
    expect(account.views.isComplete()).toBe(false);
    account.say(say.ps());
    expect(account.news().at(-1)).toEqual({ type: 'ready', at: account.now(), missing: [] });
    expect(account.views.isComplete()).toBe(true);
  });

  it('are ready at once where the filter allows no snapshot', () => {
    const account = listen();
    account.logIn('notify');
    expect(account.news()).toEqual([{ type: 'ready', at: account.now(), missing: [] }]);
  });

  it('say which snapshot did not come in time, and take it when it comes', () => {
    const account = listen({ snapshotsMs: 500 });
    account.logIn('trading', 'wallet');
    account.say(say.ws(), say.os());
    account.fire(SNAPSHOTS_TIMER, 500);
    expect(account.news()).toEqual([{ type: 'ready', at: account.now(), missing: ['positions'] }]);
    expect(account.views.positions.read()).toMatchObject({ left: { _tag: 'SnapshotAwaited', overdue: true } });
    account.say(say.ps());
    expect(account.news().at(-1)).toEqual({ type: 'ready', at: account.now(), missing: [] });
    expect(account.positions()).toEqual([]);
  });
});

describe('the views after a reconnect', () => {
  const before = () => {
    const account = listen();
    account.logIn();
    account.say(say.ps(position({ pl: 5 })), say.ws(wallet({ balanceAvailable: 80, description: 'x' })), ...REST);
    account.say(say.os(order({ id: 1 }), order({ id: 2 })));
    account.loseLine();
    return { account, since: account.now() };
  };

  it('tell once what changed while away: what appeared, what is gone, what is another', () => {
    const { account, since } = before();
    expect(account.changes().filter(({ type }) => type === 'stale')).toHaveLength(12);
    account.logIn();
    account.say(say.os(order({ id: 2, mtsUpdate: 7, amount: 0.25 }), order({ id: 3 })), ...REST, say.ws());
    expect(account.news().some(({ type }) => type === 'reconciled')).toBe(false);
    account.say(say.ps(position({})));
    const told = account.news().at(-1);
    if (told?.type !== 'reconciled') throw new Error('not reconciled');
    expect(told).toMatchObject({ since, cause: 'disconnected', missing: [] });
    expect(told.diff.orders).toEqual({
      appeared: new Map([['3', order({ id: 3 })]]),
      gone: new Map([['1', order({ id: 1 })]]),
      changed: new Map([['2', { before: order({ id: 2 }), after: order({ id: 2, mtsUpdate: 7, amount: 0.25 }) }]]),
    });
    expect([...(told.diff.wallets?.gone.keys() ?? [])]).toEqual(['exchange:USD']);
    // That nothing is calculated yet is no change of the position.
    expect(told.diff.positions && isEmptyDiff(told.diff.positions)).toBe(true);
  });

  it('take a balance that is another for a change, and what is only not calculated for none', () => {
    const { account } = before();
    account.logIn();
    account.say(say.os(), say.ps(), ...REST, say.ws(wallet({ balance: 99 })));
    const told = account.news().at(-1);
    expect(told?.type === 'reconciled' && [...(told.diff.wallets?.changed.values() ?? [])]).toEqual([
      { before: wallet({ balanceAvailable: 80, description: 'x' }), after: wallet({ balance: 99 }) },
    ]);
  });

  it('compare with what was known before the first of several losses', () => {
    const { account, since } = before();
    account.logIn();
    account.say(say.os(order({ id: 9 })));
    account.loseLine();
    account.logIn();
    account.loseLine();
    account.logIn();
    account.say(say.ps(), say.ws(), say.os(order({ id: 2 })), ...REST);
    const told = account.news().at(-1);
    expect(told).toMatchObject({ type: 'reconciled', since, missing: [] });
    if (told?.type !== 'reconciled') throw new Error('not reconciled');
    // Order 9 had been known for a moment in between: nobody was told of it as a difference.
    expect([...(told.diff.orders?.gone.keys() ?? [])]).toEqual(['1']);
    expect(told.diff.orders?.appeared.size).toBe(0);
    expect([...(told.diff.positions?.gone.keys() ?? [])]).toEqual(['tBTCUSD']);
  });

  it('compare each reconnect with the time before it alone', () => {
    const { account } = before();
    for (const id of [7, 8]) {
      const since = account.now();
      account.logIn();
      account.say(say.ps(), say.ws(), say.os(order({ id })), ...REST);
      expect(account.news().at(-1)).toMatchObject({ type: 'reconciled', since });
      account.loseLine();
    }
  });

  it('tell what came in time, and what came late once it comes', () => {
    const { account } = before();
    account.logIn();
    account.say(say.ws(), say.ps(), ...REST);
    account.fire(SNAPSHOTS_TIMER, 10_000);
    expect(account.news()).toMatchObject([{ type: 'reconciled', missing: ['orders'] }]);
    account.say(say.os());
    const told = account.news().at(-1);
    expect(told).toMatchObject({ type: 'reconciled', cause: 'disconnected', missing: [] });
    expect(told?.type === 'reconciled' && Object.keys(told.diff)).toEqual(['orders']);
  });

  it('tell a snapshot that the server sends of its own accord apart', () => {
    const account = listen();
    account.logIn('trading');
    account.say(say.os(order({ id: 1 })), say.ps());
    account.say(say.os(order({ id: 2 })));
    expect(account.news().at(-1)).toMatchObject({
      type: 'reconciled',
      cause: 'snapshot',
      diff: { orders: { gone: new Map([['1', order({ id: 1 })]]) } },
    });
  });

  it('are stale after a gap in the sequence as well, until a login brings snapshots', () => {
    const account = listen();
    account.logIn('trading');
    account.say(say.os(order({ id: 1 })), say.ps());
    account.seeGap();
    expect(account.views.orders.read()).toMatchObject({ left: { _tag: 'Stale', cause: 'gap' } });
    account.say(say.on(order({ id: 2 })));
    expect([...account.views.orders.held().keys()]).toEqual(['1', '2']);
    account.loseLine();
    account.logIn('trading');
    account.say(say.os(), say.ps());
    expect(account.news().at(-1)).toMatchObject({ type: 'reconciled', cause: 'gap' });
  });

  it('know no calculated value any more, and when trades were not seen', () => {
    const account = listen();
    account.logIn('balance', 'trading');
    account.say(say.bu(5), say.te(trade({})));
    const heard = account.now();
    account.loseLine();
    expect(account.views.balance.read()).toMatchObject({ left: { _tag: 'Stale' } });
    account.logIn('balance', 'trading');
    expect(account.changes()).toContainEqual({ type: 'forgotten', view: 'balance', at: account.now() });
    expect(account.views.balance.read()).toMatchObject({ right: null });
    expect(account.views.trades.read()).toMatchObject({ right: { unseen: [{ from: heard, to: account.now() }] } });
  });
});
