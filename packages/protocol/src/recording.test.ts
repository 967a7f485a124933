import { either as E } from 'fp-ts';
import { sharedLines } from '@bitfinex-ws/testkit';
import { createSessionDecoder, decodeRequest, type Message } from './index.js';

const recorded = sharedLines('captures/bitfinex-2021-04-17.jsonl');

interface Line {
  readonly dir: 'in' | 'out';
  readonly frame: string;
}

(recorded === null ? describe.skip : describe)('the recording of 17 April 2021', () => {
  const lines = (recorded ?? []).map((line) => JSON.parse(line) as Line);
  const inbound = lines.filter(({ dir }) => dir === 'in').map(({ frame }) => frame);

  const replay = (toFrame: (text: string) => string | Uint8Array): ReadonlyArray<Message> => {
    const decoder = createSessionDecoder();
    return inbound.map((text) => {
      const decoded = decoder.decode(toFrame(text));
      if (E.isLeft(decoded)) throw new Error(`${text}: ${JSON.stringify(decoded.left)}`);
      return decoded.right;
    });
  };

  test.each([
    ['text', (text: string) => text],
    ['bytes', (text: string) => Buffer.from(text)],
  ])('decodes frame by frame from %s, with nothing failed or unknown', (_what, toFrame) => {
    const counts = new Map<string, number>();
    for (const { type } of replay(toFrame)) counts.set(type, (counts.get(type) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      info: 1,
      conf: 1,
      subscribed: 21,
      ticker: 21,
      trades: 7,
      bookSnapshot: 7,
      bookUpdate: 1593,
      heartbeat: 42,
    });
    expect(inbound).toHaveLength(1693);
  });

  test('is numbered from 1 to 1670 without a gap', () => {
    const numbers = replay((text) => text).flatMap((message) => ('seq' in message ? [message.seq] : []));
    expect(numbers).toEqual(Array.from({ length: 1670 }, (_, at) => at + 1));
  });

  test('has two heartbeats of channels that were acknowledged later', () => {
    const beats = replay((text) => text).filter(({ type }) => type === 'heartbeat');
    expect(beats.filter((message) => 'spec' in message && message.spec === null)).toHaveLength(2);
  });

  test('has book rows whose texts stand in the frame as they are', () => {
    const messages = replay((text) => text);
    messages.forEach((message, at) => {
      if (message.type !== 'bookUpdate' || message.kind !== 'price') return;
      const { row } = message;
      expect(inbound[at]).toBe(
        `[${message.chanId},[${row.text?.key ?? row.price},${row.count},${row.text?.amount ?? row.amount}],${message.seq}]`,
      );
    });
  });

  test('has requests that decode', () => {
    const outbound = lines.filter(({ dir }) => dir === 'out');
    expect(outbound).toHaveLength(22);
    for (const { frame } of outbound) expect(E.isRight(decodeRequest(frame))).toBe(true);
  });
});
