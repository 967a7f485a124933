import type { OrderStep } from '@bitfinex-ws/client/trading';
import { decimalText } from './numbers.js';

type Outcome = Extract<OrderStep, { readonly type: 'final' }>['outcome'];
type Trade = Extract<OrderStep, { readonly type: 'fill' }>['fill'];

/** What happens to an order, in half a sentence. */
export const stepText = (step: OrderStep): string => {
  switch (step.type) {
    case 'acknowledged':
      return 'the exchange has it';
    case 'fill':
      return fillText(step.fill);
    case 'fee':
      return `${fillText(step.fill)}, fee ${feeText(step.fill)}`;
    case 'updated':
      return `${decimalText(step.order.amount)} left, ${step.order.status}`;
    case 'outcomeUnknown':
      return `what became of it is not known (${step.cause})`;
    case 'resolved':
      return 'it lives';
    case 'ended':
      return `over: ${step.order.status}`;
    case 'final':
      return outcomeText(step.outcome);
  }
};

/** Why the command has failed with that step; null where it has not. */
export const stepFailure = (step: OrderStep): string | null => {
  if (step.type !== 'final') return null;
  const { outcome } = step;
  switch (outcome._tag) {
    case 'Executed':
    case 'EndedWhileAway':
      return null;
    case 'Canceled':
      return outcome.fills.length > 0 || outcome.by === 'asked' ? null : outcomeText(outcome);
    case 'Rejected':
    case 'NotSent':
    case 'NotPlaced':
    case 'Unresolved':
      return outcomeText(outcome);
  }
};

const outcomeText = (outcome: Outcome): string => {
  switch (outcome._tag) {
    case 'Executed':
      return `executed, ${outcome.status.raw}`;
    case 'Canceled':
      return `cancelled (${outcome.by}), ${outcome.status.raw}`;
    case 'Rejected':
      return `refused: ${outcome.text ?? outcome.status ?? 'the exchange gave no reason'}`;
    case 'NotSent':
      return `not sent (${outcome.cause})`;
    case 'NotPlaced':
      return `it did not reach the exchange (${outcome.cause})`;
    case 'EndedWhileAway':
      return 'ended while the connection was lost';
    case 'Unresolved':
      return `nobody knows what became of it (${outcome.cause}): look at your open orders before you send it again`;
  }
};

const fillText = ({ execAmount, execPrice }: Trade): string =>
  `${execAmount < 0 ? 'sold' : 'bought'} ${decimalText(Math.abs(execAmount))} at ${decimalText(execPrice)}`;

const feeText = ({ fee, feeCurrency }: Trade): string =>
  fee === null ? 'unknown' : `${decimalText(fee)} ${feeCurrency ?? ''}`.trim();
