import { createFakeClock, sharedLines } from '@bitfinex-ws/testkit';
import { startOrThrow } from '../test/client.js';
import { trader, type Said } from '../test/trader.js';

/** What stands in a column: nothing, or what kind of value. */
const kindOf = (cell: unknown): string => {
  if (cell === null || cell === undefined) return 'null';
  return Array.isArray(cell) ? 'list' : typeof cell;
};
/** Rows of a frame by name; a notification is named by its type, and what it is about is a row of its own. */
const rowsOf = (
  code: string,
  payload: ReadonlyArray<unknown>,
): ReadonlyArray<readonly [string, ReadonlyArray<unknown>]> =>
  listOf(payload).flatMap((row) => {
    if (code !== 'n') return [[code, row]];
    const name = `${String(row[1])}${row[6] === 'ERROR' ? ', refused' : ''}`;
    const about = Array.isArray(row[4]) ? listOf(row[4]) : [];
    return [['n', row], ...about.map((each) => [name, each] as const)];
  });
const listOf = (payload: ReadonlyArray<unknown>): ReadonlyArray<ReadonlyArray<unknown>> =>
  (Array.isArray(payload[0]) ? payload : [payload]) as ReadonlyArray<ReadonlyArray<unknown>>;

/** For each name and column the kinds of values that were recorded. */
const recordedKinds = (lines: ReadonlyArray<string>): ReadonlyMap<string, ReadonlyArray<ReadonlySet<string>>> => {
  const kinds = new Map<string, Set<string>[]>();
  for (const line of lines) {
    const { wire, direction } = JSON.parse(line) as { readonly wire: string; readonly direction: string };
    if (direction !== 'in' || !wire.startsWith('[0,')) continue;
    const [, code, payload] = JSON.parse(wire) as [number, string, unknown[] | undefined];
    for (const [name, row] of payload ? rowsOf(code, payload) : []) {
      const columns = kinds.get(name) ?? [];
      kinds.set(name, columns);
      for (let at = 0; at < 32; at++) (columns[at] ??= new Set()).add(kindOf(row[at]));
    }
  }
  return kinds;
};

/** Where the simulator follows the frames of 2025, of which there are few: a `meta` on every word about an order. */
const NEWER: ReadonlySet<string> = new Set(['31 object']);
/** The group of an order, which no recorded session had. */
const UNUSED: ReadonlySet<string> = new Set(['1 number']);

/** Everything that can come of what one account does. */
const session = async (): Promise<ReadonlyArray<Said>> => {
  // A clock that stands still: the day that an order was placed on is the day that it is cancelled on.
  const clock = createFakeClock();
  const simulator = await startOrThrow({ rate: 0, clock });
  const client = await trader(simulator);
  const said: Said[] = [...(await client.account())];
  const ask = async (code: string, body: unknown): Promise<unknown> => {
    const answers = await client.ask(code, body);
    said.push(...answers);
    return answers.find((answer) => answer.code === code)?.row[0];
  };
  const order = (cid: number, more: object = {}): Promise<unknown> =>
    ask('on', { cid, type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.01', price: '50000', ...more });
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const id = await order(11);
  await ask('ou', { id, price: '49000' });
  await ask('oc', { id });
  await order(12, { gid: 3 });
  await ask('oc', { cid: 12, cid_date: today });
  await ask('oc', { cid: 999, cid_date: today });
  await order(13);
  await order(14);
  await ask('oc_multi', { all: 1 });
  await order(15, { type: 'EXCHANGE MARKET', amount: '0.05' });
  await order(16, { type: 'MARKET', amount: '0.05' });
  await order(17, { type: 'MARKET', amount: '-0.05' });
  await order(18, { amount: '0.00000001' });
  await ask('calc', [['margin_base'], ['margin_sym_tBTCUSD'], ['funding_sym_fUSD'], ['balance']]);
  const offer = { type: 'LIMIT', symbol: 'fUSD', amount: '500', rate: '0.01', period: 2, flags: 0 };
  await ask('foc', { id: await ask('fon', offer) });
  client.socket.terminate();
  await simulator.close();
  return said;
};

const lines = sharedLines('protocol/examples.jsonl');
(lines === null ? describe.skip : describe)('rows of an account', () => {
  it('have in every column what was recorded there', async () => {
    const recorded = recordedKinds(lines ?? []);
    const odd = new Set<string>();
    const compared = new Set<string>();
    for (const { code, row } of await session()) {
      for (const [name, cells] of rowsOf(code, row)) {
        const columns = recorded.get(name);
        if (!columns || cells.length === 0) continue;
        compared.add(name);
        cells.forEach((cell, at) => {
          const kind = kindOf(cell);
          if (columns[at]?.has(kind) || NEWER.has(`${at} ${kind}`) || UNUSED.has(`${at} ${kind}`)) return;
          odd.add(`${name}: ${kind} in column ${at}`);
        });
      }
    }
    expect([...odd]).toEqual([]);
    expect(
      ['on', 'ou', 'oc', 'te', 'tu', 'pn', 'pc', 'wu', 'miu', 'fon', 'foc', 'n'].filter((name) => !compared.has(name)),
    ).toEqual([]);
    expect(
      ['on-req', 'on-req, refused', 'ou-req', 'oc-req', 'oc-req, refused', 'oc_multi-req', 'fon-req', 'foc-req'].filter(
        (name) => !compared.has(name),
      ),
    ).toEqual([]);
  });
});

it('a wallet that a trade has changed says so, as recorded', async () => {
  const texts = (await session()).filter(({ code }) => code === 'wu').map(({ row }) => row[5]);
  expect(texts).toContainEqual(expect.stringMatching(/^Exchange 0\.05 BTC for USD @ \d+\.0$/));
});
