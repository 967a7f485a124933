import { either as E } from 'fp-ts';
import { explainSimulatorError, openExchange, type SimulatorOptions } from './index.js';

describe('options that are not of their kind', () => {
  it.each<[string, unknown]>([
    ['option options must be an object, not nothing', null],
    ["option options must be an object, not 'tBTCUSD'", 'tBTCUSD'],
    ["option markets must be a list, not 'tBTCUSD'", { markets: 'tBTCUSD' }],
    ["option rate must be a number, not '10'", { rate: '10' }],
    ['option scenario must be an object, not a list', { scenario: [] }],
    ['option accounts must be a number or a list, not an object', { accounts: {} }],
  ])('are refused: the %s', (said, options) => {
    const opened = openExchange(options as SimulatorOptions);
    expect(E.isLeft(opened) && explainSimulatorError(opened.left)).toContain(said);
  });
});
