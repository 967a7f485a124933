import { either as E } from 'fp-ts';
import type { AccountDesk } from '../../test/account-desk.js';
import { accountDesks, right } from '../../test/account-desks.js';
import type { AccountOptions } from './index.js';

const { ready } = accountDesks();
const lending = (options: AccountOptions = {}): Promise<AccountDesk> =>
  ready(options, { markets: ['tBTCUSD', 'fUSD'] });
const offer = { type: 'LIMIT', symbol: 'fUSD', amount: '500', rate: '0.0002', period: 2 } as const;

describe('a funding offer', () => {
  it('is acknowledged, stands in the view, and is cancelled', async () => {
    const { account, clock, until } = await lending();
    const ticket = right(account.offer(offer));
    const { id } = right(await until(ticket.ack));
    await clock.advanceAsync(50);
    expect(account.offers.get(String(id))).toMatchObject({ right: { amount: 500 } });
    right(await until(ticket.cancel()));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    expect(account.offers.read()).toEqual(E.right(new Map()));
    const steps: string[] = [];
    for await (const step of ticket) steps.push(step.type);
    expect([steps[0], steps.at(-1)]).toEqual(['acknowledged', 'final']);
  });

  it('that is taken is executed, and a credit or a loan comes of it', async () => {
    const { account, clock, exchange, until } = await lending();
    const bid = { symbol: 'fUSD', side: 'bid', price: '0.0003', amount: '1000', period: 2 } as const;
    expect(exchange.control.place(bid)._tag).toBe('Right');
    const ticket = right(account.offer(offer));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Executed', complete: true });
    await clock.advanceAsync(200);
    const held = [account.credits.read(), account.loans.read()].map((view) => (E.isRight(view) ? view.right.size : -1));
    expect(held.reduce((sum, size) => sum + size, 0)).toBe(1);
  });

  it('waits for the answer to the one before, because it has no client id', async () => {
    const { account, until } = await lending();
    const tickets = [offer, offer, offer].map((each) => right(account.offer(each)));
    expect(tickets.map((ticket) => ticket.state()._tag)).toEqual(['Sent', 'Queued', 'Queued']);
    const ids = (await until(Promise.all(tickets.map(({ ack }) => ack)))).map((ack) => right(ack).id);
    expect(new Set(ids).size).toBe(3);
  });

  it('that is refused says why', async () => {
    const { account, until } = await lending();
    const ticket = right(account.offer({ ...offer, amount: '100000000' }));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Rejected' });
    expect(await ticket.ack).toMatchObject({ left: { _tag: 'Refused', asked: 'fon' } });
  });

  it('lives on over a lost connection, and says so', async () => {
    const { account, exchange, until } = await lending();
    const ticket = right(account.offer(offer));
    right(await until(ticket.ack));
    const back = new Promise((resolve) => account.on('reconciled', resolve));
    exchange.killConnections();
    await until(back);
    expect(ticket.state()).toMatchObject({ _tag: 'Live' });
    right(await until(ticket.cancel()));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    const steps: string[] = [];
    for await (const step of ticket) steps.push(step.type);
    expect(steps.filter((type) => type === 'outcomeUnknown' || type === 'resolved')).toEqual([
      'outcomeUnknown',
      'resolved',
    ]);
  });

  it('does not leave where its answers are filtered out', async () => {
    const { account } = await lending({ filter: ['trading', 'notify'] });
    expect(account.offer(offer)).toMatchObject({ left: { _tag: 'FilteredOut', needs: 'funding' } });
    expect(await account.cancelOffer(1)).toMatchObject({ left: { _tag: 'FilteredOut' } });
  });
});
