import { either as E } from 'fp-ts';
import type { AccountDesk } from '../../test/account-desk.js';
import { accountDesks, far, right } from '../../test/account-desks.js';
import type { AccountOptions } from './index.js';

const { open } = accountDesks();
const trading = async (options: AccountOptions = {}): Promise<AccountDesk> => {
  const desk = open(options);
  right(desk.exchange.control.setBook('tBTCUSD', { bids: [[30_000, 5]], asks: [[30_100, 5]] }));
  right(await desk.until(desk.account.ready()));
  return desk;
};
const atOnce = { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.01' } as const;

describe('an order', () => {
  it('is acknowledged, changed and cancelled, and its ticket says so step by step', async () => {
    const { account, until } = await trading();
    const ticket = right(account.submit(far));
    const { id } = right(await until(ticket.ack));
    expect(ticket.id()).toBe(id);
    right(await until(ticket.update({ price: '1001' })));
    right(await until(ticket.cancel()));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled', by: 'asked', fills: [] });
    const steps: string[] = [];
    for await (const step of ticket) steps.push(step.type);
    expect(steps).toEqual(['acknowledged', 'updated', 'ended', 'final']);
    expect(account.tickets()).toEqual([]);
  });

  it('that is filled at once has its fills with their fees', async () => {
    const { account, until } = await trading();
    const ticket = right(account.submit(atOnce));
    const outcome = await until(ticket.final);
    expect(outcome).toMatchObject({ _tag: 'Executed', complete: true });
    const amounts = ticket.fills().map(({ execAmount }) => execAmount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(0.01, 9);
    expect(ticket.fills().every(({ fee }) => fee !== null)).toBe(true);
  });

  it('is refused here for a price that the exchange would cut, and rounded only where that is asked for', async () => {
    const { account } = await trading();
    expect(account.submit({ ...far, price: '1000.17' })).toMatchObject({
      left: { _tag: 'BadOrder', reason: { _tag: 'PriceTooFine', rounded: '1000.1' } },
    });
    expect(account.status().pending.orders).toBe(0);
  });

  it('is refused by the exchange with its text', async () => {
    const { account, until } = await trading();
    const ticket = right(account.submit({ ...far, amount: '1000000' }));
    expect(await until(ticket.ack)).toMatchObject({ left: { _tag: 'Refused', asked: 'on', cid: ticket.cid } });
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Rejected' });
  });

  it('lives on over a lost connection, and is cancelled after it', async () => {
    const { account, exchange, until } = await trading();
    const ticket = right(account.submit(far));
    right(await until(ticket.ack));
    const back = new Promise((resolve) => account.on('reconciled', resolve));
    exchange.killConnections();
    await until(back);
    right(await until(ticket.cancel()));
    expect(await until(ticket.final)).toMatchObject({ _tag: 'Canceled', by: 'asked' });
  });

  it('goes out in one frame with others, each with a result of its own', async () => {
    const { account, until } = await trading();
    const results = account.batch([
      { type: 'submit', order: far },
      { type: 'submit', order: { ...far, price: '0' } },
      { type: 'cancelMany', targets: { all: true } },
    ]);
    const [first, second, third] = results;
    expect(second).toMatchObject({ ticket: { left: { _tag: 'BadInput' } } });
    const ticket = first?.type === 'submit' ? right(first.ticket) : null;
    expect(await (ticket && until(ticket.final))).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    expect(third?.type === 'cancelMany' && E.isRight(await until(third.answer))).toBe(true);
  });

  it('is not sent before the login, nor after the account was closed', async () => {
    const desk = open();
    const { account, until } = desk;
    expect(account.submit(far)).toEqual(E.left({ _tag: 'NotLoggedIn' }));
    await until(account.close());
    expect(account.submit(far)).toEqual(E.left({ _tag: 'AccountClosed' }));
  });
});
