import { createServer } from 'node:net';

/** Below those that systems give to who asks for any (Linux: from 32768, others: from 49152), and above those of services. */
const [FIRST, COUNT] = [10_000, 20_000] as const;
/** Processes of tests have numbers that lie close together: so far apart they begin. */
const APART = 37;

let next = process.pid * APART;

/**
 * A port of loopback that is free, and stays so while nobody listens on it: no other server that asks for any port gets it, and no
 * connection goes out from it. For tests in which somebody listens again, or nobody does.
 */
export const quietPort = async (): Promise<number> => {
  for (;;) {
    const port = FIRST + (next++ % COUNT);
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
};
