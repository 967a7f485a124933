import { createSeededRandom } from '@bitfinex-ws/testkit';
import { applyDiff, createAccountViews, type SnapshotView, type ViewDiff, type ViewEffect } from '../src/index.js';
import { createWalk } from './account-walk.js';

const VIEWS = ['orders', 'positions', 'wallets', 'offers', 'credits', 'loans'] as const;
type Rows = ReadonlyMap<string, object>;
const NONE: Rows = new Map();

/** Rows as a text, without what a snapshot does not tell: what is calculated, and why a row changed. */
const told = (rows: Rows): string =>
  JSON.stringify(
    [...rows]
      .map(([key, row]) => [key, { ...row, pl: null, balanceAvailable: null, description: null }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

const must = (one: string, other: string, what: string): void => {
  if (one !== other) throw new Error(`${what}: ${one} is not ${other}`);
};

/**
 * One random history of an account: the views must equal the account after each recovery, and each difference must lead
 * from what was known to what was sent. Throws where they do not; counts what it has seen.
 */
export const judgeHistory = (seed: number, steps: number, seen: Map<string, number>): void => {
  const random = createSeededRandom(seed);
  const dice = (below: number): number => Math.floor(random() * Math.max(1, below));
  const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  const views = createAccountViews();
  const heldOf = (view: SnapshotView): Rows => views[view].held();
  const isReadable = (view: SnapshotView): boolean =>
    (views[view].read() as { readonly _tag: string })._tag === 'Right';
  const known = new Map<SnapshotView, Rows>();
  const sent = new Map<SnapshotView, Rows>();
  let isReconciled = true;

  const judgeDiff = (view: SnapshotView, diff: ViewDiff<object> | undefined): void => {
    const before = known.get(view) ?? NONE;
    if (diff === undefined) throw new Error(`no difference of ${view}`);
    must(told(applyDiff(before, diff)), told(sent.get(view) ?? NONE), `${view} by its difference`);
    for (const [key, row] of diff.gone) if (before.get(key) !== row) throw new Error(`${key} was not known`);
    for (const key of diff.appeared.keys()) if (before.has(key)) throw new Error(`${key} was known`);
    for (const { before: old, after } of diff.changed.values()) {
      if (JSON.stringify(old) === JSON.stringify(after)) throw new Error('changed into the same');
    }
  };

  const hear = (effects: ReadonlyArray<ViewEffect>): void => {
    for (const effect of effects) {
      if (effect.type !== 'Announce') continue;
      const { news } = effect;
      count(news.type === 'changed' ? news.change.type : news.type);
      if (news.type === 'ready') isReconciled = true;
      if (news.type !== 'reconciled' || news.cause === 'snapshot') continue;
      isReconciled = true;
      for (const view of VIEWS) judgeDiff(view, news.diff[view]);
    }
  };

  const walk = createWalk(dice, {
    loggedIn: (conn, at) => hear(views.step({ type: 'LoggedIn', conn, at, filter: [] })),
    receive: (conn, message, at) => {
      const pending = VIEWS.filter((view) => !isReadable(view));
      const effects = views.receive(conn, message, at);
      for (const view of pending) if (isReadable(view)) sent.set(view, heldOf(view));
      hear(effects);
    },
    disconnected: (conn, at) => {
      if (isReconciled) for (const view of VIEWS) known.set(view, heldOf(view));
      isReconciled = false;
      hear(views.step({ type: 'Disconnected', conn, at }));
    },
  });

  const judge = (): void => {
    if (!isReconciled) throw new Error('not reconciled');
    for (const view of VIEWS) {
      if (!isReadable(view)) throw new Error(`${view} cannot be read`);
      must(told(heldOf(view)), told(view === 'credits' || view === 'loans' ? NONE : walk.model[view]), view);
    }
  };

  walk.recover();
  judge();
  for (let step = 0; step < steps; step++) {
    if (dice(10) > 0) {
      walk.act();
      continue;
    }
    walk.lose();
    while (dice(3) === 0) {
      walk.fail();
      count('failed recovery');
    }
    walk.recover();
    judge();
    count('recovery');
  }
  walk.settle();
  judge();
  for (const view of VIEWS) {
    for (const [name, number] of Object.entries(views[view].counters())) if (number > 0) count(name);
  }
};
