import { either as E } from 'fp-ts';
import * as market from './index.js';
import { explainClientError, type ClientError } from './index.js';
import * as trading from './trading/index.js';
import { explainAccountError, type AccountError } from './trading/index.js';

const ofClient: ReadonlyArray<ClientError> = [
  { _tag: 'ClientClosed' },
  { _tag: 'CallTimedOut', call: 'connect', timeoutMs: 5, lastLoss: null },
  { _tag: 'UnknownSubscription', id: 's1' },
];
const ofAccount: ReadonlyArray<AccountError> = [
  { _tag: 'NotLoggedIn' },
  { _tag: 'NotPermitted', scope: 'orders', access: 'write' },
  {
    _tag: 'CallTimedOut',
    call: 'ready',
    timeoutMs: 5,
    lastLoss: null,
    lastFailure: { _tag: 'LoginTimedOut', timeoutMs: 5 },
  },
  { _tag: 'BadOptions', problems: [] },
];
const caught = async (answer: Promise<unknown>): Promise<unknown> => answer.catch((error: unknown) => error);

describe.each([
  ['@bitfinex-ws/client', market],
  ['@bitfinex-ws/client/trading', trading],
])('orThrow of %s', (entry, { orThrow, orThrowNow, ClientFailure }) => {
  it('takes the answers of clients and of accounts, at once and in time', async () => {
    expect([orThrowNow(E.right(1)), await orThrow(Promise.resolve(E.right(2)))]).toEqual([1, 2]);
    for (const error of [...ofClient, ...ofAccount]) {
      expect(() => orThrowNow(E.left(error))).toThrow(ClientFailure);
      const failure = await caught(orThrow(Promise.resolve(E.left(error))));
      expect(failure).toBeInstanceOf(market.ClientFailure);
      expect(failure).toMatchObject({ name: 'ClientFailure', error });
    }
  });

  it('says what a client says in its sentence', () => {
    for (const error of ofClient) expect(() => orThrowNow(E.left(error))).toThrow(explainClientError(error));
  });

  it('says what an account says in its sentence, or, where trading is not bundled, by tag and facts', () => {
    const [notLoggedIn, notPermitted] = ofAccount;
    const isTrading = entry.endsWith('trading');
    const words = (error: AccountError | undefined): unknown => {
      const answer: E.Either<AccountError, never> = E.left(error ?? { _tag: 'AccountClosed' });
      try {
        return orThrowNow(answer);
      } catch (failure) {
        return failure instanceof ClientFailure ? failure.message : failure;
      }
    };
    if (isTrading) expect(ofAccount.map(words)).toEqual(ofAccount.map(explainAccountError));
    expect([words(notLoggedIn), words(notPermitted)]).toEqual(
      isTrading
        ? ['Nothing was sent: the account is not logged in.', 'Nothing was sent: the key may not write orders.']
        : ['NotLoggedIn', 'NotPermitted {"scope":"orders","access":"write"}'],
    );
  });
});

it('leaves to who catches a union of errors that a switch narrows', async () => {
  const failure = await caught(
    market.orThrow(Promise.resolve(E.left<ClientError>({ _tag: 'UnknownConnection', conn: 7 }))),
  );
  const conn: unknown =
    failure instanceof market.ClientFailure && failure.error._tag === 'UnknownConnection' ? failure.error.conn : null;
  expect(conn).toBe(7);
});
