import { CHANNELS, createDecoder } from '@bitfinex-ws/protocol';
import {
  ANSWER_SHAPES,
  createNumberedFrames,
  createSeededRandom,
  type AnswerShape,
  type NumberedFrame,
} from '@bitfinex-ws/testkit';
import { createAccountAudit } from '../src/observe/sequence.js';
import { createInbound, NO_COUNTERS, type InboundSink } from '../src/observe/inbound.js';
import { createObserver } from '../src/observe/observer.js';

/** What may happen to a frame on its way. */
type SequenceFault = (typeof SEQUENCE_FAULTS)[number];
export const SEQUENCE_FAULTS = ['removed', 'doubled', 'swapped'] as const;

/** Every sum of the four flags. */
export const FLAG_MIXES: ReadonlyArray<number> = Array.from({ length: 16 }, (_, mix) =>
  [32_768, 65_536, 131_072, 536_870_912].reduce((sum, flag, at) => sum + ((mix >> at) & 1) * flag, 0),
);

/** What came of a run, in frames; a fault is found where the numbers of the next frame that has any tell it. */
export interface SequenceFigures {
  readonly frames: number;
  readonly faults: number;
  readonly found: number;
  /** Faults of frames without a number of their own: events, and answers to requests that nothing counts. */
  readonly untold: number;
  readonly failures: number;
}

type Alarm = 'message' | 'account';
/** Reads a frame; answers the alarms that it raised. */
type Reader = (text: string) => ReadonlyArray<Alarm>;

/** `live`: as a client reads that does not decode its account; `observed`: as a recording is read, account and all. */
const READERS: Readonly<Record<'live' | 'observed', (failed: () => void) => Reader>> = {
  live: (failed) => {
    let alarms: Alarm[] = [];
    const sink: InboundSink = {
      onMessage: () => undefined,
      wantsMessages: () => true,
      accountAudit: createAccountAudit(),
      onEvent: () => undefined,
      onHeartbeat: () => undefined,
      onFailure: failed,
      onGap: ({ counter }) => void alarms.push(counter),
    };
    const inbound = createInbound(createDecoder({ channels: CHANNELS }), sink, { ...NO_COUNTERS });
    return (text) => {
      alarms = [];
      inbound.push(text, 0);
      return alarms;
    };
  },
  observed: (failed) => {
    const observer = createObserver({ books: false });
    return (text) =>
      observer.push(text, 0).flatMap((each) => {
        if (each.type === 'failure') failed();
        return each.type === 'gap' ? [each.counter] : [];
      });
  },
};

const WAYS = ['live', 'observed'] as const;

/** A model of what must be told, by the numbers alone: the highest of each count so far. */
const createJudge = () => {
  let highest = 0;
  let account = 0;
  return ({ text, seq, accountSeq }: NumberedFrame): ReadonlyArray<Alarm> => {
    const due: Alarm[] = [];
    if (seq !== null && highest !== 0 && seq !== highest + 1) due.push('message');
    highest = Math.max(highest, seq ?? 0);
    const repeats = text.startsWith('[0,"n"') && accountSeq === account;
    if (accountSeq !== null && accountSeq !== 0 && account !== 0 && !repeats && accountSeq !== account + 1) {
      due.push('account');
    }
    account = Math.max(account, accountSeq ?? 0);
    return due;
  };
};

const arriving = (
  fault: SequenceFault | null,
  next: () => NumberedFrame,
): { readonly frames: ReadonlyArray<NumberedFrame>; readonly told: boolean } => {
  const first = next();
  if (fault === null) return { frames: [first], told: false };
  if (fault === 'removed') return { frames: [], told: first.seq !== null };
  if (fault === 'doubled') return { frames: [first, first], told: first.seq !== null };
  const second = next();
  return { frames: [second, first], told: first.seq !== null && second.seq !== null };
};

/**
 * Reads so many frames of one connection, one of them spoilt each twenty where there are faults. Throws at the first frame
 * that raises an alarm which its numbers do not call for, and at one that does not raise one that they call for.
 */
const runSequence = (
  how: keyof typeof READERS,
  flags: number,
  shape: AnswerShape,
  count: number,
  seed: number,
  faults: ReadonlyArray<SequenceFault> = [],
): SequenceFigures => {
  const random = createSeededRandom(seed);
  const frames = createNumberedFrames(random, flags, shape);
  const figures = { frames: 0, faults: 0, found: 0, untold: 0, failures: 0 };
  const read = READERS[how](() => void figures.failures++);
  const judge = createJudge();
  // A fault is open until the next frame that has a public number of its own.
  let open = false;
  for (const text of frames.opening) read(text);
  while (figures.frames < count) {
    const spoils = faults.length > 0 && figures.frames > 30 && random() < 0.05 && !open;
    const fault = spoils ? (faults[Math.floor(random() * faults.length)] ?? null) : null;
    const { frames: all, told } = arriving(fault, frames.next);
    if (fault !== null) figures.faults++;
    if (fault !== null && !told) figures.untold++;
    if (told) open = true;
    for (const frame of all) {
      const alarms = read(frame.text);
      const due = judge(frame);
      figures.frames++;
      if (alarms.join() !== due.join()) {
        throw new Error(
          `${how}, flags ${flags}, ${shape}: told [${alarms.join()}], due [${due.join()}] at ${frame.text}`,
        );
      }
      if (!open || frame.seq === null) continue;
      if (alarms.includes('message')) {
        figures.found++;
        open = false;
      } else if (fault !== 'doubled') {
        throw new Error(`${how}, flags ${flags}, ${shape}: ${fault} and not found at ${frame.text}`);
      }
    }
  }
  if (open) figures.untold++;
  return figures;
};

/** Every mix of flags with every shape of answers and both ways of reading; each gets its share of the frames. */
export const runAllSequences = (count: number, seed: number, faults: ReadonlyArray<SequenceFault> = []) => {
  const share = Math.ceil(count / (WAYS.length * FLAG_MIXES.length * ANSWER_SHAPES.length));
  return WAYS.flatMap((how) =>
    FLAG_MIXES.flatMap((flags) =>
      ANSWER_SHAPES.map((shape, at) => ({
        ...{ how, flags, shape },
        ...runSequence(how, flags, shape, share, seed + flags + at, faults),
      })),
    ),
  );
};
