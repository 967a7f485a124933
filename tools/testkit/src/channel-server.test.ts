import { createChannelServer, type ChannelServerHabits } from './channel-server.js';
import { createSeededRandom } from './random.js';

interface Spec {
  readonly symbol: string;
}
const [a, b, bad]: readonly [Spec, Spec, Spec] = [{ symbol: 'A' }, { symbol: 'B' }, { symbol: 'BAD' }];
const start = (habits: Partial<ChannelServerHabits<Spec>> = {}) =>
  createChannelServer<Spec>({
    random: createSeededRandom(1),
    limit: 2,
    refuses: ({ symbol }) => symbol === 'BAD',
    echo: 'whole',
    faults: 0,
    ...habits,
  });
const subscribe = (spec: Spec, subId: string) => ({ type: 'subscribe' as const, spec, subId });

describe('the channel server', () => {
  it('opens a channel, tells its id, and closes it', () => {
    const server = start();
    server.receive(subscribe(a, '1'));
    expect(server.answer()).toBeNull();
    expect(server.handle()).toEqual({ outcome: 'opened', spec: a });
    const [chanId = 0] = server.channels().keys();
    expect(server.answer()).toEqual({ type: 'Subscribed', chanId, subId: '1', spec: a });
    server.receive({ type: 'unsubscribe', chanId });
    expect(server.handle()).toEqual({ outcome: 'closed', spec: a });
    expect(server.answer()).toEqual({ type: 'Unsubscribed', chanId });
    expect([server.channels().size, server.handle(), server.answer()]).toEqual([0, null, null]);
  });

  it('refuses a second channel of one spec, one too many, a bad one, and the closing of what is not open', () => {
    const server = start({ limit: 1 });
    for (const [at, spec] of [a, a, b, bad].entries()) server.receive(subscribe(spec, `${at}`));
    server.receive({ type: 'unsubscribe', chanId: 0 });
    const outcomes = Array.from({ length: 5 }, () => server.handle()?.outcome);
    expect(outcomes).toEqual(['opened', 'duplicate', 'full', 'refused', 'notOpen']);
    const answers = Array.from({ length: 5 }, () => server.answer());
    const codes = answers.flatMap((answer) => (answer?.type === 'Rejected' ? [answer.code] : []));
    expect(codes.sort()).toEqual([10300, 10301, 10305, 10401]);
    const dup = answers.find((answer) => answer?.type === 'Rejected' && answer.code === 10301);
    expect(dup).toMatchObject({ subId: '1', chanId: [...server.channels().keys()][0], echo: { symbol: 'A' } });
  });

  it('leaves out the subId and keeps the order of a spec where it echoes the spec', () => {
    const server = start({ echo: 'spec' });
    for (const subId of ['1', '2', '3']) server.receive(subscribe(a, subId));
    while (server.handle());
    expect(server.answer()).toMatchObject({ type: 'Subscribed', subId: null, spec: a });
  });

  it('loses requests where it is faulty, and none once it is calm', () => {
    const server = start({ faults: 1 });
    server.receive(subscribe(a, '1'));
    expect([server.handle(), server.answer()]).toEqual([{ outcome: 'lost', spec: a }, null]);
    server.calm();
    server.receive(subscribe(a, '2'));
    expect(server.handle()?.outcome).toBe('opened');
  });
});
