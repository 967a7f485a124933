import { explainAuthError } from '@bitfinex-ws/auth';
import { explainDecodeError } from '@bitfinex-ws/protocol';
import { explainConnectionEnd, explainConnectionLoss } from '../connection/explain.js';
import type { Logger } from '../options.js';
import { createVoice, type Voice } from '../voice.js';
import type { AccountEvent } from './account-event.js';

/** What an account tells its logger. */
interface AccountReporter extends Pick<Voice, 'listenerThrew' | 'defect'> {
  readonly event: (event: AccountEvent) => void;
}

/** Makes the voice of an account towards a logger. Neither payloads nor anything of a login but its errors are told. */
export const createAccountReporter = (logger: Logger): AccountReporter => {
  const { say, sampled, listenerThrew, defect } = createVoice(logger);
  const event = (told: AccountEvent): void => {
    switch (told.type) {
      case 'connected':
        return say('info', 'account: connected', { serverId: told.serverId });
      case 'disconnected':
        return say('warn', `account: disconnected: ${explainConnectionLoss(told.loss)}`, {});
      case 'connectFailed':
        return say('warn', `account: could not connect: ${explainConnectionLoss(told.loss)}`, {});
      case 'reconnecting':
        return say(
          'info',
          `account: ${told.reason === 'governor' ? 'held by the governor: ' : ''}dialling again in ${told.ms} ms`,
          { failures: told.failures },
        );
      case 'paused':
        return say('warn', `account: paused by the server: ${told.cause}`, {});
      case 'resumed':
        return say('info', `account: resumed, by ${told.by}`, {});
      case 'connectionEnded':
        return say('info', `account: connection ended: ${explainConnectionEnd(told.end)}`, {});
      case 'authenticated':
        return say('info', 'account: logged in', { userId: told.userId });
      case 'loginRetrying':
        return say('warn', 'account: the login is tried again', { retry: told.retry });
      case 'loginFailed':
        return say(told.final ? 'error' : 'warn', `account: ${explainAuthError(told.error)}`, { final: told.final });
      case 'loggedOut':
        return say('info', 'account: logged out', {});
      case 'ready':
        return say('info', 'account: ready', { missing: told.missing });
      case 'reconciled':
        return say('info', 'account: reconciled', { cause: told.cause, missing: told.missing });
      case 'gap': {
        const { counter, expected, received, missing } = told;
        return sampled('gap', 'warn', () => 'account: sequence gap', { counter, expected, received, missing });
      }
      case 'failure':
        return sampled('failure', 'warn', () => `account: ${explainDecodeError(told.error)}`, {});
      case 'unrecognised':
        return sampled('unrecognised', 'warn', () => `account: an unknown event "${told.event}"`, {});
      case 'serverError':
        return sampled('serverError', 'warn', () => 'account: the server refuses something', {
          code: told.code,
          msg: told.msg,
        });
      case 'sendFailed':
        return sampled('sendFailed', 'warn', () => 'account: a frame could not be sent', { why: told.why });
      case 'pairUnknown':
        return sampled('pairUnknown', 'warn', () => 'account: the limits of a pair are not known', {
          symbol: told.symbol,
        });
      case 'unmatchedReject':
        return sampled('unmatchedReject', 'warn', () => 'account: a refusal of nothing that waits', {
          asked: told.asked,
        });
      case 'late':
        return sampled('late', 'warn', () => 'account: news of an order that was settled without it', {
          cid: told.cid,
        });
      case 'heartbeat':
        return;
      case 'closed':
        return say('info', 'account: closed', {});
    }
  };
  return { event, listenerThrew, defect };
};
