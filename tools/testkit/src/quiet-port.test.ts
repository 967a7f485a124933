import { once } from 'node:events';
import { createServer } from 'node:net';
import { quietPort } from './quiet-port.js';

test('a quiet port is free, is none that a system gives away by itself, and is another each time', async () => {
  const ports = [await quietPort(), await quietPort()];
  expect(new Set(ports).size).toBe(2);
  for (const port of ports) {
    expect(port).toBeLessThan(32_768);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    await new Promise((resolve) => server.close(resolve));
  }
});
