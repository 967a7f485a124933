import { settle } from '@bitfinex-ws/testkit';
import type { ChangesItem, LatestItem } from '../src/index.js';

/** An item in few words. */
export const shown = (item: ChangesItem | LatestItem | undefined): string => {
  if (item === undefined) return 'done';
  switch (item.type) {
    case 'view':
      return item.view.valid ? `bid ${item.view.bestBid?.price} ${item.view.bestBid?.amount}` : 'an outdated view';
    case 'changes':
      return item.changes
        .map(({ side, price, before, after }) => `${side} ${price}: ${before?.amount ?? '-'} > ${after?.amount ?? '-'}`)
        .join(', ');
    case 'unavailable':
      return item.reason;
    case 'dropped':
      return `dropped ${item.count}`;
  }
};
/** Reads one item; `waiting` where there is none yet, and then the next call answers the same read. */
export const reader = <A extends ChangesItem | LatestItem>(stream: AsyncIterator<A, undefined>) => {
  let pending: Promise<string> | null = null;
  let answer: string | null = null;
  return async (): Promise<string> => {
    pending ??= stream.next().then(({ value }) => (answer = shown(value)));
    await settle();
    if (answer === null) return 'waiting';
    const now = answer;
    [pending, answer] = [null, null];
    return now;
  };
};
