import { createFakeClock, createFakeNetwork, settle } from '@bitfinex-ws/testkit';
import { createClient, orThrow, raw, type StreamMessage } from '../index.js';

describe('when a message was received', () => {
  it('is when it was read from the socket: frames that were read in one go have one time', async () => {
    const [network, clock] = [createFakeNetwork(), createFakeClock()];
    let say: (frame: string, together?: boolean) => void = () => undefined;
    const client = createClient({
      clock,
      random: () => 0,
      transport: (request) => {
        say = request.onFrame;
        return network.factory(request);
      },
    });
    const asked = client.subscribe(raw({ channel: 'moon' }));
    const socket = network.latest();
    socket.open();
    socket.deliver({ event: 'info', version: 2 });
    socket.deliver({ event: 'conf', status: 'OK', flags: 196_608 });
    await settle();
    socket.deliver({ event: 'subscribed', channel: 'moon', chanId: 7 });
    const live = await orThrow(asked);
    const from = clock.now();
    const times: number[] = [];
    live.on('raw', (message: StreamMessage) => 'receivedAt' in message && times.push(message.receivedAt - from));
    say('[7,[1],1]');
    clock.advance(5);
    say('[7,[2],2]', true);
    say('[7,[3],3]', true);
    clock.advance(5);
    say('[7,[4],4]', false);
    clock.advance(5);
    say('[7,[5],5]');
    expect(times).toEqual([0, 0, 0, 10, 15]);
    await client.close();
  });
});
