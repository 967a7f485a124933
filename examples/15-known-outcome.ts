import { orThrow, orThrowNow, type Account } from '@bitfinex-ws/client/trading';
import type { NewOrder } from '@bitfinex-ws/protocol';
import type { OrderOutcome } from '@bitfinex-ws/trading';

/** Places an order so that it is there once: whatever becomes of the connection, it is sent again only where it can not be there. */
export const placeOnce = async (
  account: Account,
  order: NewOrder,
  print: (line: string) => void,
  tries = 3,
): Promise<OrderOutcome> => {
  await orThrow(account.ready({ timeoutMs: 600_000 }));
  const ticket = orThrowNow(account.submit(order)); // a Left: refused here, nothing was sent
  for await (const step of ticket) {
    if (step.type === 'acknowledged') print(`it is there as ${step.ack.id}`);
    if (step.type === 'outcomeUnknown') print(`nobody knows: ${step.cause}`); // the moment at which others send it twice
    if (step.type === 'resolved') print('found again');
    if (step.type === 'fill') print(`${step.fill.execAmount} at ${step.fill.execPrice}`);
  }
  const outcome = await ticket.final;
  switch (outcome._tag) {
    case 'NotSent': // never written
    case 'NotPlaced': // written, and the exchange has never heard of it: a resolver says so
      print(`it is not there (${outcome._tag})`);
      return tries > 1 ? placeOnce(account, order, print, tries - 1) : outcome;
    case 'Unresolved': // it may live: look before you do anything
    case 'EndedWhileAway': // it lived, and ended while nobody listened
    case 'Executed':
    case 'Canceled':
    case 'Rejected':
      return outcome;
  }
};
