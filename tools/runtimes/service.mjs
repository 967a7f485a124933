// What those who cannot listen use over HTTP on loopback: simulators that are started and told what to do, and files.
import http from 'node:http';

const bodyOf = async (request) => {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
};

/** `files`: path → `{ type, text }`. */
export const startService = async ({ startSimulator }, files = new Map()) => {
  const running = new Map();
  let last = 0;
  const answer = async ({ start, id, name, args }) => {
    if (start) {
      const started = await startSimulator(start);
      if (started._tag === 'Left') throw new Error(JSON.stringify(started.left));
      running.set(++last, started.right);
      return { id: last, url: started.right.url, keys: started.right.keys };
    }
    const simulator = running.get(id);
    if (name === 'close') {
      running.delete(id);
      await simulator?.close();
      return null;
    }
    const path = name.split('.');
    const owner = path.slice(0, -1).reduce((value, part) => value[part], simulator);
    const result = await owner[path.at(-1)](...args);
    return typeof result === 'number' ? result : null;
  };
  const server = http.createServer((request, response) => {
    const file = files.get(request.url);
    if (request.method === 'GET') {
      response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.text ?? '');
      return;
    }
    bodyOf(request)
      .then(answer)
      .then((value) => response.writeHead(200).end(JSON.stringify(value)))
      .catch((error) => response.writeHead(500).end(String(error?.stack ?? error)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    close: async () => {
      await Promise.all([...running.values()].map((simulator) => simulator.close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
