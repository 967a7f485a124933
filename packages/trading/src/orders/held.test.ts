import { createDesk, newsIn, ORDER } from '../../test/desk.js';
import { notice, row } from '../../test/wire.js';
import { pendingOf } from './orders.js';
import { ticketOf } from './state.js';

const AT = 1_700_000_500_000;
/** A desk at which an order waits for its turn. */
const holding = (order: object = {}) => {
  const desk = createDesk();
  const submitted = desk.ask({ type: 'submit', order: { ...ORDER, ...order }, held: true });
  return { ...desk, submitted };
};
const came = (cid = 7) => ({ type: 'TurnCame', cid, at: AT }) as const;
const codes = (effects: ReadonlyArray<{ readonly type: string }>): ReadonlyArray<unknown> =>
  effects.flatMap((effect) => ('input' in effect ? [(effect.input as { readonly code: string }).code] : []));
const target = { cid: 7, cidDate: AT };

describe('an order that waits for its turn', () => {
  test('is not written, has no deadline, and goes out when its turn comes: of that day', () => {
    const desk = holding();
    expect([desk.submitted, desk.tag(), desk.timers()]).toEqual([[], 'Queued', []]);
    expect(desk.take(came())).toMatchObject([{ type: 'Send', input: { code: 'on', cid: 7 } }, { type: 'StartTimer' }]);
    expect([desk.tag(), ticketOf(desk.state(), 7)?.askedAt]).toEqual(['Sent', AT]);
    expect(desk.take(came())).toEqual([]);
    desk.hear(notice('on-req', row()));
    expect([desk.tag(), desk.timers()]).toEqual(['Live', []]);
  });

  test('is taken back by its cancellation without a word to the exchange, with the changes behind it', () => {
    const desk = holding();
    expect(desk.ask({ type: 'update', request: 1, update: { ...target, price: '29000' } })).toEqual([]);
    const told = newsIn(desk.ask({ type: 'cancel', request: 2, target }));
    expect(desk.outcome()).toEqual({ _tag: 'NotSent', cause: 'withdrawn' });
    expect(told.filter(({ type }) => type === 'answered')).toMatchObject([
      { request: 1, result: { left: { _tag: 'NotSent', asked: 'ou', cause: 'withdrawn' } } },
      { request: 2, result: { right: { by: 'here' } } },
    ]);
    expect([desk.take(came()), pendingOf(desk.state())]).toEqual([[], { tickets: 0, requests: 0 }]);
  });

  test('is changed right behind itself', () => {
    const desk = holding();
    desk.ask({ type: 'update', request: 1, update: { ...target, price: '29000' } });
    expect(codes(desk.take(came()))).toEqual(['on', 'ou']);
    const alone = createDesk({ batchMs: 50 });
    alone.ask({ type: 'submit', order: ORDER, held: true });
    expect(alone.timers()).toEqual([]);
    alone.take(came());
    expect(alone.timers()).toHaveLength(1);
    expect(codes(alone.fire('batch'))).toEqual(['on']);
  });

  test.each([
    ['all', { all: true }],
    ['its group', { gid: [3] }],
    ['its client id', { cid: [target] }],
  ] as const)(
    'is taken back with the others where %s is cancelled, and what lives is cancelled as ever',
    (_what, targets) => {
      const desk = holding({ gid: 3 });
      desk.ask({ type: 'submit', order: { ...ORDER, cid: 8 }, held: true });
      expect(codes(desk.ask({ type: 'cancelMany', request: 1, targets }))).toEqual(['oc_multi']);
      expect(desk.outcome()).toEqual({ _tag: 'NotSent', cause: 'withdrawn' });
      expect(desk.tag(8)).toBe('all' in targets ? null : 'Queued');
    },
  );

  test.each(['paused', 'rateLimited'] as const)('whose turn does not come says why: %s', (cause) => {
    const desk = holding({ cidOco: 9, priceOcoStop: '20000' });
    desk.take({ type: 'TurnMissed', cid: 7, cause, at: AT });
    expect([desk.outcome(7), desk.outcome(9)]).toEqual([
      { _tag: 'NotSent', cause },
      { _tag: 'NotSent', cause },
    ]);
    expect(pendingOf(desk.state())).toEqual({ tickets: 0, requests: 0 });
  });

  test('is one with the stop that comes with it: to cancel either takes both back', () => {
    const desk = holding({ cidOco: 9, priceOcoStop: '20000' });
    desk.ask({ type: 'cancel', request: 1, target: { cid: 9, cidDate: AT } });
    expect([desk.outcome(7), desk.outcome(9)]).toMatchObject([{ cause: 'withdrawn' }, { cause: 'withdrawn' }]);
  });

  test('is not sent where the connection is lost, or the account closed, before', () => {
    const lost = holding();
    lost.lose();
    expect(lost.outcome()).toEqual({ _tag: 'NotSent', cause: 'connectionLost' });
    lost.connect();
    expect(lost.take(came())).toEqual([]);
    const closed = holding();
    closed.take({ type: 'CloseAsked', at: AT });
    expect(closed.outcome()).toEqual({ _tag: 'NotSent', cause: 'closed' });
  });
});
