import { isLeft, left, right } from '@bitfinex-ws/machine';
import { broadcast as broadcastInput, encodeInput, type BroadcastInput } from '@bitfinex-ws/protocol';
import type { either as E } from 'fp-ts';
import type { AccountError } from './account-errors.js';
import type { Core } from './core.js';
import { sendInput } from './send-input.js';

/** A message of the user's own. `type` begins with `ucm`; `messageId` comes with it to those who hear it. */
export type Broadcast = Pick<BroadcastInput, 'type' | 'info'> & { readonly messageId?: number };

/** Sends messages to the other sessions of the same user. */
export interface Broadcasts {
  /**
   * Sends a message to the other connections of the same user that are logged in and hear notifications: their `notifications` show it.
   * Right: it was written. The exchange acknowledges none, so nobody can tell whether it was heard.
   * https://docs.bitfinex.com/reference/ws-auth-notifications
   */
  readonly broadcast: (message: Broadcast) => E.Either<AccountError, void>;
}

/** Makes what sends them. */
export const createBroadcasts = (core: Core): Broadcasts => ({
  broadcast: ({ type, info, messageId }) => {
    const refused = core.whyNot();
    if (refused !== null) return left(refused);
    const input = broadcastInput(type, info, messageId);
    const encoded = encodeInput(input);
    if (isLeft(encoded)) return left({ _tag: 'BadInput', reason: encoded.left });
    return sendInput(core, core.session.link.state().attempt, input)
      ? right(undefined)
      : left({ _tag: 'NotSent', asked: 'n', cid: null, cause: 'refusedBySocket' });
  },
});
