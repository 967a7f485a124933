import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { platformTransport, type Frame } from './index.js';

it('on Node the platform has ws, which hands over bytes', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (peer: WebSocket) => {
    peer.send('[1,"hb"]');
    peer.close(1000);
  });
  const frames: Frame[] = [];
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = platformTransport()({ url, onFrame: (frame) => frames.push(frame) });
  await transport.connect();
  await transport.done;
  await new Promise((resolve) => server.close(resolve));
  expect(frames.map((frame) => [frame instanceof Uint8Array, String(frame)])).toEqual([[true, '[1,"hb"]']]);
});
