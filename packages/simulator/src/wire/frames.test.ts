import { checksumBody, frameText, HEARTBEAT_BODY, listBody } from './frames.js';

const DEC_S = 8;
const SEQ_ALL = 65_536;
const TIMESTAMP = 32_768;
const OB_CHECKSUM = 131_072;
const BULK_UPDATES = 536_870_912;
const SUBSETS = [TIMESTAMP, SEQ_ALL, OB_CHECKSUM, BULK_UPDATES].reduce<readonly number[]>(
  (sums, flag) => [...sums, ...sums.map((sum) => sum + flag)],
  [0],
);

describe('array frames', () => {
  it.each(SUBSETS)('carry the trailers of flags %d, the sequence before the time', (flags) => {
    const sequence = flags & SEQ_ALL ? ',12' : '';
    const time = flags & TIMESTAMP ? ',1790134414850' : '';
    const bodies = [HEARTBEAT_BODY, checksumBody(-5), '[1,2,3]', listBody(['[1,2,3]', '[4,5,6]']), '"te",[1,2,3,4]'];
    expect(bodies.map((body) => frameText(77, body, flags, 12, 1_790_134_414_850.7))).toEqual([
      `[77,"hb"${sequence}${time}]`,
      `[77,"cs",-5${sequence}${time}]`,
      `[77,[1,2,3]${sequence}${time}]`,
      `[77,[[1,2,3],[4,5,6]]${sequence}${time}]`,
      `[77,"te",[1,2,3,4]${sequence}${time}]`,
    ]);
  });

  it('take no notice of the flags that the exchange gave up', () => {
    expect(frameText(77, HEARTBEAT_BODY, DEC_S, 1, 0)).toBe('[77,"hb"]');
  });
});
