import { quietPlace, quietTrader, RESTING, TAKING, type QuietTrader } from '../../test/quiet-trader.js';
import type { Fault } from '../index.js';

const place = quietPlace();
const { clock, exchange } = place;
afterAll(() => exchange.close());

/** Logs in anew, on an account without orders; then the faults are injected. */
const begin = async (...faults: ReadonlyArray<Fault>): Promise<QuietTrader> => {
  exchange.control.calm();
  exchange.killConnections();
  const trader = await quietTrader(place);
  trader.input('oc_multi', { all: 1 });
  await trader.frames();
  for (const fault of faults) exchange.control.inject(fault);
  return trader;
};
const rowOf = (text: string | undefined): ReadonlyArray<unknown> =>
  (JSON.parse(text ?? '[]') as [0, 'n', ReadonlyArray<unknown>])[2][4] as ReadonlyArray<unknown>;

describe('the acknowledgement of an order', () => {
  it('comes first, and then what came of it', async () => {
    const { input, story } = await begin();
    input('on', RESTING);
    expect(await story()).toEqual(['on-req SUCCESS', 'on', 'wu']);
    input('on', TAKING);
    expect(await story()).toEqual(['on-req SUCCESS', 'te', 'oc', 'tu', 'wu', 'wu']);
  });

  it('comes behind what came of it', async () => {
    const { input, story } = await begin({ type: 'ack-behind', request: 'on', times: 2 });
    input('on', RESTING);
    expect(await story()).toEqual(['on', 'wu', 'on-req SUCCESS']);
    input('on', TAKING);
    expect(await story()).toEqual(['te', 'oc', 'tu', 'wu', 'wu', 'on-req SUCCESS']);
    input('oc', { cid: 7 });
    expect(await story()).toEqual(['oc-req SUCCESS', 'oc', 'wu']);
  });

  it('comes late, what came of it before or behind it', async () => {
    const { input, story } = await begin(
      { type: 'ack-late', request: 'on', ms: 300, data: 'first' },
      { type: 'ack-late', request: 'oc', ms: 300 },
    );
    input('on', RESTING);
    expect(await story()).toEqual(['on', 'wu']);
    clock.advance(300);
    expect(await story()).toEqual(['on-req SUCCESS']);
    input('oc', { cid: 7 });
    expect(await story()).toEqual([]);
    clock.advance(299);
    expect(await story()).toEqual([]);
    clock.advance(1);
    expect(await story()).toEqual(['oc-req SUCCESS', 'oc', 'wu']);
  });

  it('is lost, or comes twice', async () => {
    const { input, story } = await begin({ type: 'ack-lost', request: 'on' }, { type: 'ack-doubled', request: 'oc' });
    input('on', RESTING);
    expect(await story()).toEqual(['on', 'wu']);
    input('oc', { cid: 7 });
    expect(await story()).toEqual(['oc-req SUCCESS', 'oc-req SUCCESS', 'oc', 'wu']);
    expect(
      exchange.ledger
        .connections()
        .at(-1)
        ?.faults.map(({ type }) => type),
    ).toEqual(['ack-lost', 'ack-doubled']);
  });

  it('of a batch goes the way of the batch', async () => {
    const { input, story } = await begin({ type: 'ack-lost', request: 'ox_multi' });
    input('ox_multi', [
      ['on', RESTING],
      ['on', { ...RESTING, cid: 9 }],
    ]);
    expect(await story()).toEqual(['on', 'wu', 'on', 'wu']);
  });
});

