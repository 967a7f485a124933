import { left, right } from '@bitfinex-ws/machine';
import type { either as E } from 'fp-ts';
import type { Work } from '../call.js';
import type { ClientError } from '../errors.js';
import type { Announcement } from './link.js';

/** Those who wait for connections to open. */
interface Opening {
  /** Settles once so many are open. `once`: or when an attempt has failed; `on`: or when one of them has ended for good. */
  readonly wait: (count: number, trying: 'once' | 'on') => Work<void>;
  /** Takes note of what became of a connection. */
  readonly hear: (announcement: Announcement) => void;
  readonly close: () => void;
}

interface Waiting {
  readonly count: number;
  readonly trying: 'once' | 'on';
  readonly settle: (answer: E.Either<ClientError, void>) => void;
}

/** Nobody waits yet. */
export const createOpening = (openCount: () => number): Opening => {
  let all: ReadonlyArray<Waiting> = [];

  const settle = (isMeant: (waiting: Waiting) => boolean, answer: E.Either<ClientError, void>): void => {
    const meant = all.filter(isMeant);
    all = all.filter((waiting) => !meant.includes(waiting));
    for (const waiting of meant) waiting.settle(answer);
  };
  const served = ({ count }: Waiting): boolean => openCount() >= count;

  return {
    wait: (count, trying) => {
      let resolve: Waiting['settle'] = () => undefined;
      const answer = new Promise<E.Either<ClientError, void>>((settled) => (resolve = settled));
      const waiting = { count, trying, settle: resolve };
      all = [...all, waiting];
      settle(served, right(undefined));
      return { answer, abandon: () => (all = all.filter((other) => other !== waiting)) };
    },
    hear: (announcement) => {
      if (announcement.type === 'AnnounceReady') settle(served, right(undefined));
      if (announcement.type === 'AnnounceLost') {
        settle(({ trying }) => trying === 'once', left({ _tag: 'ConnectFailed', loss: announcement.loss }));
      }
      // One that had become superfluous is nobody's failure.
      if (announcement.type === 'AnnounceEnded' && announcement.end._tag !== 'ClosedByUser') {
        settle(() => true, left({ _tag: 'ConnectionEnded', end: announcement.end }));
      }
    },
    close: () => settle(() => true, left({ _tag: 'ClientClosed' })),
  };
};
