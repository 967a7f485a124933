import { createTradesJudge, type ToldOfTrades } from './trades-judge.js';

const LEDGER = [11, 12, 13, 14, 15, 16];
const notice: ToldOfTrades = { type: 'notice' };
const gap: ToldOfTrades = { type: 'gap' };
const whole: ToldOfTrades = { type: 'whole' };
const trades = (...ids: ReadonlyArray<number>): ReadonlyArray<ToldOfTrades> => ids.map((id) => ({ type: 'trade', id }));
const rows = (...ids: ReadonlyArray<number>): ToldOfTrades => ({ type: 'rows', ids });
const judge = (...told: ReadonlyArray<ToldOfTrades>) => {
  const judging = createTradesJudge();
  for (const item of told) judging.told(item);
  return judging.judge(LEDGER, true);
};
const clean = { twice: 0, disorder: 0, unknown: 0, announced: 0, secret: 0 };

describe('a judge of trades', () => {
  it('has nothing to say against a reader who was told everything from where it began', () => {
    expect(judge(...trades(11, 12, 13, 14, 15, 16))).toEqual({ ...clean, read: 6 });
    expect(judge(rows(9, 10, 11, 12, 13), ...trades(14, 15, 16))).toEqual({ ...clean, read: 4 });
  });
  it('tells what is missing in secret from what was announced', () => {
    expect(judge(...trades(11, 13, 14), notice, ...trades(16))).toEqual({ ...clean, read: 4, secret: 1, announced: 1 });
    expect(judge(...trades(11, 12, 13, 14))).toEqual({ ...clean, read: 4, secret: 2 });
    expect(judge(...trades(11, 12, 13, 14), notice)).toEqual({ ...clean, read: 4, announced: 2 });
  });
  it('does not let one notice excuse what is missing later', () => {
    expect(judge(...trades(11), notice, ...trades(13, 14, 16))).toEqual({ ...clean, read: 4, announced: 1, secret: 1 });
  });
  it('lets a gap excuse what is missing up to its end, and nothing behind it', () => {
    const told = [...trades(11), gap, ...trades(13, 15), whole, ...trades(16)];
    expect(judge(...told)).toEqual({ ...clean, read: 4, announced: 2 });
    expect(judge(...trades(11), gap, ...trades(13), whole, ...trades(15, 16))).toMatchObject({
      announced: 1,
      secret: 1,
    });
    expect(judge(...trades(11, 12), gap, whole, ...trades(15, 16))).toMatchObject({ announced: 0, secret: 2 });
  });
  it('lets a snapshot fill what a gap has left', () => {
    expect(judge(...trades(11, 12), notice, rows(11, 12, 13, 14, 15), ...trades(16))).toEqual({ ...clean, read: 6 });
  });
  it('finds a trade that comes twice, late, or from nowhere', () => {
    expect(judge(...trades(11, 12, 12, 13, 14, 15, 16))).toEqual({ ...clean, read: 6, twice: 1 });
    expect(judge(...trades(11, 13, 12, 14, 15, 16))).toEqual({ ...clean, read: 6, disorder: 1 });
    expect(judge(...trades(11), notice, ...trades(13, 12, 14, 15, 16))).toEqual({ ...clean, read: 6 });
    expect(judge(...trades(11, 12, 13, 99, 14, 15, 16))).toEqual({ ...clean, read: 6, unknown: 1 });
  });
  it('judges on as the ledger grows', () => {
    const judging = createTradesJudge();
    for (const item of trades(11, 12)) judging.told(item);
    expect(judging.judge(LEDGER.slice(0, 2), true)).toEqual({ ...clean, read: 2 });
    for (const item of trades(13, 15)) judging.told(item);
    expect(judging.judge(LEDGER.slice(0, 5), true)).toEqual({ ...clean, read: 4, secret: 1 });
  });
});
