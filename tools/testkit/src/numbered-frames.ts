import { createFrameSource, type FrameSource } from './frames.js';

/** A frame of a connection with all kinds of channels and a login, and the numbers that it carries. */
export interface NumberedFrame {
  readonly text: string;
  /** What counts the frames of the connection; null for events, for some answers to requests, and where the flag is off. */
  readonly seq: number | null;
  /** What counts those of the account; null on all others. */
  readonly accountSeq: number | null;
  /** Whether the account's count went up with it. */
  readonly advances: boolean;
}

/**
 * What three clients say of answers to requests (`n` whose type ends in -req). `numbered`: as any frame of the account, counted
 * by both; `unnumbered`: without the public number, and not counted by the account; `errors`: the same, but without the
 * public number only where the status is ERROR.
 */
export type AnswerShape = (typeof ANSWER_SHAPES)[number];
export const ANSWER_SHAPES = ['numbered', 'unnumbered', 'errors'] as const;

/** One connection: what it says before its channels speak, and what they say, without end. */
export interface NumberedFrames {
  readonly opening: ReadonlyArray<string>;
  readonly next: () => NumberedFrame;
}

const SEQ_ALL = 65_536;
const TIMESTAMP = 32_768;
const BULK_UPDATES = 536_870_912;

/** The same seed, flags and shape give the same frames. Payloads are as recordings have them; all numbers are in order. */
export const createNumberedFrames = (random: () => number, flags: number, shape: AnswerShape): NumberedFrames => {
  const source = createFrameSource(random);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <A>(items: ReadonlyArray<A>): A => items[below(items.length)] as A;
  const sequenced = (flags & SEQ_ALL) !== 0;
  let seq = 0;
  // The server says 0 while it still starts; then the numbers begin where it likes.
  let account = 0;
  let starting = 20;
  let time = 1_790_134_414_850;

  const tail = (numbers: ReadonlyArray<number>): string => {
    time += below(40);
    const all = [...(sequenced ? numbers : []), ...((flags & TIMESTAMP) === 0 ? [] : [time])];
    return all.map((each) => `,${each}`).join('') + ']';
  };
  const frame = (head: string, numbers: ReadonlyArray<number>, rest: Omit<NumberedFrame, 'text'>): NumberedFrame => {
    const text = head + tail(numbers);
    return sequenced ? { text, ...rest } : { text, ...NONE };
  };
  const ofChannel = (head: string): NumberedFrame => {
    seq++;
    return frame(head, [seq], { ...NONE, seq });
  };
  const ofAccount = (head: string, isCounted: boolean): NumberedFrame => {
    if (starting > 0 && --starting === 0) account = 2_570 + below(10);
    else if (starting === 0 && isCounted) account++;
    seq++;
    return frame(head, [seq, account], { seq, accountSeq: account, advances: isCounted && starting === 0 });
  };
  const answer = (): NumberedFrame => {
    const status = pick(['SUCCESS', 'ERROR']);
    const type = pick(['on-req', 'ou-req', 'oc-req', 'oc_multi-req', 'fon-req', 'foc-req']);
    const about = type.startsWith('f') || random() < 0.2 ? 'null' : source.order();
    const head = `[0,"n",[${time},"${type}",null,null,${about},null,"${status}","said so"]`;
    if (shape === 'numbered') return ofAccount(head, true);
    if (shape === 'errors' && status !== 'ERROR') return ofAccount(head, false);
    return frame(head, [account], { ...NONE, accountSeq: account });
  };

  return {
    opening: [
      '{"event":"info","version":2,"serverId":"5f4d6a8c","platform":{"status":1}}',
      `{"event":"conf","status":"OK","flags":${flags}}`,
      ...SUBSCRIBED,
    ],
    next: () => {
      const draw = below(100);
      if (draw < 2) return { text: pick(EVENTS), ...NONE };
      if (draw < 6) return ofChannel(`[${pick([0, 1, 3, 5, 9, 99])},"hb"`);
      if (draw < 20) return answer();
      if (draw < 24) return ofAccount(`[0,"n",${NOTICE}`, shape === 'numbered');
      if (draw < 50) return ofAccount(pick(ACCOUNT)(source), true);
      return ofChannel(pick(draw < 60 && (flags & BULK_UPDATES) !== 0 ? BULK : CHANNELS)(source));
    },
  };
};

const NONE = { seq: null, accountSeq: null, advances: false } as const;

const book = (chanId: number, symbol: string, prec: string): string =>
  `{"event":"subscribed","channel":"book","chanId":${chanId},"symbol":"${symbol}","prec":"${prec}","freq":"F0","len":"25"}`;
