import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { either as E } from 'fp-ts';
import { startSimulator } from '@bitfinex-ws/simulator';
import { createFakeClock, createPatientClock, settle } from '@bitfinex-ws/testkit';
import { systemClock } from '@bitfinex-ws/transport';
import { wsTransport } from '@bitfinex-ws/transport/ws';
import { book, createClient, type ConnectionLoss } from './index.js';

const ended: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

describe('what ws can be told', () => {
  it('is told through the transport option: a snapshot larger than allowed is a loss with a code of its own', async () => {
    const started = await startSimulator();
    if (E.isLeft(started)) throw new Error(started.left._tag);
    const simulator = started.right;
    const client = createClient({
      url: simulator.url,
      clock: createPatientClock(systemClock),
      transport: wsTransport({ maxPayload: 600 }),
      reconnect: ({ _tag }) => _tag !== 'SocketClosed',
    });
    ended.push(
      () => client.close(),
      () => simulator.close(),
    );
    const lost = new Promise<ConnectionLoss>((resolve) => client.on('disconnected', ({ loss }) => resolve(loss)));
    const answer = await client.subscribe(book('tBTCUSD', { len: 100 }));
    expect(await lost).toMatchObject({
      _tag: 'SocketClosed',
      code: 1009,
      reason: expect.stringContaining('payload') as string,
    });
    // The acknowledgement came before what was too large.
    const live = E.isRight(answer) ? answer.right : null;
    expect(await live?.ended).toMatchObject({ _tag: 'ConnectionLost', why: { _tag: 'NotReconnected' } });
  });
});

describe('the clock of a client', () => {
  it('is that of its sockets too, where nobody has given it others', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ended.push(() => new Promise((resolve) => server.close(resolve)));
    const clock = createFakeClock();
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const client = createClient({ url, clock, connectTimeoutMs: 60_000 });
    ended.unshift(() => client.close());
    let told: unknown = null;
    void client.connect().then((answer) => (told = answer));
    const [peer] = (await once(server, 'connection')) as [Socket];
    ended.unshift(() => Promise.resolve(peer.destroy()));
    // A transport gives up after ten seconds by itself.
    clock.advance(10_000);
    await settle();
    expect(told).toMatchObject({ left: { _tag: 'ConnectFailed', loss: { _tag: 'DialFailed' } } });
  });
});
