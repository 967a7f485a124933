import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { openDesk, type AccountDesk } from '../../test/account-desk.js';
import { createAccount, explainAccountError, orThrowNow, type Account, type AccountError } from './index.js';

/** What a program without types may call with. */
type Loose = { readonly [Call in keyof Account]: (...args: ReadonlyArray<unknown>) => unknown };
const loose = (account: Account): Loose => account as unknown as Loose;

describe('an account that is called with anything', () => {
  let desk: AccountDesk;
  beforeAll(async () => {
    desk = openDesk({});
    orThrowNow(await desk.until(desk.account.ready()));
  });
  afterAll(async () => {
    await desk.until(desk.account.close());
    await desk.until(desk.exchange.close());
  });

  it.each([[null], [undefined], [7], ['order'], [[]], [{}]])('says what is missing of the order %j', (order) => {
    const answer = loose(desk.account).submit(order) as E.Either<AccountError, unknown>;
    expect(E.isLeft(answer) && explainAccountError(answer.left)).toMatch(/^It can not be sent: .* is missing\.$/);
  });

  it.each([[null], ['margin_base']])('calculates nothing where %j is asked for', async (keys) => {
    const answer = (await loose(desk.account).calculate(keys)) as E.Either<AccountError, unknown>;
    expect(E.isLeft(answer) && explainAccountError(answer.left)).toBe('It can not be sent: keys is missing.');
  });

  it('says of each operation of a batch whether it could be sent, in the order of asking', async () => {
    const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '1000' };
    const items = [{ type: 'submit', order }, { op: 'on' }, null, { type: 'cancel' }, { type: 'submit' }];
    const results = loose(desk.account).batch(items) as ReadonlyArray<{
      readonly ticket?: E.Either<AccountError, unknown>;
      readonly answer?: Promise<E.Either<AccountError, unknown>>;
    }>;
    const said = await Promise.all(
      results.map(async ({ ticket, answer }) => {
        const what = ticket ?? (await answer);
        return what && E.isLeft(what) ? explainAccountError(what.left) : what?._tag;
      }),
    );
    expect(said).toEqual([
      'Right',
      expect.stringContaining('"undefined"') as string,
      expect.stringContaining('one of submit, update, cancel, cancelMany') as string,
      expect.stringContaining('missing') as string,
      expect.stringContaining('missing') as string,
    ]);
  });

  it.each([
    ['that is logged in', () => desk.account],
    ['whose options are wrong', () => createAccount({ dms: 3 } as unknown as object)],
  ])('never throws, one %s', (_which, accountOf) => {
    const { submit, update, cancel, cancelMany, batch, offer, cancelOffer, broadcast } = loose(accountOf());
    const calls = [submit, update, cancel, cancelMany, batch, offer, cancelOffer, broadcast];
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), fc.nat(calls.length - 1), (value, which) => {
        calls[which]?.(value);
        batch([value, { type: 'submit', order: value }, { type: 'update', update: value }]);
      }),
      { numRuns: 500 },
    );
  });
});
