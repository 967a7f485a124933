import fc from 'fast-check';
import { either as E } from 'fp-ts';
import type { AccountMessage } from '@bitfinex-ws/protocol';
import { createWalk } from '../../test/account-walk.js';
import { createAccountViews } from './account-views.js';
import type { AccountDiff, ViewEffect } from './contract.js';
import { applyDiff } from './diff.js';
import type { SnapshotView } from './reading.js';

const VIEWS = ['orders', 'positions', 'wallets', 'offers', 'credits', 'loans'] as const;
type Rows = ReadonlyMap<string, object>;

/** Without what a snapshot does not tell: what is calculated, and why a row changed. */
const told = (rows: Rows): unknown =>
  [...rows]
    .map(([key, row]) => [key, { ...row, pl: null, balanceAvailable: null, description: null }] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** Views at the end of the line that a walk makes, and what was known at each break and after each snapshot. */
const createJudge = () => {
  const views = createAccountViews();
  const known = new Map<SnapshotView, Rows>();
  const taken = new Map<SnapshotView, Rows>();
  const diffs: AccountDiff[] = [];
  let isReconciled = true;
  const isReadable = (view: SnapshotView): boolean => (views[view].read() as E.Either<unknown, Rows>)._tag === 'Right';

  const hear = (effects: ReadonlyArray<ViewEffect>): void => {
    for (const effect of effects) {
      if (effect.type !== 'Announce') continue;
      const { news } = effect;
      if (news.type === 'ready' || news.type === 'reconciled') isReconciled = true;
      if (news.type === 'reconciled' && news.cause !== 'snapshot') {
        diffs.push(news.diff);
        for (const view of VIEWS) {
          const diff = news.diff[view];
          const before = known.get(view);
          if (diff === undefined || before === undefined) throw new Error(`no diff of ${view}`);
          // Each view has rows of its own kind; what is done to them is the same.
          expect(told(applyDiff<object>(before, diff as never))).toEqual(told(taken.get(view) ?? new Map()));
          for (const { before: old, after } of diff.changed.values()) expect(old).not.toEqual(after);
        }
      }
    }
  };

  return {
    views,
    diffs,
    isReconciled: () => isReconciled,
    listener: {
      loggedIn: (conn: number, at: number) => hear(views.step({ type: 'LoggedIn', conn, at, filter: [] })),
      receive: (conn: number, message: AccountMessage, at: number) => {
        const pending = VIEWS.filter((view) => !isReadable(view));
        const effects = views.receive(conn, message, at);
        for (const view of pending) if (isReadable(view)) taken.set(view, views[view].held());
        hear(effects);
      },
      disconnected: (conn: number, at: number) => {
        if (isReconciled) for (const view of VIEWS) known.set(view, views[view].held());
        isReconciled = false;
        hear(views.step({ type: 'Disconnected', conn, at }));
      },
    },
  };
};

describe('the views of an account', () => {
  it('equal the account after every recovery, and the difference leads from what was known to what was sent', () => {
    let recoveries = 0;
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 }), { minLength: 5, maxLength: 60 }),
        fc.infiniteStream(fc.nat({ max: 1_000_000 })),
        (plan, stream) => {
          const dice = (below: number): number => Number(stream.next().value) % Math.max(1, below);
          const judge = createJudge();
          const walk = createWalk(dice, judge.listener);
          const judgeAll = (): void => {
            expect(judge.isReconciled()).toBe(true);
            for (const view of VIEWS) {
              const read = judge.views[view].read() as E.Either<unknown, Rows>;
              const model: Rows = view === 'credits' || view === 'loans' ? new Map() : walk.model[view];
              if (E.isLeft(read)) throw new Error(`${view}: ${JSON.stringify(read.left)}`);
              expect(told(read.right)).toEqual(told(model));
            }
          };
          walk.recover();
          judgeAll();
          for (const step of plan) {
            if (step > 0) {
              walk.act();
              continue;
            }
            walk.lose();
            while (dice(3) === 0) walk.fail();
            walk.recover();
            judgeAll();
            recoveries += 1;
          }
          walk.settle();
          judgeAll();
        },
      ),
      { numRuns: 150 },
    );
    expect(recoveries).toBeGreaterThan(50);
  });
});