describe('an order', () => {
  it('is lost on its way, and others are not', async () => {
    const { input, story } = await begin({ type: 'request-lost', request: 'on' });
    input('on', RESTING);
    input('oc', { cid: 7 });
    expect(await story()).toEqual(['oc-req ERROR']);
  });

  it.each([
    ['sent', [null, null, 7, 'tBTCUSD']],
    ['nulls', [null, null, null, null]],
  ] as const)('is refused, the row in the notification being %s', async (row, head) => {
    const { input, frames } = await begin({ type: 'refuse', request: 'on', code: 10_001, row, msg: 'Invalid order.' });
    input('on', RESTING);
    const [text, ...more] = await frames();
    expect(more).toEqual([]);
    expect(text).toContain('"ERROR","Invalid order."');
    expect(rowOf(text)).toHaveLength(32);
    expect(rowOf(text).slice(0, 4)).toEqual(head);
    expect(rowOf(text).some((cell) => cell !== null)).toBe(row === 'sent');
  });

  it('is refused without a row', async () => {
    const { input, frames } = await begin({ type: 'refuse', request: 'foc', code: 10_001, row: 'none' });
    input('foc', { id: 1 });
    expect(rowOf((await frames())[0])).toBeNull();
  });

  it.each([
    ['before', 'oc-req ERROR'],
    ['after', 'oc-req SUCCESS'],
  ] as const)('is cut off %s it is carried out, and its client cannot tell which', async (when, found) => {
    const first = await begin({ type: `cut-${when}`, request: 'on' });
    first.input('on', RESTING);
    expect(await first.story()).toEqual([]);
    expect(first.ends).toEqual([{ code: 1006, reason: '', status: null }]);
    const again = await quietTrader(place);
    await again.frames();
    again.input('oc', { cid: 7 });
    expect((await again.story())[0]).toBe(found);
  });

  it('that was cut off after it was carried out ends with the connection where the dead man’s switch is on', async () => {
    await begin();
    const first = await quietTrader(place, { dms: 4 });
    await first.frames();
    exchange.control.inject({ type: 'cut-after', request: 'on' });
    first.input('on', RESTING);
    await first.frames();
    const again = await quietTrader(place);
    await again.frames();
    again.input('oc', { cid: 7 });
    expect(await again.story()).toEqual(['oc-req ERROR']);
  });

  it('too many is refused with 11010 until some time has passed, and cancelling counts as well', async () => {
    const { input, story } = await begin({ type: 'rate-limit', inputs: 2, ms: 1_000 });
    for (const cid of [1, 2, 3]) input('on', { ...RESTING, cid });
    expect(await story()).toEqual(['on-req SUCCESS', 'on', 'wu', 'on-req SUCCESS', 'on', 'wu', 'error 11010']);
    input('oc', { cid: 1 });
    expect(await story()).toEqual(['error 11010']);
    clock.advance(1_000);
    input('oc', { cid: 1 });
    expect(await story()).toEqual(['oc-req SUCCESS', 'oc', 'wu']);
    exchange.control.calm();
    for (const cid of [4, 5, 6]) input('on', { ...RESTING, cid });
    expect(await story()).not.toContain('error 11010');
  });
});

describe('what comes of an order', () => {
  it('comes in another order each time, but each kind in its own, numbered as it is said', async () => {
    const { send, input, frames } = await begin({ type: 'shuffle' });
    send({ event: 'conf', flags: 65_536 });
    await frames();
    const seen = new Set<string>();
    for (let cid = 1; cid <= 20; cid++) {
      input('on', { ...TAKING, cid });
      const [ack, ...nothing] = await frames();
      expect([ack?.includes('on-req'), nothing]).toEqual([true, []]);
      clock.advance(0);
      const told = (await frames()).map((text) => JSON.parse(text) as [0, string, unknown, number, number]);
      const codes = told.map(([, code]) => code);
      expect([...new Set(codes)].sort()).toEqual(['oc', 'te', 'tu', 'wu']);
      expect(codes.indexOf('te')).toBeLessThan(codes.indexOf('tu'));
      const [first] = told;
      expect(told.map((frame) => frame[3])).toEqual(told.map((_, at) => Number(first?.[3]) + at));
      expect(told.map((frame) => frame[4])).toEqual(told.map((_, at) => Number(first?.[4]) + at));
      seen.add(codes.join());
    }
    expect(seen.size).toBeGreaterThan(5);
  });
});

describe('a login', () => {
  it.each<[Fault, ReadonlyArray<string>]>([
    [{ type: 'refuse', request: 'auth', code: 10_114, msg: 'nonce: small' }, ['auth 10114']],
    [{ type: 'request-lost', request: 'auth' }, []],
    [{ type: 'ack-lost', request: 'auth' }, ['ps', 'ws', 'os']],
    [{ type: 'ack-doubled', request: 'auth' }, ['auth OK', 'auth OK', 'ps']],
    [{ type: 'cut-after', request: 'auth' }, []],
  ])('may go wrong as well: %j', async (fault, expected) => {
    await begin();
    exchange.control.schedule({ afterConnect: 0, fault });
    const { story } = await quietTrader(place);
    const [opened, greeted, ...words] = await story();
    expect([opened, greeted]).toEqual(['open', 'info']);
    expect(words.slice(0, 3)).toEqual(expected);
  });
});
