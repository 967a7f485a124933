import { createFakeClock } from '@bitfinex-ws/testkit';
import fc from 'fast-check';
import { startOrThrow } from '../../test/client.js';
import { trader } from '../../test/trader.js';

/** Fields of inputs with values that fit, nearly fit, and do not fit at all. */
const ODD = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    '0.5',
    '-0.5',
    '64000',
    '1e-9',
    '1e308',
    '9'.repeat(40),
    '-0',
    '00',
    'NaN',
    2 ** 53,
    -1,
    1e400,
    {},
    [],
  ),
);
const body = fc.record(
  {
    type: fc.constantFrom('EXCHANGE LIMIT', 'MARKET', 'TRAILING STOP', 'STOP LIMIT', 'EXCHANGE STOP', 'FOK', 7, null),
    symbol: fc.constantFrom('tBTCUSD', 'tXRPBTC', 'fUSD', 'tBTCF0:USTF0', '__proto__', 'tNOPE', 5),
    amount: ODD,
    price: ODD,
    price_trailing: ODD,
    price_aux_limit: ODD,
    price_oco_stop: ODD,
    cid: ODD,
    gid: ODD,
    flags: fc.oneof(fc.constantFrom(0, 64, 512, 1024, 4096, 16_384, 0x7fffffff), ODD),
    lev: ODD,
    tif: ODD,
    meta: ODD,
    id: ODD,
    delta: ODD,
    all: ODD,
    cid_date: ODD,
  },
  { requiredKeys: ['type', 'symbol'] },
);
const frame = fc.tuple(
  fc.constantFrom('on', 'ou', 'oc', 'oc_multi', 'ox_multi', 'fon', 'foc', 'calc', 'n', 'what', null),
  fc.oneof(body, ODD, fc.array(fc.tuple(fc.constantFrom('on', 'ou', 'oc', 'oc_multi'), body), { maxLength: 5 })),
);

describe('whatever a client sends as an input', () => {
  it('is answered or passed over, and the account goes on', async () => {
    const simulator = await startOrThrow({ rate: 0, clock: createFakeClock(), seed: 4 });
    const one = await trader(simulator);
    await one.account();
    await fc.assert(
      fc.asyncProperty(frame, async ([code, given]) => {
        one.socket.send(JSON.stringify([0, code, null, given]));
        const said = await one.account();
        for (const { row } of said) expect(Array.isArray(row)).toBe(true);
      }),
      { numRuns: 1_500 },
    );
    const fine = await one.ask('on', { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' });
    expect(fine.map(({ code }) => code)).toContain('on');
    await simulator.close();
  });
});
