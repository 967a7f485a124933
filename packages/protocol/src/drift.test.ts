import { either as E } from 'fp-ts';
import { createSessionDecoder, type NumberMode } from './index.js';

const SESSION = [
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":2,"symbol":"tBTCUSD"}',
  '{"event":"subscribed","channel":"book","chanId":3,"symbol":"tBTCUSD","prec":"P0","freq":"F0","len":"25"}',
  '{"event":"subscribed","channel":"candles","chanId":4,"key":"trade:1m:tBTCUSD"}',
  '{"event":"subscribed","channel":"status","chanId":5,"key":"deriv:tBTCF0:USTF0"}',
];

describe.each<NumberMode>(['number', 'text'])('drift in %s mode', (numbers) => {
  const driftOf = (...frames: ReadonlyArray<string>): unknown => {
    const decoder = createSessionDecoder({ numbers });
    for (const frame of SESSION) decoder.decode(frame);
    const failed = frames.map((frame) => decoder.decode(frame)).filter(E.isLeft);
    return failed.length > 0 ? failed : Object.fromEntries(decoder.drift());
  };

  test('counts, by family, the frames whose rows have columns that nobody knows', () => {
    expect(
      driftOf(
        '[2,"te",[401597395,1574694478808,0.005,7245.3,"new"]]',
        '[2,"tu",[401597395,1574694478808,0.005,7245.3,null,null]]',
        '[2,"tu",[401597395,1574694478808,0.005,7245.3]]',
        '[3,[1,1,1,1]]',
      ),
    ).toEqual({ Trade: 2, PriceRow: 1 });
  });

  test('counts a list once, however many of its rows are wide', () => {
    expect(driftOf('[2,[[1,1,1,1],[2,2,2,2,2],[3,3,3,3,3]]]', '[3,[[1,1,1],[2,2,2,2]]]')).toEqual({
      Trade: 1,
      PriceRow: 1,
    });
  });

  test('knows the nameless column that tickers got in 2025', () => {
    const ticker = '86697,14.3,86723,14.7,1060,0.01,86717,544.3,86898,85156';
    expect(driftOf(`[1,[${ticker}]]`, `[1,[${ticker},null]]`)).toEqual({});
    expect(driftOf(`[1,[${ticker},null,7]]`)).toEqual({ Ticker: 1 });
  });

  test('is empty where every row is as known, in heartbeats and checksums too', () => {
    expect(driftOf('[2,"hb"]', '[3,"cs",7]', '[3,[]]', '[4,[[1574698260000,1,2,3,4,5]]]')).toEqual({});
  });

  test('says nothing of a row that could not be read', () => {
    const decoder = createSessionDecoder({ numbers });
    for (const frame of SESSION) decoder.decode(frame);
    expect(E.isLeft(decoder.decode('[2,"te",[1,1,"x",1,1]]'))).toBe(true);
    expect(decoder.drift().size).toBe(0);
  });

  test('is counted by each decoder for itself', () => {
    expect(driftOf('[3,[1,1,1,1]]')).toEqual({ PriceRow: 1 });
    expect(driftOf('[3,[1,1,1]]')).toEqual({});
  });
});
