import { until } from './until.js';

const never = new Promise<void>(() => undefined);

async function* three(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  await Promise.resolve();
  yield 3;
}

const collect = async (source: AsyncIterable<number>): Promise<ReadonlyArray<number>> => {
  const items: number[] = [];
  for await (const item of source) items.push(item);
  return items;
};

test('without an end from outside, everything comes', async () => {
  expect(await collect(until(three(), never))).toEqual([1, 2, 3]);
});

test('it ends while the source keeps it waiting', async () => {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  async function* stuck(): AsyncGenerator<number> {
    yield 1;
    setImmediate(end);
    await never;
  }
  expect(await collect(until(stuck(), over))).toEqual([1]);
});

test('what the source throws is thrown', async () => {
  async function* broken(): AsyncGenerator<number> {
    yield 1;
    await Promise.resolve();
    throw new Error('broken');
  }
  await expect(collect(until(broken(), never))).rejects.toThrow('broken');
});
