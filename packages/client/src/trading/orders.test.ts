import { either as E } from 'fp-ts';
import { nodeSigner } from '@bitfinex-ws/auth/node';
import { startSimulator, type Simulator } from '@bitfinex-ws/simulator';
import { createAccount, type Account, type AccountOptions } from './index.js';

const ended: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ended.splice(0).reverse()) await end();
});

const simulate = async (): Promise<Simulator> => {
  const started = await startSimulator({ rate: 0 });
  if (E.isLeft(started)) throw new Error(started.left._tag);
  ended.push(() => started.right.close());
  return started.right;
};
const accountOf = async (simulator: Simulator, options: AccountOptions = {}): Promise<Account> => {
  const [key] = simulator.keys;
  const account = createAccount({
    url: simulator.url,
    apiKey: key?.apiKey ?? '',
    signer: nodeSigner(key?.apiSecret ?? ''),
    backoff: { baseMs: 5, capMs: 20 },
    ...options,
  });
  ended.push(() => account.close());
  const ready = await account.ready();
  if (E.isLeft(ready)) throw new Error(ready.left._tag);
  return account;
};
const right = <A>(answer: E.Either<{ readonly _tag: string }, A>): A => {
  if (E.isLeft(answer)) throw new Error(JSON.stringify(answer.left));
  return answer.right;
};
const far = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '1000' } as const;
const atOnce = { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.01' } as const;

describe('an order', () => {
  it('is acknowledged, changed and cancelled, and its ticket says so step by step', async () => {
    const account = await accountOf(await simulate());
    const ticket = right(account.submit(far));
    const { id } = right(await ticket.ack);
    expect(ticket.id()).toBe(id);
    right(await ticket.update({ price: '1001' }));
    right(await ticket.cancel());
    expect(await ticket.final).toMatchObject({ _tag: 'Canceled', by: 'asked', fills: [] });
    const steps: string[] = [];
    for await (const step of ticket) steps.push(step.type);
    expect(steps).toEqual(['acknowledged', 'updated', 'ended', 'final']);
    expect(account.tickets()).toEqual([]);
  });

  it('that is filled at once has its fills with their fees', async () => {
    const account = await accountOf(await simulate());
    const ticket = right(account.submit(atOnce));
    const outcome = await ticket.final;
    expect(outcome).toMatchObject({ _tag: 'Executed', complete: true });
    const amounts = ticket.fills().map(({ execAmount }) => execAmount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(0.01, 9);
    expect(ticket.fills().every(({ fee }) => fee !== null)).toBe(true);
  });

  it('is refused here for a price that the exchange would cut, and rounded only where that is asked for', async () => {
    const simulator = await simulate();
    const account = await accountOf(simulator);
    expect(account.submit({ ...far, price: '1000.17' })).toMatchObject({
      left: { _tag: 'BadOrder', reason: { _tag: 'PriceTooFine', rounded: '1000.1' } },
    });
    expect(account.status().pending.orders).toBe(0);
  });

  it('is refused by the exchange with its text', async () => {
    const account = await accountOf(await simulate());
    const ticket = right(account.submit({ ...far, amount: '1000000' }));
    expect(await ticket.ack).toMatchObject({ left: { _tag: 'Refused', asked: 'on', cid: ticket.cid } });
    expect(await ticket.final).toMatchObject({ _tag: 'Rejected' });
  });

  it('lives on over a lost connection, and is cancelled after it', async () => {
    const simulator = await simulate();
    const account = await accountOf(simulator);
    const ticket = right(account.submit(far));
    right(await ticket.ack);
    const back = new Promise((resolve) => account.on('reconciled', resolve));
    simulator.killConnections();
    await back;
    right(await ticket.cancel());
    expect(await ticket.final).toMatchObject({ _tag: 'Canceled', by: 'asked' });
  });

  it('goes out in one frame with others, each with a result of its own', async () => {
    const account = await accountOf(await simulate());
    const results = account.batch([
      { type: 'submit', order: far },
      { type: 'submit', order: { ...far, price: '0' } },
      { type: 'cancelMany', targets: { all: true } },
    ]);
    const [first, second, third] = results;
    expect(second).toMatchObject({ ticket: { left: { _tag: 'BadInput' } } });
    const ticket = first?.type === 'submit' ? right(first.ticket) : null;
    expect(await ticket?.final).toMatchObject({ _tag: 'Canceled', by: 'asked' });
    expect(third?.type === 'cancelMany' && E.isRight(await third.answer)).toBe(true);
  });

  it('is not sent before the login, nor after the account was closed', async () => {
    const simulator = await simulate();
    const account = createAccount({ url: simulator.url, apiKey: 'key', signer: nodeSigner('secret') });
    expect(account.submit(far)).toEqual(E.left({ _tag: 'NotLoggedIn' }));
    await account.close();
    expect(account.submit(far)).toEqual(E.left({ _tag: 'AccountClosed' }));
  });
});
