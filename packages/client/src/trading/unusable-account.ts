import { left } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import { createConsumers } from '../consumers.js';
import type { OptionsError } from '../options-problem.js';
import type { DroppedNotice } from '../subscription/stream.js';
import type { AccountEndedNotice, ReadOnlyAccount } from './account.js';
import { createChanges } from './changes.js';
import { createAccountViews } from '@bitfinex-ws/trading';
import type { AccountStatus } from './account-status.js';
import { VIEW_NAMES } from './view-names.js';

/** The account of options that mean nothing: every call says what is wrong with them, and every stream ends with it. */
export const unusableAccount = (error: OptionsError): Omit<ReadOnlyAccount, typeof Symbol.asyncDispose> => {
  const refuse = (): Promise<E.Either<OptionsError, never>> => Promise.resolve(left(error));
  const ended: AccountEndedNotice = { type: 'ended', reason: error, at: 0 };
  const queue = { limit: 1, policy: 'latest' } as const;
  const changes = createChanges(queue, () => ended);
  changes.end(ended);
  const views = createAccountViews();
  const status: AccountStatus = {
    state: 'unusable',
    at: 0,
    connection: {
      state: 'Idle',
      serverId: null,
      flags: 0,
      attempts: 0,
      failures: 0,
      openSince: null,
      lastFrameAgeMs: null,
      roundTripMs: null,
      buffered: 0,
      drift: {},
    },
    login: null,
    logins: 0,
    views: Object.fromEntries(
      VIEW_NAMES.map((name) => [name, { ...views[name].counters(), ready: false }]),
    ) as AccountStatus['views'],
    pending: { orders: 0, offers: 0, requests: 0, calculations: 0 },
    consumers: [],
    counters: { frames: 0, decoded: 0, failed: 0, unrouted: 0, gaps: 0, accountGaps: 0 },
  };
  return {
    ...changes.live(views),
    ready: refuse,
    reconnect: refuse,
    calculate: refuse,
    messages: () => {
      const nobody = createConsumers<DroppedNotice | AccountEndedNotice>(queue, {
        isNotice: () => false,
        dropped: (count) => ({ type: 'dropped', count }),
        overflowed: () => ended,
        refused: () => ended,
        onDropped: () => undefined,
      });
      nobody.end(ended);
      return nobody.open({});
    },
    on: () => () => undefined,
    status: () => status,
    close: refuse,
  };
};
