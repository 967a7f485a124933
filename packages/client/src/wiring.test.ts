import { connectionFact, connectionNews, subscriptionFact } from './wiring.js';

const error = (code: number) =>
  ({ type: 'error', code, msg: 'no', subId: '1', chanId: null, echo: { symbol: 'x' } }) as const;
const loss = { _tag: 'ServerStopped' } as const;

describe('the wiring', () => {
  it('tells the connection what its server said of itself', () => {
    expect(connectionFact({ type: 'info', version: 2, serverId: 's', platformStatus: 1 }, 3)).toEqual({
      type: 'Greeted',
      attempt: 3,
      version: 2,
      serverId: 's',
      platformStatus: 1,
    });
    expect(connectionFact({ type: 'infoCode', code: 20051, msg: null }, 3)).toMatchObject({ code: 20051, attempt: 3 });
    expect(connectionFact({ type: 'pong', ts: 1, cid: 9 }, 3)).toEqual({ type: 'Ponged', attempt: 3, cid: 9 });
    expect(subscriptionFact({ type: 'pong', ts: 1, cid: 9 }, 1)).toBeNull();
  });

  it('sends a refused conf to the connection, and every other error to the subscriptions', () => {
    expect([connectionFact(error(10050), 3)?.type, subscriptionFact(error(10050), 1)]).toEqual(['ConfRejected', null]);
    expect([connectionFact(error(10300), 3), subscriptionFact(error(10300), 1)?.type]).toEqual([null, 'Rejected']);
  });

  it('takes an unsubscribed for one only where it says OK', () => {
    expect(subscriptionFact({ type: 'unsubscribed', status: 'OK', chanId: 5 }, 1)).toEqual({
      type: 'Unsubscribed',
      conn: 1,
      chanId: 5,
    });
    expect(subscriptionFact({ type: 'unsubscribed', status: 'ERROR', chanId: 5 }, 1)).toBeNull();
  });

  it('tells the subscriptions of a loss only where there was something to lose', () => {
    const lost = { type: 'AnnounceLost', loss, at: 1 } as const;
    expect(connectionNews({ ...lost, wasReady: true }, 2)).toMatchObject({ type: 'ConnectionLost', conn: 2 });
    expect(connectionNews({ ...lost, wasReady: false }, 2)).toBeNull();
  });

  it('names what a connection ended with', () => {
    const end = { _tag: 'AttemptsExhausted', attempts: 3, last: loss } as const;
    expect(connectionNews({ type: 'AnnounceEnded', end, at: 1 }, 2)).toEqual({
      type: 'ConnectionEnded',
      conn: 2,
      cause: 'AttemptsExhausted',
    });
  });
});
