import { either as E } from 'fp-ts';
import { createSessionDecoder, isAccountMessage } from '@bitfinex-ws/protocol';
import { order, position, say, wallet } from '../../test/rows.js';
import { listen } from '../../test/views-of-account.js';
import { createAccountViews } from './account-views.js';
import { explainNotReady } from './explain.js';
import { SNAPSHOTS_TIMER } from './recovery.js';

const SNAPSHOTS = [say.ps(), say.ws(), say.os(), say.fos(), say.fcs(), say.fls()];
const ready = (...filter: string[]) => {
  const account = listen();
  account.logIn(...filter);
  account.say(...SNAPSHOTS);
  return account;
};

describe('a view of an account', () => {
  it('says why it cannot be read: no login, no snapshot, a filter, a lost connection', () => {
    const account = listen();
    expect(account.orders()).toBe('NotLoggedIn');
    account.logIn('wallet', 'trading-tBTCUSD');
    expect([account.orders(), account.wallets()]).toEqual(['SnapshotAwaited', 'SnapshotAwaited']);
    expect(account.views.offers.read()).toEqual(
      E.left({ _tag: 'FilteredOut', view: 'offers', filter: ['wallet', 'trading-tBTCUSD'] }),
    );
    account.say(say.os(order({})));
    expect([account.orders(), account.wallets()]).toEqual([[order({})], 'SnapshotAwaited']);
    account.loseLine();
    expect(account.views.orders.read()).toEqual(
      E.left({ _tag: 'Stale', view: 'orders', since: account.now(), cause: 'disconnected' }),
    );
    // What never was readable has not become stale.
    expect(account.wallets()).toBe('NotLoggedIn');
    expect([...account.views.orders.held().keys()]).toEqual(['1']);
    account.logIn('trading');
    expect(account.orders()).toBe('SnapshotAwaited');
  });

  it('takes an empty snapshot as one: there are no orders, which is not the same as not knowing', () => {
    const account = listen();
    account.logIn();
    account.say(say.os());
    expect(account.orders()).toEqual([]);
    expect(account.views.orders.get('1')).toEqual(E.right(null));
  });

  it('never changes what was read of it', () => {
    const account = ready();
    account.say(say.on(order({ id: 1 })));
    const before = account.views.orders.read();
    account.say(say.on(order({ id: 2 })), say.oc(order({ id: 1, status: 'CANCELED' })));
    expect(E.isRight(before) && [...before.right.keys()]).toEqual(['1']);
    expect(account.orders()).toEqual([order({ id: 2 })]);
    expect(account.views.orders.size()).toBe(1);
  });

  it('tells an update that came before its snapshot after it, and keeps the newer of both', () => {
    const account = listen();
    account.logIn();
    account.say(say.ou(order({ id: 1, mtsUpdate: 5, amount: 3 })), say.on(order({ id: 2, mtsUpdate: 6 })));
    account.say(say.ou(order({ id: 3, mtsUpdate: 2, amount: 9 })), say.oc(order({ id: 4, status: 'CANCELED' })));
    expect([account.orders(), account.changes()]).toEqual(['SnapshotAwaited', []]);
    const sent = [order({ id: 1, mtsUpdate: 4 }), order({ id: 3, mtsUpdate: 4 }), order({ id: 4, mtsUpdate: 4 })];
    account.say(say.os(...sent));
    expect(account.changes().map(({ type }) => type)).toEqual(['snapshot', 'changed', 'added', 'removed']);
    expect(account.orders()).toEqual([
      order({ id: 1, mtsUpdate: 5, amount: 3 }),
      order({ id: 3, mtsUpdate: 4 }),
      order({ id: 2, mtsUpdate: 6 }),
    ]);
    expect(account.views.orders.counters()).toMatchObject({ early: 4, late: 1, applied: 3, snapshots: 1 });
  });

  it('keeps the newest of what comes late or twice, and counts the rest', () => {
    const account = ready();
    const filled = order({ mtsUpdate: 9, amount: 0.5 });
    account.say(say.on(order({ mtsUpdate: 5 })), say.ou(filled));
    account.say(say.ou({ ...filled }));
    account.say(say.on(order({ mtsUpdate: 5 })));
    expect([account.changes(), account.orders()]).toEqual([[], [filled]]);
    expect(account.views.orders.counters()).toMatchObject({ applied: 2, duplicates: 1, late: 1 });
  });

  it('says how an order ended, and lets nothing late bring it back', () => {
    const account = ready();
    const executed = order({ mtsUpdate: 9, amount: 0, status: 'EXECUTED @ 100.0(1.0)' });
    account.say(say.on(order({})));
    account.say(say.oc(executed));
    expect(account.changes()).toMatchObject([
      {
        type: 'removed',
        view: 'orders',
        key: '1',
        before: order({}),
        row: executed,
        end: { how: 'executed', filled: 'all' },
      },
    ]);
    account.say(say.ou(order({ mtsUpdate: 12 })), say.oc(executed));
    expect([account.orders(), account.changes()]).toEqual([[], []]);
    expect(account.views.orders.counters()).toMatchObject({ late: 1, duplicates: 1 });
  });

  it('believes the server that an order lives, whatever was heard before', () => {
    const account = ready();
    account.say(say.oc(order({ status: 'CANCELED' })));
    account.loseLine();
    account.logIn();
    account.say(say.os(order({})), say.ou(order({ mtsUpdate: 8 })));
    expect(account.orders()).toEqual([order({ mtsUpdate: 8 })]);
  });

  it.each([
    ['CANCELED was: PARTIALLY FILLED @ 100.0(0.4)', 0.6, 'canceled', 'part'],
    ['POSTONLY CANCELED', 1, 'canceled', 'none'],
    ['INSUFFICIENT BALANCE (G1) was: PARTIALLY FILLED @ 100.0(0.4)', 0.6, 'rejected', 'part'],
    ['RSN_DUST', 1, 'rejected', 'none'],
    ['NOBODY KNOWS', 1, 'other', 'none'],
  ])('reads %s with %d left as %s, filled: %s', (status, amount, how, filled) => {
    const account = ready();
    // An instant end: no `on` before it.
    account.say(say.oc(order({ status, amount })));
    expect(account.changes()).toMatchObject([{ type: 'removed', before: null, end: { how, filled } }]);
  });

  it('knows which position of a symbol a message is of', () => {
    const account = ready();
    account.say(say.pn(position({ positionId: 7 })), say.pc(position({ positionId: 7, amount: 0 })));
    account.say(say.pn(position({ positionId: 8, amount: 2 })));
    account.say(say.pu(position({ positionId: 7, amount: 5 })), say.pc(position({ positionId: 6, amount: 0 })));
    expect(account.positions()).toEqual([position({ positionId: 8, amount: 2 })]);
    expect(account.views.positions.counters()).toMatchObject({ late: 2 });
  });

  it('keeps null in a wallet, which is not calculated, apart from 0', () => {
    const account = ready();
    account.say(say.ws(wallet({ balanceAvailable: null })));
    account.say(say.wu(wallet({ balanceAvailable: 0 })));
    expect(account.changes()).toMatchObject([{ type: 'changed', view: 'wallets', key: 'exchange:USD' }]);
    expect(account.wallets()).toEqual([wallet({ balanceAvailable: 0 })]);
    account.say(say.wu(wallet({ balance: 90 })));
    expect(account.wallets()).toEqual([wallet({ balance: 90, balanceAvailable: null })]);
  });

  it('ignores what comes from another connection than the one that logged in last', () => {
    const account = ready();
    account.logIn();
    account.say(say.os());
    account.sayOn(1, say.on(order({})));
    account.sayOn(3, say.on(order({})));
    expect(account.orders()).toEqual([]);
    account.loseLine();
    account.sayOn(2, say.on(order({})));
    expect(account.views.orders.held().size).toBe(0);
  });

  it('is closed for good with the account, and leaves no timer', () => {
    const account = listen();
    account.logIn();
    account.say(say.os(order({})));
    expect(account.close()).toEqual(expect.arrayContaining([{ type: 'StopTimer', timer: SNAPSHOTS_TIMER }]));
    const read = account.views.orders.read();
    expect(read).toMatchObject({ left: { _tag: 'Stale', cause: 'closed' } });
    expect(E.isLeft(read) && explainNotReady(read.left)).toContain('closed');
    expect(account.close()).toEqual([]);
  });

  it('reads the frames of a paper account as they were captured', () => {
    const frames = [
      '[0,"ps",[["tTESTBTC:TESTUSD","ACTIVE",3.8e-7,38930,0,0,null,null,null,null,null,152677056,null,null,null,0,null,0,null,null]]]',
      '[0,"ws",[["exchange","AAA",50025,0,null,null,null],["margin","TESTUSDTF0",11000,0,null,null,null]]]',
      '[0,"os",[]]',
      '[0,"fos",[]]',
      '[0,"fcs",[]]',
      '[0,"fls",[]]',
      '[0,"wu",["exchange","AAA",50025,0,50025,null,null]]',
      '[0,"bu",[397190.90366775,397190.89789745]]',
      '[0,"pu",["tTESTBTC:TESTUSD","ACTIVE",3.8e-7,38930,0,0,-0.0057883462,-39.00590804007192,0,3.9898064715911756e-8,null,152677056,null,null,null,0,null,0,0,null]]',
    ];
    const decoder = createSessionDecoder();
    const views = createAccountViews();
    const told = views.step({ type: 'LoggedIn', conn: 1, at: 0, filter: [] }).concat(
      frames.flatMap((frame) => {
        const decoded = decoder.decode(frame);
        if (E.isLeft(decoded) || !isAccountMessage(decoded.right)) throw new Error(frame);
        return views.receive(1, decoded.right, 1);
      }),
    );
    expect(told.filter(({ type }) => type !== 'Announce').map(({ type }) => type)).toEqual(['StartTimer', 'StopTimer']);
    expect(views.isComplete()).toBe(true);
    expect(views.wallets.get('exchange:AAA')).toMatchObject({ right: { balanceAvailable: 50025 } });
    expect(views.wallets.get('margin:TESTUSDTF0')).toMatchObject({ right: { balanceAvailable: null } });
    expect(views.positions.get('tTESTBTC:TESTUSD')).toMatchObject({ right: { pl: -0.0057883462 } });
    expect(views.balance.read()).toMatchObject({ right: { aum: 397190.90366775 } });
    expect(views.orders.read()).toEqual(E.right(new Map()));
  });
});
