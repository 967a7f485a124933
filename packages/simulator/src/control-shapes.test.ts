import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { settle } from '@bitfinex-ws/testkit';
import { bookOf, listenerOn, openOrThrow } from '../test/in-process.js';
import { explainSimulatorError, type ExchangeControl, type SimulatorError } from './index.js';

/** What a program without types may call with. */
type Loose = { readonly [Call in keyof ExchangeControl]: (...given: ReadonlyArray<unknown>) => unknown };
const begin = () => {
  const { exchange } = openOrThrow({ market: 'none', rate: 0 });
  return { exchange, control: exchange.control as unknown as Loose };
};
const said = (answer: unknown): string => {
  const given = answer as E.Either<SimulatorError, unknown>;
  return E.isLeft(given) ? explainSimulatorError(given.left) : 'nothing';
};

const ORDER = { symbol: 'tBTCUSD', side: 'bid', price: 64_000, amount: 1 };

describe('a call by hand that was made without types', () => {
  it.each<[keyof ExchangeControl, ReadonlyArray<unknown>, string]>([
    ['inject', [], 'control.inject: fault must be an object, not nothing.'],
    ['inject', [{ type: 'explode' }], 'control.inject: fault.type must be one of reset, close,'],
    ['inject', [{ type: 'drop', frame: {} }], 'control.inject: fault.frame is not known; known: type, frames, times.'],
    ['inject', [{ type: 'stall' }], 'control.inject: fault.ms is missing.'],
    ['inject', [{ type: 'stall', ms: '5' }], 'control.inject: fault.ms must be a number of ms'],
    ['inject', [{ type: 'reset' }, 'everybody'], 'control.inject: connections must be one of all, one, oldest, newest'],
    ['inject', [{ type: 'reset' }, null], 'control.inject: connections must be one of all'],
    ['schedule', [null], 'control.schedule: entry must be an object, not null.'],
    ['schedule', [{ fault: { type: 'reset' } }], 'control.schedule: entry must have one of at, every,'],
    ['schedule', [{ at: 1, fault: { type: 'x' } }], 'control.schedule: entry.fault.type must be one of'],
    ['place', [null], 'control.place: order must be an object, not null.'],
    ['place', [{ ...ORDER, side: 'buy' }], 'control.place: order.side must be one of bid, ask, not "buy".'],
    [
      'place',
      [{ ...ORDER, type: 'MARKET' }],
      'control.place: order.type must be one of LIMIT, IOC, FOK, not "MARKET".',
    ],
    ['place', [{ ...ORDER, hidden: 1 }], 'control.place: order.hidden must be true or false, not 1.'],
    ['place', [{ ...ORDER, price: null }], 'control.place: order.price must be a number or a text, not null.'],
    ['place', [{ ...ORDER, price: 'many' }], 'tBTCUSD: a price here has at most'],
    ['cancel', ['tBTCUSD'], 'control.cancel: id must be an integer'],
    ['trade', [undefined], 'control.trade: trade must be an object, not nothing.'],
    [
      'trade',
      [{ symbol: 'fUSD', price: 0.01, amount: 1, period: 1 }],
      'control.trade: trade.period must be a number of',
    ],
    ['move', [null, 5], 'control.move: symbol must be a text, not null.'],
    ['setBook', ['tBTCUSD', { bids: [] }], 'control.setBook: book.asks is missing.'],
    ['setBook', ['tBTCUSD', { bids: [[1]], asks: [] }], 'control.setBook: book.bids[0] must be two of them'],
    ['setBook', ['tBTCUSD', { bids: [7], asks: [] }], 'control.setBook: book.bids[0] must be a list, not 7.'],
    ['pause', [5], 'control.pause: symbol must be a text, not 5.'],
    ['disconnect', ['1'], 'control.disconnect: connection must be an integer'],
    ['disconnect', [1, { code: 5 }], 'control.disconnect: how.code must be a close code'],
    ['disconnect', [1, null], 'control.disconnect: how must be an object, not null.'],
  ])('%s%j says what is wrong, and nothing happens', async (call, given, message) => {
    const { exchange, control } = begin();
    const client = listenerOn(exchange);
    await settle();
    const before = exchange.hash();
    expect(said(control[call](...given))).toContain(message);
    await settle();
    expect([client.ends, bookOf(exchange), exchange.hash()]).toEqual([[], { bids: [], asks: [] }, before]);
    await exchange.close();
  });

  it('answers, whatever it is given: it does not throw', async () => {
    const { exchange, control } = begin();
    const calls = Object.values(control);
    fc.assert(
      fc.property(fc.nat(calls.length - 1), fc.array(fc.anything(), { maxLength: 3 }), (which, given) => {
        expect(() => calls[which]?.(...given)).not.toThrow();
      }),
      { numRuns: 500 },
    );
    await exchange.close();
  });
});
