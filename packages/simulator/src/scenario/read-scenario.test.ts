import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { either as E } from 'fp-ts';
import { explainSimulatorError, isRetryableSimulatorError, readScenario, type Scenario } from '../index.js';

const good: Scenario = {
  name: 'a bad evening',
  seed: 7,
  timeline: [
    { at: 0, fault: { type: 'reset' } },
    { every: 30_000, from: 5, until: 60_000, connections: 'one', fault: { type: 'close', code: 1006, reason: 'x' } },
    { afterConnect: 0, connections: { share: 0.5 }, fault: { type: 'latency', ms: 40, jitter: 20 } },
    { afterFrames: 500, connections: { nth: [2, 3] }, fault: { type: 'half-open' } },
    { chance: 0.001, fault: { type: 'drop', times: 'always', frames: { kinds: ['update'], channel: 'book' } } },
    {
      at: 1,
      connections: { having: { subject: 'tBTCUSD' } },
      fault: { type: 'ack-late', ms: [5, 500], data: 'first' },
    },
    { at: 1, fault: { type: 'split', into: 'fragments', pieces: 3, ms: 2 } },
    { at: 1, fault: { type: 'refuse-handshake', status: 429, retryAfter: 60, times: 3 } },
    { at: 1, fault: { type: 'greeting', how: 'version', version: 3 } },
  ],
};

const flawOf = (value: unknown): readonly [string, string] => {
  const read = readScenario(value);
  if (E.isRight(read)) throw new Error('nothing was found');
  if (read.left._tag !== 'BadScenario') throw new Error(read.left._tag);
  return [read.left.path, read.left.reason];
};
const line = (entry: object) => ({ timeline: [{ at: 0, fault: { type: 'reset' } }, entry] });

describe('a scenario', () => {
  it('is taken from what JSON gives', () => {
    expect(readScenario(JSON.parse(JSON.stringify(good)))).toEqual(E.right(good));
  });

  it.each([
    [null, '', 'must be an object, not null'],
    [{}, 'timeline', 'is missing'],
    [{ timeline: {} }, 'timeline', 'must be a list, not an object'],
    [{ timeline: [], sed: 1 }, 'sed', 'is not known; known: name, seed, timeline'],
    [{ timeline: [], seed: 0.5 }, 'seed', 'must be an integer'],
    [line({ fault: { type: 'reset' } }), 'timeline[1]', 'it has none of them'],
    [line({ at: 1, every: 5, fault: { type: 'reset' } }), 'timeline[1]', 'it has at and every'],
    [line({ at: -1, fault: { type: 'reset' } }), 'timeline[1].at', 'must be a number of ms'],
    [line({ at: 1, until: 5, fault: { type: 'reset' } }), 'timeline[1].until', 'is not known'],
    [line({ every: 0, fault: { type: 'reset' } }), 'timeline[1].every', 'at least 1'],
    [line({ chance: 1.1, fault: { type: 'drop' } }), 'timeline[1].chance', 'above 0 and at most 1, not 1.1'],
    [line({ at: 1, fault: 'reset' }), 'timeline[1].fault', 'must be an object, not "reset"'],
    [line({ at: 1, fault: {} }), 'timeline[1].fault.type', 'must be one of reset, close,'],
    [line({ at: 1, fault: { type: 'toString' } }), 'timeline[1].fault.type', 'not "toString"'],
    [line({ at: 1, fault: { type: 'reset', ms: 1 } }), 'timeline[1].fault.ms', 'is not known; known: type'],
    [line({ at: 1, fault: { type: 'close', code: 1005 } }), 'timeline[1].fault.code', 'must be a close code'],
    [line({ at: 1, fault: { type: 'stall' } }), 'timeline[1].fault.ms', 'is missing'],
    [line({ at: 1, fault: { type: 'drop', times: 0 } }), 'timeline[1].fault.times', 'above 0, or "always"'],
    [
      line({ at: 1, fault: { type: 'drop', frames: { kinds: ['hb'] } } }),
      'timeline[1].fault.frames.kinds[0]',
      'not "hb"',
    ],
    [line({ at: 1, fault: { type: 'ack-late', ms: [5, 1] } }), 'timeline[1].fault.ms', 'the smaller first'],
    [line({ at: 1, connections: 'some', fault: { type: 'reset' } }), 'timeline[1].connections', 'not "some"'],
    [line({ at: 1, connections: { nth: 0 }, fault: { type: 'reset' } }), 'timeline[1].connections.nth', 'must be'],
    [line({ at: 1, connections: {}, fault: { type: 'reset' } }), 'timeline[1].connections', 'nth, share or having'],
    [
      line({ at: 1, connections: { share: 1, nth: 1 }, fault: { type: 'reset' } }),
      'timeline[1].connections.nth',
      'is not known',
    ],
  ])('that is wrong is refused, the place named: %j', (value, path, reason) => {
    const [foundPath, foundReason] = flawOf(value);
    expect(foundPath).toBe(path);
    expect(foundReason).toContain(reason);
  });

  it('that is wrong is explained in a sentence, and stays wrong', () => {
    const read = readScenario(line({ at: 1, fault: { type: 'stall', ms: '5' } }));
    if (E.isRight(read)) throw new Error('nothing was found');
    expect(explainSimulatorError(read.left)).toBe(
      'The scenario\'s timeline[1].fault.ms must be a number of ms from 0 to 2147483647, not "5".',
    );
    expect(isRetryableSimulatorError(read.left)).toBe(false);
  });
});

describe('the README', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');

  it('shows a scenario that can be read', () => {
    const [, json = ''] = /```json\n([^`]*)```/.exec(readme) ?? [];
    const read = readScenario(JSON.parse(json));
    expect(E.isRight(read) && read.right.timeline.length).toBeGreaterThan(3);
  });

  it('lists every type of fault, and no other', () => {
    const [, known = ''] = /must be one of (.*), not/.exec(flawOf(line({ at: 0, fault: { type: '' } }))[1]) ?? [];
    const table = readme.slice(readme.indexOf('| what (`type`)'), readme.indexOf('`times` is a number'));
    const listed = [...table.matchAll(/^\| `([a-z-]+)`/gm)].map(([, type]) => type);
    expect([...listed].sort()).toEqual(known.split(', ').sort());
  });
});
