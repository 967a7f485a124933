import type { OrdersEffect, Resolution } from '@bitfinex-ws/trading';
import type { Core } from './core.js';

/** Asks the user's resolver. What it throws, or rejects with, is that it can not tell. */
export const askResolver = (
  { config, onDefect }: Core,
  { cid, cidDate, id, symbol }: Extract<OrdersEffect, { readonly type: 'AskResolver' }>,
  onAnswer: (answer: Resolution) => void,
): void => {
  const failed = (defect: unknown): void => {
    onDefect(defect, 'resolver');
    onAnswer({ _tag: 'Failed' });
  };
  if (config.resolver === null) return onAnswer({ _tag: 'Failed' });
  try {
    config
      .resolver({ cid, cidDate, id, symbol })
      .then((found) => onAnswer(found === null ? { _tag: 'Absent' } : { _tag: 'Found', ...found }), failed);
  } catch (defect) {
    failed(defect);
  }
};
