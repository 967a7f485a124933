import fc from 'fast-check';
import { createLoop } from '@bitfinex-ws/machine';
import type { AccountMessage, CalcKey } from '@bitfinex-ws/protocol';
import { createFakeClock } from '@bitfinex-ws/testkit';
import { position, say, wallet } from '../../test/rows.js';
import { calculations } from './calc.js';
import type { CalcAnswer, CalcEffect, CalcInput } from './contract.js';
import { explainCalcError, isRetryableCalcError } from './explain.js';
import { CALC_DEFAULTS } from './limits.js';

/** A machine with a clock and a socket that writes down what it is given. */
const start = (options: Partial<typeof CALC_DEFAULTS> = {}) => {
  const clock = createFakeClock(0);
  const timers = new Map<string, () => void>();
  const sent: Array<{ readonly at: number; readonly conn: number; readonly keys: ReadonlyArray<CalcKey> }> = [];
  const told = new Map<number, ReadonlyMap<string, CalcAnswer>>();
  let lastSend = 0;
  let lastAsk = 0;
  let isSocketFull = false;
  const run = (effect: CalcEffect, dispatch: (input: CalcInput) => void): void => {
    switch (effect.type) {
      case 'Send':
        lastSend = effect.send;
        if (isSocketFull) return dispatch({ type: 'SendFailed', send: effect.send, at: clock.now() });
        sent.push({ at: clock.now(), conn: effect.conn, keys: effect.input.keys });
        return;
      case 'StartTimer':
        if (timers.has(effect.timer)) throw new Error(`${effect.timer} runs already`);
        timers.set(
          effect.timer,
          clock.after(effect.ms, () => {
            timers.delete(effect.timer);
            dispatch({ type: 'TimerFired', timer: effect.timer, at: clock.now() });
          }),
        );
        return;
      case 'StopTimer':
        timers.get(effect.timer)?.();
        timers.delete(effect.timer);
        return;
      case 'Announce':
        if (told.has(effect.news.ask)) throw new Error('told twice');
        told.set(effect.news.ask, effect.news.answers);
    }
  };
  const loop = createLoop(calculations({ ...CALC_DEFAULTS, ...options }), run, (defect) => {
    throw defect;
  });
  const at = () => clock.now();
  return {
    clock,
    sent,
    told,
    keys: () => sent.map(({ keys }) => keys),
    running: () => timers.size,
    fillSocket: (isFull: boolean) => (isSocketFull = isFull),
    lastSend: () => lastSend,
    logIn: (conn: number) => loop.dispatch({ type: 'ConnectionReady', conn, at: at() }),
    lose: (conn: number) => loop.dispatch({ type: 'ConnectionLost', conn, at: at() }),
    close: () => loop.dispatch({ type: 'CloseAsked', at: at() }),
    say: (conn: number, message: AccountMessage) => loop.dispatch({ type: 'Received', conn, at: at(), message }),
    ask: (keys: ReadonlyArray<string>, timeoutMs = 10_000): number => {
      lastAsk += 1;
      loop.dispatch({ type: 'CalcAsked', ask: lastAsk, keys, timeoutMs, at: at() });
      return lastAsk;
    },
  };
};
const wallets = (count: number): CalcKey[] =>
  Array.from({ length: count }, (_, at): CalcKey => `wallet_exchange_C${at}`);

