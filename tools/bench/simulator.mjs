// npm run bench -- simulator [--rate N] [--seconds N] [--idle N]
// What the simulator gives on one core: so many order-book updates a second to one client while others are connected and say
// nothing, and as many as it can. The server has a process of its own; what counts is the time of its processor.
import { explainSimulatorError, startSimulator } from '@bitfinex-ws/simulator';
import { fork } from 'node:child_process';
import os from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebSocket } from 'ws';

const [role, given] = process.argv.slice(2);
const FLAGS = 65_536 + 131_072;

const serve = async (rate) => {
  const started = await startSimulator({ seed: 7, load: { messagesPerSecond: rate, symbols: ['tBTCUSD'] } });
  if (started._tag === 'Left') throw new Error(explainSimulatorError(started.left));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let from = null;
  process.on('message', (word) => {
    if (word === 'begin') {
      delay.enable();
      delay.reset();
      from = { cpu: process.cpuUsage(), at: performance.now(), frames: started.right.stats().framesOut };
      return;
    }
    const { user, system } = process.cpuUsage(from.cpu);
    process.send({
      ms: performance.now() - from.at,
      cpuMs: (user + system) / 1000,
      frames: started.right.stats().framesOut - from.frames,
      late: delay.percentile(99) / 1e6,
      rssMb: process.memoryUsage.rss() / 2 ** 20,
    });
  });
  process.on('disconnect', () => process.exit(0));
  process.send(started.right.url);
};

const connect = async (url, requests, onText) => {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  if (onText) socket.on('message', onText);
  for (const request of requests) socket.send(JSON.stringify(request));
  return socket;
};

/** One run: answers what the server needed and what the client got. */
const run = async (rate, seconds, idle) => {
  const server = fork(process.argv[1], ['serve', String(rate)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const answer = () => new Promise((resolve) => server.once('message', resolve));
  const url = await answer();
  const sockets = [];
  for (let place = 0; place < idle; place++) {
    sockets.push(await connect(url, [{ event: 'subscribe', channel: 'status', key: 'liq:global' }]));
  }
  let got = 0;
  let last = 0;
  let lost = 0;
  const book = { event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', len: '25' };
  sockets.push(
    await connect(url, [{ event: 'conf', flags: FLAGS }, book], (data) => {
      got++;
      if (data[0] !== 91) return;
      const number = Number(data.toString('latin1', data.lastIndexOf(44) + 1, data.length - 1));
      if (last !== 0 && number !== last + 1) lost++;
      last = number;
    }),
  );
  await wait(1_500);
  server.send('begin');
  const before = got;
  await wait(1_000 * seconds);
  server.send('end');
  const told = await answer();
  const received = got - before;
  server.disconnect();
  for (const socket of sockets) socket.terminate();
  const shown = (value) => Math.round(value).toLocaleString('en');
  console.log(
    `asked for ${shown(rate)}/s, ${idle} idle: ${shown((1_000 * received) / told.ms)}/s received, ${lost} gaps, ` +
      `${((100 * told.cpuMs) / told.ms).toFixed(0)} % of a core, ${((1_000 * told.cpuMs) / told.frames).toFixed(1)} us a frame, ` +
      `event loop p99 ${told.late.toFixed(0)} ms, ${shown(told.rssMb)} MB`,
  );
};

if (role === 'serve') await serve(Number(given));
else {
  const { values } = parseArgs({
    options: {
      rate: { type: 'string', default: '50000' },
      seconds: { type: 'string', default: '8' },
      idle: { type: 'string', default: '200' },
    },
  });
  const [rate, seconds, idle] = [values.rate, values.seconds, values.idle].map(Number);
  console.log(`Node ${process.versions.node}, ${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}`);
  await run(rate, seconds, 0);
  await run(rate, seconds, idle);
  await run(1_000_000, seconds, idle);
}
