import { either as E } from 'fp-ts';
import { accountDesks, far, left, right } from '../../test/account-desks.js';

const { ready: trading } = accountDesks();

describe('an order that comes too fast', () => {
  it('waits for its turn where it may, as a ticket that is there at once; the deadline of its answer begins when it is sent', async () => {
    const rate = { burst: 1, perSecond: 0.1, waitMs: 25_000 };
    const { account, clock, timers, until } = await trading({ orderRate: rate, ackTimeoutMs: 1_000 });
    right(await until(right(account.submit(far)).ack));
    const [second, third] = [right(account.submit(far)), right(account.submit(far))];
    expect(left(account.submit(far))).toMatchObject({ _tag: 'RateLimited', by: 'ourselves' });
    expect([second.state()._tag, account.status().pending.orders]).toEqual(['Queued', 3]);
    await clock.advanceAsync(9_000);
    expect([second.state()._tag, third.state()._tag]).toEqual(['Queued', 'Queued']);
    await clock.advanceAsync(2_000);
    expect([second.state()._tag, third.state()._tag]).toEqual(['Live', 'Queued']);
    expect(E.isRight(await until(third.ack, 10_000))).toBe(true);
    expect(left(await until(second.cancel()))).toBeNull();
    await until(account.close());
    expect(timers()).toBe(0);
  });

  it('that waits for its turn is taken back by cancel, by its group and by the end of the account, and was never sent', async () => {
    const { account, exchange, until, clock } = await trading({ orderRate: { burst: 1, perSecond: 0.1, waitMs: 1e6 } });
    right(account.submit(far));
    const [mine, grouped, other, last] = [far, { ...far, gid: 5 }, far, far].map((order) =>
      right(account.submit(order)),
    );
    expect(await until(mine?.cancel() ?? Promise.reject(new Error()))).toMatchObject({
      right: { orders: [], by: 'here' },
    });
    await until(account.cancelMany({ gid: [5] }));
    expect(await grouped?.final).toEqual({ _tag: 'NotSent', cause: 'withdrawn' });
    expect(await mine?.ack).toMatchObject({ left: { _tag: 'NotSent', cause: 'withdrawn' } });
    // Those behind move up.
    await clock.advanceAsync(11_000);
    expect([other?.state()._tag, last?.state()._tag]).toEqual(['Live', 'Queued']);
    await until(account.close());
    expect(await last?.final).toEqual({ _tag: 'NotSent', cause: 'closed' });
    expect(exchange.ledger.account(exchange.keys[0]?.userId ?? 0).filter(({ code }) => code === 'on')).toHaveLength(2);
  });

  it('whose turn comes while the exchange is paused, or after the connection was lost, is not sent and says so', async () => {
    const { account, exchange, until, clock } = await trading({ orderRate: { burst: 1, perSecond: 0.5, waitMs: 1e6 } });
    right(account.submit(far));
    const paused = right(account.submit(far));
    exchange.control.inject({ type: 'maintenance', ms: 5_000 });
    expect(await until(paused.final)).toEqual({ _tag: 'NotSent', cause: 'paused' });
    await clock.advanceAsync(6_000);
    right(account.submit(far));
    const cut = right(account.submit(far));
    exchange.killConnections();
    expect(await until(cut.final)).toEqual({ _tag: 'NotSent', cause: 'connectionLost' });
  });

  it('whose turn is put off beyond what it may wait, by a refusal of another, is not sent and says so', async () => {
    const desk = await trading({ orderRate: { burst: 2, perSecond: 1, waitMs: 3_000 } });
    desk.exchange.control.inject({ type: 'rate-limit', inputs: 1, ms: 60_000 });
    right(desk.account.submit(far));
    right(desk.account.submit(far));
    const late = right(desk.account.submit(far));
    expect(await desk.until(late.final, 5_000)).toEqual({ _tag: 'NotSent', cause: 'rateLimited' });
  });
});