const SUBSCRIBED: ReadonlyArray<string> = [
  '{"event":"subscribed","channel":"ticker","chanId":1,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"ticker","chanId":2,"symbol":"fUSD","currency":"USD"}',
  '{"event":"subscribed","channel":"trades","chanId":3,"symbol":"tBTCUSD","pair":"BTCUSD"}',
  '{"event":"subscribed","channel":"trades","chanId":4,"symbol":"fUSD","currency":"USD"}',
  book(5, 'tBTCUSD', 'P0'),
  book(6, 'tBTCUSD', 'R0'),
  book(7, 'fUSD', 'P0'),
  book(8, 'fUSD', 'R0'),
  '{"event":"subscribed","channel":"candles","chanId":9,"key":"trade:1m:tBTCUSD"}',
  '{"event":"subscribed","channel":"status","chanId":10,"key":"deriv:tBTCF0:USTF0"}',
  '{"event":"subscribed","channel":"status","chanId":11,"key":"liq:global"}',
];
const EVENTS: ReadonlyArray<string> = [
  '{"event":"pong","ts":1511545528111,"cid":1234}',
  '{"event":"info","code":5000,"msg":"nothing to worry about"}',
];

const CANDLE = '[1574698200000,7399.9,7379.7,7399.9,7371.8,41.63633658]';
const LIQUIDATION = '["pos",1,1574697680828.2002,null,"tBTCUSD",-2,91,null,1,1,null,null]';
const DERIVATIVE =
  '[1790133734000,null,86710.46123944,86670.5,null,62210384.95685668,null,1790150400000,0.00015317,3873,null,0,null,null,' +
  '86676.3172,null,null,8851.89352831,null,null,null,0.0005,0.0025]';
const CHANNELS: ReadonlyArray<(source: FrameSource) => string> = [
  (source) => `[1,${source.ticker()}`,
  (source) => `[2,${source.fundingTicker()}`,
  (source) => `[3,${source.list(source.trade, 30)}`,
  (source) => `[3,"te",${source.trade()}`,
  (source) => `[3,"tu",${source.trade()}`,
  (source) => `[4,${source.list(source.fundingTrade, 30)}`,
  (source) => `[4,"fte",${source.fundingTrade()}`,
  (source) => `[4,"ftu",${source.fundingTrade()}`,
  // Older servers tag the trades of funding like all others.
  (source) => `[4,"tu",${source.fundingTrade()}`,
  (source) => `[5,${source.list(source.priceRow, 50)}`,
  (source) => `[5,${source.priceRow()}`,
  () => '[5,"cs",-1175357890',
  (source) => `[6,${source.orderRow()}`,
  () => '[6,"cs",98217381',
  (source) => `[7,${source.fundingRow()}`,
  (source) => `[8,${source.offerRow()}`,
  () => `[9,[${CANDLE},${CANDLE}]`,
  () => `[9,${CANDLE}`,
  () => `[10,${DERIVATIVE}`,
  () => `[11,[${LIQUIDATION}]`,
  // In flight for a channel that is not acknowledged yet, or no more.
  (source) => `[99,${source.priceRow()}`,
  (source) => `[99,"te",${source.trade()}`,
];
const BULK: ReadonlyArray<(source: FrameSource) => string> = [
  (source) => `[5,${source.list(source.priceRow, 5)}`,
  (source) => `[6,${source.list(source.orderRow, 5)}`,
  () => '[7,[]',
];

const NOTICE = '[1790134414850,"deposit_complete",null,null,null,null,"SUCCESS","Deposit completed: 39.999 LTC"]';
const POSITION = '["tBTCUSD","ACTIVE",7,916.52002351,0,0,null,null,null,null]';
const TRADE =
  '[63996276,"tBTCUSD",1504893124000,3728702632,0.116163,4304.26318325,"EXCHANGE LIMIT",4304.3,-1,-0.0086,"USD"]';
const ACCOUNT: ReadonlyArray<(source: FrameSource) => string> = [
  (source) => `[0,"os",${source.list(source.order, 3)}`,
  ...['on', 'ou', 'oc'].map((code) => (source: FrameSource) => `[0,"${code}",${source.order()}`),
  () => `[0,"ps",[${POSITION}]`,
  ...['pn', 'pu', 'pc'].map((code) => () => `[0,"${code}",${POSITION}`),
  () => `[0,"te",${TRADE}`,
  () => `[0,"tu",${TRADE}`,
  () => '[0,"ws",[["exchange","BTC",1.2,0,1.2]]',
  () => '[0,"wu",["margin","USD",9999.60287096,0,null]',
  () => '[0,"bu",[397190.90366775,397190.89789745]',
  () => '[0,"miu",["base",[-13.014640000000007,0,49331.70267297,49318.68803297,27]]',
  () => '[0,"miu",["sym","tETHUSD",[149361.09689202666,149639.26293509,1,2,null,null,null,null]]',
  () => '[0,"fiu",["sym","fUSD",[0.0008595462068208099,0,1.8444560185185186,0]]',
  ...['os', 'fos', 'fcs', 'fls'].map((code) => () => `[0,"${code}",[]`),
  () => '[0,"fte",[636854,"fUSD",1575282446000,41238905,-1000,0.002,7,null]',
  () => '[0,"ats",[]',
  // A code that nobody knows is counted like any other.
  () => '[0,"zz",[1]',
];
