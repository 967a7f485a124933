import { either as E } from 'fp-ts';
import { createSessionDecoder, encodeMessage, FLAGS, type Message } from '../index.js';

const SEQ = 849509;
const ACCOUNT_SEQ = 2575;
const TIME = 1790134414850;

// The three shapes in which answers to requests were reported: with both numbers as all account frames; without the public
// number; without it where the status is ERROR alone.
const answer = (type: string, status: string): string => `[0,"n",[null,"${type}",null,null,null,null,"${status}","…"]`;
const REQUESTS = ['on-req', 'ou-req', 'oc-req', 'oc_multi-req', 'fon-req', 'foc-req'];
const ANSWERS = REQUESTS.flatMap((type) => [answer(type, 'SUCCESS'), answer(type, 'ERROR')]);

const FRAMES: ReadonlyArray<readonly [head: string, type: string]> = [
  ['[0,"os",[]', 'orders'],
  ['[0,"ps",[["tBTCUSD","ACTIVE",7,916.52002351,0,0,null,null,null,null]]', 'positions'],
  [
    '[0,"te",[63996276,"tBTCUSD",1504893124000,3728702632,0.116163,4304.26318325,"EXCHANGE LIMIT",4304.3,-1]',
    'accountTrade',
  ],
  ['[0,"wu",["margin","USD",9999.60287096,0,null]', 'wallet'],
  ['[0,"bu",[397190.90366775,397190.89789745]', 'balance'],
  ['[0,"miu",["base",[-13.014640000000007,0,49331.70267297,49318.68803297,27]]', 'marginBase'],
  ['[0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,1,2,null,null,null,null]]', 'marginSymbol'],
  ['[0,"fiu",["sym","fUSD",[0.0008595462068208099,0,1.8444560185185186,0]]', 'fundingInfo'],
  ['[0,"fos",[]', 'fundingOffers'],
  ['[0,"fcs",[]', 'fundingCredits'],
  ['[0,"fls",[]', 'fundingLoans'],
  ['[0,"fte",[636854,"fUSD",1575282446000,41238905,-1000,0.002,7,null]', 'accountFundingTrade'],
  ['[0,"n",[null,"deposit_complete",null,null,null,null,"SUCCESS","Deposit completed: 39.999 LTC"]', 'notification'],
  ['[0,"ats",[]', 'retired'],
  ['[0,"zz",[1]', 'unrecognisedAccount'],
  ...ANSWERS.map((head) => [head, 'notification'] as const),
];

const bits = [FLAGS.TIMESTAMP, FLAGS.SEQ_ALL, FLAGS.OB_CHECKSUM, FLAGS.BULK_UPDATES];
const mixes = Array.from({ length: 16 }, (_, mix) => bits.reduce((sum, bit, at) => sum + ((mix >> at) & 1) * bit, 0));

describe.each(mixes)('on the account channel under the flags %d', (flags) => {
  const sequenced = (flags & FLAGS.SEQ_ALL) !== 0;
  const timed = (flags & FLAGS.TIMESTAMP) !== 0;
  const time = timed ? `,${TIME}` : '';
  const serverTime = timed ? TIME : null;
  const both = { seq: sequenced ? SEQ : null, accountSeq: sequenced ? ACCOUNT_SEQ : null, serverTime };

  const read = (frame: string): Message => {
    const decoder = createSessionDecoder();
    decoder.decode(`{"event":"conf","status":"OK","flags":${flags}}`);
    const decoded = decoder.decode(frame);
    if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
    return decoded.right;
  };

  test.each(FRAMES)('%s … is read with both sequence numbers and the time', (head, type) => {
    expect(read(`${head}${sequenced ? `,${SEQ},${ACCOUNT_SEQ}` : ''}${time}]`)).toMatchObject({
      type,
      chanId: 0,
      ...both,
    });
  });

  test.each(ANSWERS)('%s … may lack the public number', (head) => {
    const frame = `${head}${sequenced ? `,${ACCOUNT_SEQ}` : ''}${time}]`;
    expect(read(frame)).toMatchObject({ type: 'notification', ...both, seq: null });
    expect(encodeMessage(read(frame), flags)).toBe(frame);
  });

  test('a heartbeat has the public number alone', () => {
    const trailers = { seq: sequenced ? SEQ : null, accountSeq: null, serverTime };
    const beat = read(`[0,"hb"${sequenced ? `,${SEQ}` : ''}${time}]`);
    expect(beat).toMatchObject({ type: 'heartbeat', chanId: 0, spec: null, ...trailers });
  });

  test('what comes without trailers is read without', () => {
    const none = { seq: null, accountSeq: null, serverTime: null };
    for (const [head, type] of FRAMES) expect(read(`${head}]`)).toMatchObject({ type, ...none });
  });

  test('account sequence 0, which a server sends while it still starts, is told as any other', () => {
    const zero = { ...both, accountSeq: sequenced ? 0 : null };
    expect(read(`[0,"bu",[1,2]${sequenced ? `,${SEQ},0` : ''}${time}]`)).toMatchObject(zero);
  });
});
