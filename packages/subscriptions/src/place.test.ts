import type { ChannelSpec } from '@bitfinex-ws/protocol';
import { connectionsOf, subscriptions } from './index.js';
import type { SubscriptionEffect, SubscriptionInput } from './index.js';

const ticker = (n: number): ChannelSpec => ({ channel: 'ticker', symbol: `tC${n}USD` });

it('spreads 60 channels over three connections, 25, 25 and 10', () => {
  const machine = subscriptions({ capacity: 25, ackTimeoutMs: 10_000, resubscribe: true });
  let state = machine.initial;
  const all: SubscriptionEffect[] = [];
  const step = (input: SubscriptionInput) => {
    const [next, effects] = machine.step(state, input);
    state = next;
    all.push(...effects);
  };
  for (let n = 1; n <= 60; n++) step({ type: 'SubscribeAsked', id: `s${n}`, spec: ticker(n) });
  expect(connectionsOf(state).map(({ used }) => used)).toEqual([25, 25, 10]);
  expect(all).toEqual([1, 2, 3].map((conn) => ({ type: 'OpenConnection', conn })));
});
