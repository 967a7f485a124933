import { either as E } from 'fp-ts';
import {
  CHANNELS,
  createDecoder,
  encodeMessage,
  encodeRequest,
  rawChannel,
  specKey,
  subscribe,
  type Message,
  type RawAsked,
  type RawSpec,
} from '../index.js';

const spec: RawSpec = { channel: 'raw', request: { channel: 'moon', phase: 'full' } };
const asked: RawAsked = { subId: '4', spec };
const open = (flags = 0, numbers: 'number' | 'text' = 'number') =>
  createDecoder({ channels: [...CHANNELS, rawChannel], raw: new Map([[specKey(spec), asked]]), flags, numbers });
const say = (decoder: ReturnType<typeof open>, text: string): Message<'number' | 'text'> => {
  const decoded = decoder.decode(text);
  if (E.isLeft(decoded)) throw new Error(`${text}: ${JSON.stringify(decoded.left)}`);
  return decoded.right;
};
const ACKNOWLEDGED = '{"event":"subscribed","channel":"moon","chanId":7,"subId":"4"}';

describe('a raw channel', () => {
  it('is asked for with its own fields, and never with another event or subId than that of the request', () => {
    expect(encodeRequest(subscribe(spec, '4'))).toBe(
      '{"event":"subscribe","channel":"moon","phase":"full","subId":"4"}',
    );
    const forged = { channel: 'raw', request: { channel: 'moon', event: 'auth', subId: 'x' } } as unknown as RawSpec;
    expect(encodeRequest(subscribe(forged, '4'))).toBe('{"event":"subscribe","channel":"moon","subId":"4"}');
  });

  it('is opened by the acknowledgement of its subId, or by its echo where none comes back', () => {
    expect(say(open(), ACKNOWLEDGED)).toMatchObject({ type: 'subscribed', chanId: 7, spec });
    expect(say(open(), '{"event":"subscribed","channel":"moon","chanId":7,"phase":"full"}')).toMatchObject({ spec });
    expect(say(open(), '{"event":"subscribed","channel":"moon","chanId":7,"phase":"new"}')).toMatchObject({
      spec: null,
    });
    expect(say(open(), '{"event":"subscribed","channel":"moon","chanId":7,"subId":"5"}')).toMatchObject({ spec: null });
  });

  it('needs a channel id to be opened', () => {
    expect(open().decode('{"event":"subscribed","channel":"moon","subId":"4"}')).toMatchObject({
      left: { _tag: 'BadEvent', field: 'chanId' },
    });
  });

  it.each([
    [0, '', { seq: null, serverTime: null }],
    [65536, ',41', { seq: 41, serverTime: null }],
    [32768, ',1790134414850', { seq: null, serverTime: 1790134414850 }],
    [98304, ',41,1790134414850', { seq: 41, serverTime: 1790134414850 }],
  ])('brings frames of any form under the flags %d, whose trailers stand at the end', (flags, tail, trailers) => {
    const decoder = open(flags);
    say(decoder, ACKNOWLEDGED);
    const frames: ReadonlyArray<readonly [string, object]> = [
      ['[7,{"crater":1}', { tag: null, payload: { crater: 1 } }],
      ['[7,[[1,2],[3,4]]', { tag: null, payload: [[1, 2], [3, 4]] }], // prettier-ignore
      ['[7,"xe",[1,2],"more",[3]', { tag: 'xe', payload: [1, 2] }],
      ['[7,5', { tag: null, payload: 5 }],
    ];
    for (const [head, holds] of frames) {
      const message = say(decoder, `${head}${tail}]`);
      expect(message).toMatchObject({ type: 'raw', chanId: 7, spec, ...holds, ...trailers });
      expect(encodeMessage(message)).toBe(`${head}${tail}]`);
    }
    expect(say(decoder, `[7,"hb"${tail}]`)).toMatchObject({ type: 'heartbeat', spec, ...trailers });
  });

  it('keeps the texts of numbers in text mode', () => {
    const decoder = open(0, 'text');
    say(decoder, ACKNOWLEDGED);
    expect(encodeMessage(say(decoder, '[7,[0.1000,9007199254740993]]'))).toBe('[7,[0.1000,9007199254740993]]');
  });

  it('is the same channel in whichever order its fields are written', () => {
    const other: RawSpec = { channel: 'raw', request: { phase: 'full', channel: 'moon' } };
    expect(specKey(other)).toBe(specKey(spec));
    expect(specKey({ channel: 'raw', request: { channel: 'moon', phase: 'new' } })).not.toBe(specKey(spec));
  });
});
