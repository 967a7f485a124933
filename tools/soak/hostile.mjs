// npm run soak -- hostile [--seconds N] [--connections N]
// A simulator in a process of its own on the real clock; an honest client with books and checksums; and beside it, all the while,
// whoever means harm: connections that come and go, handshakes that never end, broken frames, floods, clients that never read.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  ATTACKS,
  BINARY,
  frame,
  greeted,
  HANDSHAKE,
  PING,
  TEXT,
  villain,
} from '../../packages/simulator/test/hostile.ts';
import { connectNaive } from '../../packages/simulator/test/naive-client.ts';

/** What the process may hold at the worst moment, in MiB: itself, and the bounds of a few dozen clients. */
const MOST_HELD = 600;

const serve = async () => {
  const started = await startSimulator({ seed: 3, rate: 20 });
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  process.on('message', () =>
    process.send({ ...started.right.stats(), held: process.memoryUsage.rss() / 2 ** 20, cpu: process.cpuUsage() }),
  );
  process.on('disconnect', () => process.exit(0));
  const { url, host, port } = started.right;
  process.send({ url, host, port });
};

const attack = async (seconds, connections) => {
  const server = fork(process.argv[1], ['serve'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  server.on('exit', (code) => {
    if (code === 0) return;
    console.error(`the simulator ended with ${code}`);
    process.exit(1);
  });
  const answer = () => new Promise((resolve) => server.once('message', resolve));
  const simulator = await answer();
  const ask = () => {
    const told = answer();
    server.send('stats');
    return told;
  };
  const book = (symbol) => ({ event: 'subscribe', channel: 'book', symbol });
  const requests = [{ event: 'conf', flags: 65_536 + 131_072 }, ...['tBTCUSD', 'tXRPBTC', 'tETHUSD'].map(book)];
  const honest = await connectNaive(simulator, requests);
  await wait(1_000);

  const until = Date.now() + 1_000 * seconds;
  const counts = {};
  const always = async (name, once, pauseMs) => {
    counts[name] = 0;
    while (Date.now() < until) {
      await once();
      counts[name]++;
      await wait(pauseMs);
    }
  };
  const flood = (bytes) => async () => {
    const { tcp, gone } = await greeted(simulator);
    const many = Buffer.concat(Array.from({ length: 500 }, () => bytes));
    const end = setTimeout(() => tcp.destroy(), 2_000);
    while (!tcp.destroyed && Date.now() < until) {
      if (tcp.write(many)) await wait(0);
      else await Promise.race([new Promise((resolve) => tcp.once('drain', resolve)), gone]);
    }
    clearTimeout(end);
    tcp.destroy();
    await gone;
  };
  const deaf = async () => {
    const { tcp, gone } = await greeted(simulator);
    tcp.pause();
    for (const symbol of ['tBTCUSD', 'tETHUSD']) tcp.write(frame(TEXT, JSON.stringify(book(symbol))));
    await flood(frame(TEXT, `{"event":"nothing","key":"${'x'.repeat(250)}","symbol":"${'y'.repeat(250)}"}`))();
    tcp.destroy();
    await gone;
  };
  const crowd = async () => {
    const many = await Promise.all(Array.from({ length: connections }, () => villain(simulator)));
    many.forEach(({ tcp }, place) => place % 3 > 0 && tcp.write(HANDSHAKE));
    many.forEach(({ tcp }, place) => place % 3 === 2 && tcp.write(frame(TEXT, JSON.stringify(book('tBTCUSD')))));
    await wait(20);
    for (const { tcp } of many) tcp.resetAndDestroy();
  };
  const broken = async () => {
    for (const [, bytes] of ATTACKS) {
      const { tcp, gone } = await greeted(simulator);
      tcp.write(bytes());
      await wait(5);
      tcp.destroy();
      await gone;
    }
  };
  const loris = async () => {
    const { tcp, gone } = await villain(simulator);
    for (const letter of HANDSHAKE) {
      if (tcp.destroyed) break;
      tcp.write(letter);
      await Promise.race([wait(100), gone]);
    }
    tcp.destroy();
  };
  let worst = 0;
  const watch = async () => {
    worst = Math.max(worst, (await ask()).held);
  };
  const storm = frame(TEXT, '{"event":"subscribe","channel":"trades","symbol":"tBTCUSD"}');
  await Promise.all([
    always('looks', watch, 200),
    always('crowds', crowd, 50),
    always('broken frames', broken, 20),
    always('slow handshakes', loris, 0),
    always('floods of pings', flood(frame(PING, 'x'.repeat(100))), 20),
    always('floods of subscriptions', flood(storm), 20),
    always('floods of bytes', flood(frame(BINARY, 'x'.repeat(1_000))), 20),
    always('deaf clients', deaf, 20),
  ]);
  await wait(500);
  await honest.quiet();
  const { connections: left, held, cpu } = await ask();
  const books = [...honest.books.values()];
  const matched = books.reduce((sum, each) => sum + each.matched, 0);
  const mismatched = books.reduce((sum, each) => sum + each.mismatched, 0);
  console.table(counts);
  console.log(
    `honest client: ${honest.gaps()} gaps, ${matched} checksums matched, ${mismatched} did not; the simulator: ${left} connections ` +
      `left, ${worst.toFixed(0)} MiB at most, ${held.toFixed(0)} MiB at the end, ${((cpu.user + cpu.system) / 1e6).toFixed(0)} s of processor`,
  );
  const failure = honest.failure();
  if (failure) console.error(failure.message);
  server.disconnect();
  honest.close();
  const good = !failure && honest.gaps() === 0 && mismatched === 0 && matched > 0 && worst < MOST_HELD && left < 20;
  process.exitCode = good ? 0 : 1;
};

if (process.argv[2] === 'serve') await serve();
else {
  const { values } = parseArgs({
    options: { seconds: { type: 'string', default: '60' }, connections: { type: 'string', default: '300' } },
  });
  await attack(Number(values.seconds), Number(values.connections));
}
