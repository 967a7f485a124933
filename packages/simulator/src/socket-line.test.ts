import { connectRaw, startOrThrow } from '../test/client.js';
import { loginRequest } from '../test/trader.js';

/** A text frame of a client, masked with zeros. */
const masked = (request: object): Buffer => {
  const payload = Buffer.from(JSON.stringify(request));
  const head = [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0];
  return Buffer.concat([Buffer.from(head), payload]);
};

let end: () => Promise<void> = () => Promise.resolve();
afterEach(() => end());

describe('a login', () => {
  it('is acknowledged in one packet and told what there is in another, so that a client can look up in between', async () => {
    const simulator = await startOrThrow({ rate: 0 });
    const [key] = simulator.keys;
    if (!key) throw new Error('no key');
    const { tcp, chunks } = await connectRaw(simulator);
    end = () => {
      tcp.destroy();
      return simulator.close();
    };
    tcp.write(masked(loginRequest(key)));
    tcp.write(masked({ event: 'ping', cid: 1, padding: 'x'.repeat(200) }));
    const text = (): string => Buffer.concat(chunks).toString('latin1');
    while (!text().includes('"pong"')) await new Promise((resolve) => tcp.once('data', resolve));
    const [acknowledgement] = chunks.map(String);
    expect(acknowledgement).toContain('"event":"auth"');
    expect(acknowledgement).not.toContain('[0,"ps"');
    expect(text().indexOf('[0,"bu"')).toBeLessThan(text().indexOf('"pong"'));
  });
});
