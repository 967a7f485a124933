import type { EngineInput } from '../src/engine/engine.js';
import type { OrderKind, Submission } from '../src/engine/order.js';
import { createDice } from '../src/market/random.js';

const KINDS: ReadonlyArray<OrderKind> = [
  'LIMIT',
  'LIMIT',
  'LIMIT',
  'LIMIT',
  'LIMIT',
  'MARKET',
  'FOK',
  'IOC',
  'STOP',
  'STOP LIMIT',
  'TRAILING STOP',
];

/** Any number of inputs for an engine, from a seed: every type and flag, prices close together, so that much happens. */
export const createRandomOrders = (seed: number, options: { readonly margin?: boolean } = {}) => {
  const dice = createDice(seed, 'random orders');
  let nextId = 1;
  let now = 0;

  const order = (): Submission => {
    const kind = KINDS[dice.below(KINDS.length)] as OrderKind;
    const price = 80 + dice.below(41);
    return {
      id: nextId++,
      owner: dice.chance(0.2) ? null : dice.below(4),
      side: dice.chance(0.5) ? 'bid' : 'ask',
      kind,
      spot: options.margin !== true || dice.chance(0.2),
      price: kind === 'MARKET' || kind === 'TRAILING STOP' ? 0 : price,
      period: 0,
      amount: 1 + dice.below(50),
      limit: kind === 'STOP LIMIT' ? 80 + dice.below(41) : 0,
      trail: kind === 'TRAILING STOP' ? 1 + dice.below(12) : 0,
      hidden: dice.chance(0.15),
      makeVisible: dice.chance(0.3),
      postOnly: kind === 'LIMIT' && dice.chance(0.15),
      reduceOnly: options.margin === true && dice.chance(0.3),
      closes: options.margin === true && dice.chance(0.05),
      protect: dice.chance(0.3),
      sibling: null,
      expiresAt: dice.chance(0.1) ? now + dice.below(200) : null,
    };
  };
  const pair = (): EngineInput => {
    const first: Submission = { ...order(), kind: 'LIMIT', limit: 0, trail: 0, price: 80 + dice.below(41) };
    const second: Submission = { ...first, id: nextId++, kind: 'STOP', price: 80 + dice.below(41), postOnly: false };
    return {
      _tag: 'PairSubmitted',
      order: { ...first, sibling: second.id },
      stop: { ...second, sibling: first.id },
    };
  };
  const anyId = (): number => Math.max(1, nextId - 1 - dice.below(80));

  return (): EngineInput => {
    const roll = dice.next();
    now++;
    if (roll < 0.62) return { _tag: 'Submitted', order: order(), spend: null };
    if (roll < 0.68) return pair();
    if (roll < 0.83) return { _tag: 'Cancelled', id: anyId() };
    if (roll < 0.96) {
      const price = dice.chance(0.5) ? { price: 80 + dice.below(41) } : {};
      const amount = dice.chance(0.5) ? { amount: 1 + dice.below(50) } : {};
      return { _tag: 'Updated', id: anyId(), changes: { ...price, ...amount }, spend: null };
    }
    return { _tag: 'TimePassed', now };
  };
};
