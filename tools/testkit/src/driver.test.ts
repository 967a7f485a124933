import { createDriver } from './driver.js';

it('steps a machine from fact to fact and hands back the effects of each in order', () => {
  const driver = createDriver<number, number, string>({
    initial: 10,
    step: (state, input) => [state + input, [`was ${state}`, `is ${state + input}`]],
  });
  expect(driver.state()).toBe(10);
  expect(driver.take(1, 2)).toEqual(['was 10', 'is 11', 'was 11', 'is 13']);
  expect(driver.take()).toEqual([]);
  expect(driver.state()).toBe(13);
});
