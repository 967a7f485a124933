import { sharedLines } from '@bitfinex-ws/testkit';
import { either as E } from 'fp-ts';
import { createSessionDecoder, encodeMessage, type Message, type NumberMode, type SessionDecoder } from '../index.js';

const sessionOf = (numbers: NumberMode, flags = 0): SessionDecoder<NumberMode> =>
  createSessionDecoder({ numbers, flags });

const read = (session: SessionDecoder<NumberMode>, frame: string): Message<NumberMode> => {
  const decoded = session.decode(frame);
  if (E.isLeft(decoded)) throw new Error(`${frame}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};

// Runs frames through two sessions: one hears the frames, the other what encodeMessage made of the first one's messages.
const through = (frames: ReadonlyArray<string>, numbers: NumberMode, flags = 0): ReadonlyArray<string> => {
  const [first, second] = [sessionOf(numbers, flags), sessionOf(numbers, flags)];
  return frames.map((frame) => {
    const message = read(first, frame);
    const written = encodeMessage(message, first.flags());
    expect(read(second, written)).toEqual(message);
    return written;
  });
};

const MODES: ReadonlyArray<NumberMode> = ['number', 'text'];

describe.each(MODES)('in %s mode', (numbers) => {
  const recorded = sharedLines('captures/bitfinex-2021-04-17.jsonl');

  (recorded === null ? test.skip : test)('every frame of the recording is written as it was read', () => {
    const frames = (recorded ?? [])
      .map((line) => JSON.parse(line) as { readonly dir: string; readonly frame: string })
      .flatMap(({ dir, frame }) => (dir === 'in' ? [frame] : []));
    // A list of columns is the same text to the digit; an object is the same value, its fields perhaps in another order.
    through(frames, numbers).forEach((written, at) => {
      const frame = frames[at] ?? '';
      if (frame.startsWith('[')) expect(written).toBe(frame);
      else expect(JSON.parse(written)).toEqual(JSON.parse(frame));
    });
    expect(frames).toHaveLength(1693);
  });

  test('trailers are those of the flags; without flags, those that the message has', () => {
    const session = sessionOf(numbers, 98304);
    const message = read(session, '[7,"hb",9,1790134414850]');
    expect([98304, 65536, 32768, 0, null].map((flags) => encodeMessage(message, flags))).toEqual([
      '[7,"hb",9,1790134414850]',
      '[7,"hb",9]',
      '[7,"hb",1790134414850]',
      '[7,"hb"]',
      '[7,"hb",9,1790134414850]',
    ]);
    expect(encodeMessage(message)).toBe('[7,"hb",9,1790134414850]');
  });

  test('what nobody knows is written whole', () => {
    const frames = [
      '[99,"new",[1,null,{"a":[1,{"b":"\\ud83d"}]}],"x",-0]',
      '[99,[]]',
      `[99,${'['.repeat(30)}${']'.repeat(30)}]`,
      '{"event":"new","more":[1,{"__proto__":[1.5e+300]}]}',
    ];
    expect(through(frames, numbers)).toEqual(frames);
  });
});
