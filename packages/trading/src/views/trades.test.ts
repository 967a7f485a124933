import { either as E } from 'fp-ts';
import { say, trade } from '../../test/rows.js';
import { listen } from '../../test/views-of-account.js';

const paid = trade({ fee: -0.2, feeCurrency: 'USD' });
const read = (account: ReturnType<typeof listen>) => {
  const view = account.views.trades.read();
  if (E.isLeft(view)) throw new Error(view.left._tag);
  return view.right;
};

describe('the view of own trades', () => {
  it('has a trade once, without its fee first and with it later', () => {
    const account = listen();
    account.logIn();
    account.say(say.te(trade({})));
    expect([...read(account).trades.values()]).toEqual([{ ...trade({}), confirmed: false }]);
    account.say(say.tu(paid));
    expect(account.changes()).toMatchObject([{ type: 'updated', view: 'trades', key: '1', before: trade({}) }]);
    expect([...read(account).trades.values()]).toEqual([{ ...paid, confirmed: true }]);
  });

  it('keeps what only the first message said, and ignores what is said again or too late', () => {
    const account = listen();
    account.logIn();
    account.say(say.te(trade({ cid: 7 })), say.tu({ ...paid, cid: null }));
    account.say(say.te(trade({})), say.tu(paid));
    expect(account.changes()).toEqual([]);
    expect(read(account).trades.get('1')).toEqual({ ...paid, cid: 7, confirmed: true });
    expect(account.views.trades.counters()).toMatchObject({ applied: 2, late: 1, duplicates: 1 });
  });

  it('forgets the oldest beyond its limit, and counts them', () => {
    const account = listen({ tradesLimit: 2 });
    account.logIn();
    account.say(...[1, 2, 3].map((id) => say.tu(trade({ id }))));
    expect([[...read(account).trades.keys()], read(account).forgotten]).toEqual([['2', '3'], 1]);
  });
});
