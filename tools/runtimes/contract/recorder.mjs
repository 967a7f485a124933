const frames = [
  { t: 1618677543829.587, conn: 1, dir: 'in', frame: '{"event":"info","version":2}' },
  { t: 1618677543830, conn: 1, dir: 'out', frame: '{"event":"ping","cid":1}\n€' },
  { t: 1618677543831, conn: 2, dir: 'in', frame: '[1,"hb"]' },
];

const record = async (kit, name) => {
  const { openRecording, readRecording } = await kit.load('@bitfinex-ws/recorder/node');
  const path = kit.file(name);
  const sink = kit.right(await openRecording(path));
  for (const frame of frames) sink.write(frame);
  const { frames: taken, failed } = kit.right(await sink.close());
  kit.equal([taken, failed], [3, 0], 'taken and failed');
  const read = [];
  for await (const item of readRecording(path)) read.push(kit.right(item));
  kit.equal(read, frames, 'read');
};

export default [
  ['a recording is read as it was written', (kit) => record(kit, 'plain.jsonl'), ['files']],
  ['so is a compressed one', (kit) => record(kit, 'packed.jsonl.gz'), ['files']],
  [
    'a line of a recording is read as it was written, and a broken one is an error',
    async ({ load, equal, right, left }) => {
      const { formatLine, parseLine } = await load('@bitfinex-ws/recorder');
      equal(
        frames.map((frame) => right(parseLine(formatLine(frame)))),
        frames,
      );
      equal(left(parseLine('{"t":'))._tag, 'NotJson');
    },
  ],
  [
    'a transport that is recorded carries the same frames, and writes them down',
    async ({ load, simulator, equal, ok, right }) => {
      const { recordTransport } = await load('@bitfinex-ws/recorder');
      const { platformTransport } = await load('@bitfinex-ws/transport');
      const exchange = await simulator({ market: 'none', markets: ['tBTCUSD'] });
      const written = [];
      let heard = 0;
      let greeted = () => undefined;
      const greeting = new Promise((resolve) => (greeted = resolve));
      const factory = recordTransport(platformTransport(), { write: (frame) => written.push(frame) });
      const transport = factory({
        url: exchange.url,
        onFrame: () => {
          heard++;
          greeted();
        },
      });
      right(await transport.connect());
      await greeting;
      right(transport.send('{"event":"auth","apiKey":"k"}', { sensitive: true }));
      transport.close();
      await transport.done;
      await exchange.close();
      equal(written.filter(({ dir }) => dir === 'in').length, heard);
      ok(!JSON.stringify(written).includes('apiKey'), 'a sensitive frame was written down');
    },
    ['simulator'],
  ],
];
