import { either as E } from 'fp-ts';
import { createSessionDecoder, isAccountMessage } from '@bitfinex-ws/protocol';
import { createAccountViews } from './account-views.js';

/** Views in either number mode that read frames. */
const listen = <N extends 'number' | 'text'>(numbers: N, notificationsLimit = 10) => {
  const views = createAccountViews<N>({ notificationsLimit });
  const decoder = createSessionDecoder({ numbers });
  views.step({ type: 'LoggedIn', conn: 1, at: 0, filter: [] });
  return {
    views,
    say: (...frames: string[]) =>
      frames.flatMap((frame) => {
        const decoded = decoder.decode(frame);
        if (E.isLeft(decoded) || !isAccountMessage(decoded.right)) throw new Error(frame);
        return views.receive(1, decoded.right, 1);
      }),
  };
};
const BASE = '[0,"miu",["base",[-13.014640000000007,0,49331.70267297,49318.68803297,27]]]';
const SYMBOL =
  '[0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,830.0182168075556,895.0658432466332,null,null,null,null]]]';
const FUNDING = '[0,"fiu",["sym","fUSD",[0.0008595462068208099,0,1.8444560185185186,0]]]';
const note = (text: string) => `[0,"n",[null,"deposit_complete",null,null,null,null,"SUCCESS","${text}"]]`;

describe('what is calculated on request', () => {
  it('is null, or has no entry, until it comes', () => {
    const { views, say } = listen('number');
    expect(views.margin.read()).toEqual(E.right({ base: null, symbols: new Map() }));
    expect(views.balance.read()).toEqual(E.right(null));
    say(BASE, SYMBOL, FUNDING);
    const margin = views.margin.read();
    expect(margin).toMatchObject({ right: { base: { marginNet: 49318.68803297 } } });
    expect(E.isRight(margin) && margin.right.symbols.get('tETHUSD')?.buy).toBe(830.0182168075556);
    const funding = views.fundingInfo.read();
    expect(E.isRight(funding) && funding.right.get('fUSD')?.durationLoan).toBe(1.8444560185185186);
  });

  it('is no change where it is the same again', () => {
    const { views, say } = listen('number');
    say(BASE, SYMBOL);
    expect(say(BASE, SYMBOL)).toEqual([]);
    expect(views.margin.counters()).toMatchObject({ applied: 2, duplicates: 2 });
    expect(say(BASE.replace('27', '28'))).toMatchObject([
      { news: { change: { type: 'updated', view: 'margin', of: 'base', before: { marginRequired: 27 } } } },
    ]);
  });
});

describe('the view of notifications', () => {
  it('has the last ones, the same one twice where it was told twice, and never changes what was read', () => {
    const { views, say } = listen('number', 2);
    say(note('one'), note('one'));
    const before = views.notifications.read();
    say(note('two'));
    expect(E.isRight(before) && before.right.map(({ text }) => text)).toEqual(['one', 'one']);
    const after = views.notifications.read();
    expect(E.isRight(after) && after.right.map(({ text }) => text)).toEqual(['one', 'two']);
  });
});

it('In text mode the views keep every digit, and ids beyond 2^53 name their rows', () => {
  const { views, say } = listen('text');
  const row = (amount: string, mts: number) =>
    `[9007199254740993,null,1,"tBTCUSD",1,${mts},${amount},1,"LIMIT",null,null,null,0,"ACTIVE",null,null,1e-8,0,0,0,null,null,null,0,0,null,null,null,"BFX",null,null,null]`;
  say('[0,"os",[]]', `[0,"on",${row('0.30', 1)}]`, `[0,"ou",${row('0.10', 2)}]`);
  const order = views.orders.get('9007199254740993');
  expect(E.isRight(order) && [order.right?.amount, order.right?.price]).toEqual(['0.10', '1e-8']);
});