describe('calculations', () => {
  it('are asked for in one message and answered by key', () => {
    const calc = start();
    calc.logIn(1);
    const ask = calc.ask(['position_tBTCUSD', 'balance']);
    expect(calc.keys()).toEqual([['position_tBTCUSD', 'balance']]);
    calc.say(1, say.bu(7));
    expect(calc.told.size).toBe(0);
    // The server tells a change first, and what is calculated of it later.
    calc.say(1, say.pu(position({ pl: null })));
    expect(calc.told.size).toBe(0);
    calc.say(1, say.pu(position({ pl: 3 })));
    expect(calc.told.get(ask)?.get('balance')).toMatchObject({ right: { type: 'balance', balance: { aum: 7 } } });
    expect(calc.told.get(ask)?.get('position_tBTCUSD')).toMatchObject({ right: { position: { pl: 3 } } });
    expect(calc.running()).toBe(0);
  });

  it('of one key are asked for once, however many wait for it', () => {
    const calc = start();
    calc.logIn(1);
    const [first, second] = [calc.ask(['balance', 'balance']), calc.ask(['balance'])];
    expect(calc.keys()).toEqual([['balance']]);
    calc.say(1, say.bu(7));
    expect([calc.told.has(first), calc.told.has(second)]).toEqual([true, true]);
  });

  it('that come unasked while their key waits are not asked for any more', () => {
    const calc = start();
    const ask = calc.ask(['wallet_exchange_USD', 'balance']);
    calc.logIn(1);
    expect(calc.keys()).toEqual([['wallet_exchange_USD', 'balance']]);
    const late = calc.ask([...wallets(8), 'margin_base']);
    calc.say(1, say.wu(wallet({ currency: 'C7', balanceAvailable: 1 })));
    calc.clock.advance(1100);
    expect(calc.keys().flat()).not.toContain('wallet_exchange_C7');
    expect([calc.told.has(ask), calc.told.has(late)]).toEqual([false, false]);
  });

  it('end in time, and say whether they were asked for at all', () => {
    const calc = start();
    const before = calc.ask(['balance'], 500);
    calc.clock.advance(500);
    const waited = calc.told.get(before)?.get('balance');
    expect(waited).toEqual({
      _tag: 'Left',
      left: { _tag: 'CalcTimedOut', key: 'balance', timeoutMs: 500, sent: false },
    });
    calc.logIn(1);
    expect(calc.sent).toEqual([]);
    const asked = calc.ask(['position_tXYZUSD'], 500);
    calc.clock.advance(500);
    const left = calc.told.get(asked)?.get('position_tXYZUSD');
    expect(left).toMatchObject({ left: { sent: true } });
    if (left?._tag !== 'Left') throw new Error('answered');
    expect([explainCalcError(left.left).includes('500 ms'), isRetryableCalcError(left.left)]).toEqual([true, true]);
    expect(calc.running()).toBe(0);
  });

  it('are asked for again on the next connection, and where the socket was full', () => {
    const calc = start();
    calc.logIn(1);
    const ask = calc.ask(['balance'], 60_000);
    calc.lose(1);
    calc.say(1, say.bu(1));
    expect(calc.told.size).toBe(0);
    calc.fillSocket(true);
    calc.clock.advance(5000);
    calc.logIn(2);
    expect([calc.keys(), calc.lastSend()]).toEqual([[['balance']], 2]);
    calc.fillSocket(false);
    calc.clock.advance(1100);
    expect(calc.sent.map(({ conn }) => conn)).toEqual([1, 2]);
    calc.say(2, say.bu(2));
    expect(calc.told.get(ask)?.get('balance')).toMatchObject({ right: { balance: { aum: 2 } } });
  });

  it('of what is no key, or too much, or asked after the end, are refused at once', () => {
    const calc = start({ queueLimit: 2 });
    const ask = calc.ask(['margin', ...wallets(3)]);
    expect(calc.told.size).toBe(0);
    calc.close();
    expect([...(calc.told.get(ask)?.values() ?? [])]).toMatchObject([
      { left: { _tag: 'BadCalcKey', key: 'margin' } },
      { left: { _tag: 'CalcNotSent', cause: 'closed' } },
      { left: { _tag: 'CalcNotSent', cause: 'closed' } },
      { left: { _tag: 'CalcNotSent', cause: 'queueFull' } },
    ]);
    expect(calc.told.get(calc.ask(['balance']))?.get('balance')).toMatchObject({ left: { cause: 'closed' } });
    expect([calc.running(), calc.told.get(calc.ask([]))?.size]).toEqual([0, 0]);
  });

  it('never exceed 8 keys in a second nor 30 in a message, each key asked for goes out, and every ask ends once', () => {
    const asks = fc.array(
      fc.record({ wait: fc.nat({ max: 700 }), keys: fc.array(fc.nat({ max: 60 }), { maxLength: 50 }) }),
      {
        minLength: 1,
        maxLength: 25,
      },
    );
    fc.assert(
      fc.property(asks, fc.infiniteStream(fc.nat({ max: 9 })), (bursts, luck) => {
        const calc = start();
        let conn = 1;
        calc.logIn(conn);
        for (const { wait, keys } of bursts) {
          calc.ask(
            keys.map((key) => `wallet_exchange_C${key}`),
            20_000,
          );
          calc.clock.advance(wait);
          const chance = Number(luck.next().value);
          if (chance === 0) {
            calc.lose(conn);
            calc.clock.advance(wait);
            calc.logIn((conn += 1));
          }
          for (const { keys: asked } of calc.sent.slice(-1)) {
            const currency = asked[0]?.split('_')[2] ?? '';
            if (chance > 4) calc.say(conn, say.wu(wallet({ currency, balanceAvailable: 1 })));
          }
        }
        calc.clock.advance(60_000);
        expect(calc.told.size).toBe(bursts.length);
        expect(calc.running()).toBe(0);
        for (const [index, { at, keys }] of calc.sent.entries()) {
          expect(keys.length).toBeLessThanOrEqual(30);
          const within = calc.sent.slice(index).filter((later) => later.at < at + 1000);
          expect(within.reduce((all, { keys: more }) => all + more.length, 0)).toBeLessThanOrEqual(8);
        }
        for (const answers of calc.told.values()) {
          for (const [key, answer] of answers) {
            const wasSent = calc.sent.some(({ keys }) => keys.some((asked) => asked === key));
            // 61 keys at 8 a second are out in time, but for the time without a line.
            if (answer._tag === 'Left' && answer.left._tag === 'CalcTimedOut' && answer.left.sent)
              expect(wasSent).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
