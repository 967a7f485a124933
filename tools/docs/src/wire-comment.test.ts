import { rowsIn, wireComment } from './wire-comment.js';

const source = [
  "import { x } from './x.js';",
  '',
  '/*',
  ' * https://docs.bitfinex.com/reference/a, https://docs.bitfinex.com/reference/b',
  ' *',
  ' * snapshot [CHAN_ID, [[ID, MTS], …]]     may be []',
  ' *          [17,[[1,2],',
  ' *          [3,4]]]',
  ' * event    {"event":"a [bracket","n":1}',
  ' *',
  ' * Newest first,',
  ' * always.',
  ' */',
].join('\n');

describe('the comment at the top of a definition', () => {
  const wire = wireComment(source);

  test('its links, its layout and its remarks are told apart', () => {
    expect(wire?.links).toEqual(['https://docs.bitfinex.com/reference/a', 'https://docs.bitfinex.com/reference/b']);
    expect(wire?.layout).toHaveLength(4);
    expect(wire?.remarks).toEqual(['Newest first, always.']);
  });

  test('its frames are joined over lines, and what only looks like JSON is none', () => {
    expect(wire?.frames).toEqual(['[17,[[1,2],[3,4]]]', '{"event":"a [bracket","n":1}']);
  });

  test('of words, which have no brackets, the first paragraph is the layout', () => {
    const words = wireComment('/*\n * https://docs.bitfinex.com/a\n *\n * tBTCUSD · fUSD\n *\n * In upper case.\n */');
    expect([words?.layout, words?.remarks, words?.frames]).toEqual([['tBTCUSD · fUSD'], ['In upper case.'], []]);
  });

  test('a file without a link has none', () => {
    expect(wireComment('/*\n * just words\n */')).toBeNull();
  });
});

describe('the rows of a frame', () => {
  test('every list is one, outermost first', () => {
    expect(rowsIn('[17,[[1,2],[3]]]')).toEqual([[17, [[1, 2], [3]]], [[1, 2], [3]], [1, 2], [3]]);
  });

  test('an event has none', () => {
    expect(rowsIn('{"event":"pong"}')).toEqual([]);
  });
});
