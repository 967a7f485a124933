import { either as E } from 'fp-ts';
import type { AccountMessage } from '@bitfinex-ws/protocol';
import { createAccountViews } from '../src/views/account-views.js';
import type { ViewChange, ViewEffect, ViewNews, ViewsConfig } from '../src/views/contract.js';

/** Views with a clock of their own and a memory of what they announced. */
export const listen = (options: Partial<ViewsConfig> = {}) => {
  const views = createAccountViews(options);
  let at = 0;
  let conn = 0;
  let orders: ReadonlyArray<ViewEffect> = [];
  const hear = (effects: ReadonlyArray<ViewEffect>): ReadonlyArray<ViewEffect> => (orders = effects);
  return {
    views,
    /** The time of the last fact, ms. */
    now: () => at,
    logIn: (...filter: string[]) => hear(views.step({ type: 'LoggedIn', conn: (conn += 1), at: (at += 1), filter })),
    /** Messages of the connection that logged in last. */
    say: (...messages: AccountMessage[]) =>
      hear(messages.flatMap((message) => [...views.receive(conn, message, (at += 1))])),
    /** A message of another connection. */
    sayOn: (other: number, message: AccountMessage) => hear(views.receive(other, message, (at += 1))),
    loseLine: () => hear(views.step({ type: 'Disconnected', conn, at: (at += 1) })),
    seeGap: () => hear(views.step({ type: 'GapSeen', conn, at: (at += 1) })),
    close: () => hear(views.step({ type: 'CloseAsked', at: (at += 1) })),
    fire: (timer: string, ms: number) => hear(views.step({ type: 'TimerFired', timer, at: (at += ms) })),
    /** What the last fact made them announce. */
    news: (): ReadonlyArray<ViewNews> => newsOf(orders),
    changes: (): ReadonlyArray<ViewChange> =>
      newsOf(orders).flatMap((news) => (news.type === 'changed' ? [news.change] : [])),
    /** What was read, or the tag of why not. */
    orders: () => textOf(views.orders.read()),
    positions: () => textOf(views.positions.read()),
    wallets: () => textOf(views.wallets.read()),
  };
};

const newsOf = (effects: ReadonlyArray<ViewEffect>): ReadonlyArray<ViewNews> =>
  effects.flatMap((effect) => (effect.type === 'Announce' ? [effect.news] : []));

const textOf = <Row>(
  read: E.Either<{ readonly _tag: string }, ReadonlyMap<string, Row>>,
): string | ReadonlyArray<Row> => (E.isLeft(read) ? read.left._tag : [...read.right.values()]);
