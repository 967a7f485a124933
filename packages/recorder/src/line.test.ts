import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { either as E } from 'fp-ts';
import fc from 'fast-check';
import { explainLineError, type LineError } from './errors.js';
import { formatLine, parseLine } from './line.js';
import type { RecordedFrame } from './recording.js';

const frames = fc.record<RecordedFrame>({
  t: fc.double({ min: 0, max: 4e12, noNaN: true }).map((t) => t + 0),
  conn: fc.option(fc.nat(), { nil: null }),
  dir: fc.constantFrom('in', 'out'),
  frame: fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.json()),
});

describe('a line of a recording', () => {
  it('gives back every frame that was written, whatever its text', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const line = formatLine(frame);
        expect(line).not.toMatch(/[\n\r]/);
        expect(parseLine(line)).toEqual(E.right(frame));
      }),
    );
  });

  it('keeps half a surrogate pair, which UTF-8 has no bytes for', () => {
    const frame: RecordedFrame = { t: 1, conn: 1, dir: 'in', frame: 'a\uD834b' };
    expect(parseLine(Buffer.from(formatLine(frame)).toString())).toEqual(E.right(frame));
  });

  it('has its fields in the order of the format, and no conn where there is none', () => {
    expect(formatLine({ t: 1.5, conn: 2, dir: 'in', frame: '[1,"hb"]' })).toBe(
      '{"t":1.5,"conn":2,"dir":"in","frame":"[1,\\"hb\\"]"}',
    );
    expect(formatLine({ t: 1.5, conn: null, dir: 'out', frame: 'x' })).toBe('{"t":1.5,"dir":"out","frame":"x"}');
  });

  it('is read although it has fields that nobody knows, spaces, and a null conn', () => {
    expect(parseLine(' {"frame":"x","host":"a","conn":null,"dir":"in","t":1} \r')).toEqual(
      E.right({ t: 1, conn: null, dir: 'in', frame: 'x' }),
    );
  });

  it.each<[string, string]>([
    ['{"dir":"in","frame":"x"}', 'the field t is missing'],
    ['{"t":"1","dir":"in","frame":"x"}', 'the field t is not a number of milliseconds'],
    ['{"t":1e999,"dir":"in","frame":"x"}', 'the field t is not a number of milliseconds'],
    ['{"t":1,"frame":"x"}', 'the field dir is missing'],
    ['{"t":1,"dir":"both","frame":"x"}', "the field dir is not 'in' or 'out'"],
    ['{"t":1,"dir":"in"}', 'the field frame is missing'],
    ['{"t":1,"dir":"in","frame":[1,"hb"]}', 'the field frame is not a text'],
    ['{"t":1,"conn":"a","dir":"in","frame":"x"}', 'the field conn is not the number of a connection'],
    ['{"t":1,"conn":-1,"dir":"in","frame":"x"}', 'the field conn is not the number of a connection'],
    ['[1,"in","x"]', 'not a JSON object'],
    ['null', 'not a JSON object'],
    ['{"t":1,"dir":"in","fra', 'not JSON'],
    ['', 'not JSON'],
  ])('%s is broken: %s', (line, reason) => {
    const parsed = parseLine(line);
    expect(E.isLeft(parsed) && explainLineError(parsed.left)).toBe(reason);
    expect(E.isLeft(parsed) && parsed.left.sample).toBe(line);
  });

  it('never throws, and shows no more than the beginning of what it cannot read', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const parsed = parseLine(text.repeat(20));
        const sample = E.isLeft(parsed) ? (parsed.left satisfies LineError).sample : '';
        expect(sample.length).toBeLessThanOrEqual(80);
      }),
    );
  });
});

const capture = join(__dirname, '../../../../shared/captures/bitfinex-2021-04-17.jsonl');
const present = existsSync(capture);
(present ? describe : describe.skip)('the recording of 2021-04-17', () => {
  it('survives being parsed and formatted again, byte by byte', () => {
    const lines = readFileSync(capture, 'utf8').split('\n').filter(Boolean);
    const again = lines.map((line) => E.getOrElse(() => null as RecordedFrame | null)(parseLine(line)));
    expect(again.map((frame) => frame && formatLine(frame))).toEqual(lines);
    expect(lines).toHaveLength(1715);
  });
});
