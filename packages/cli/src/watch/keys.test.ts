import { readKeys } from './keys.js';
import { pressKey, type ScreenState } from './screen-state.js';

test.each([
  ['p', ['p']],
  ['pP q', ['p', 'P', 'space', 'q']],
  ['\u0003', ['ctrl-c']],
  ['\t\u001b[Z', ['tab', 'shift-tab']],
  ['\u001b[C\u001bOD3', ['right', 'left', '3']],
  ['\u001b', ['escape']],
  ['\u001b[15~\u001b[1;5Cx', ['x']],
  ['é\u0000\u007f', []],
])('of what a terminal sends, %j is read as %j', (sent, keys) => {
  expect(readKeys(sent)).toEqual(keys);
});

const state: ScreenState = {
  symbols: ['tBTCUSD', 'tETHUSD', 'tXRPUSD'],
  active: 0,
  prec: 'P0',
  len: 25,
  pausedAt: null,
};

test.each([
  ['tab', { active: 1 }],
  ['shift-tab', { active: 2 }],
  ['3', { active: 2 }],
  ['9', {}],
  ['p', { prec: 'P1' }],
  ['P', { prec: 'R0' }],
  ['l', { len: 100 }],
  ['L', { len: 1 }],
  ['space', { pausedAt: 7 }],
  ['x', {}],
])('%s makes of the screen %j', (key, changed) => {
  expect(pressKey(state, key, 7)).toEqual({ ...state, ...changed });
});

test('whoever looks at something else wants to see it move', () => {
  const paused = { ...state, pausedAt: 5 };
  for (const key of ['tab', '2', 'p', 'l', 'space']) expect(pressKey(paused, key, 7)).toMatchObject({ pausedAt: null });
});

test.each(['q', 'ctrl-c'])('%s quits', (key) => {
  expect(pressKey(state, key, 7)).toBe('quit');
});
