// A TCP relay in front of the simulator that changes nothing and writes down what passes: every text frame, in both directions,
// with its time. A client's connections can be judged by what was on the wire, whatever language the client is in.
import net from 'node:net';

/** Listens on loopback in front of a URL; `connections` holds one transcript per connection, in the order they came. */
export const openTap = async (url) => {
  const { hostname, port, pathname } = new URL(url);
  const connections = [];
  const sockets = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(Number(port), hostname);
    const frames = [];
    connections.push(frames);
    const note = (dir) => (text) => frames.push({ t: performance.timeOrigin + performance.now(), dir, text });
    relay(near, far, createReader(note('out')), sockets);
    relay(far, near, createReader(note('in')), sockets);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `ws://127.0.0.1:${server.address().port}${pathname}`,
    connections,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
};

const relay = (from, to, reader, sockets) => {
  sockets.add(from);
  from.setNoDelay(true);
  from.on('data', (chunk) => {
    to.write(chunk);
    reader(chunk);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => {
    sockets.delete(from);
    to.end();
  });
};

/** Takes chunks of one direction, handshake first, and hands over the text of each whole message (RFC 6455). */
const createReader = (onText) => {
  let rest = Buffer.alloc(0);
  let greeted = false;
  let parts = [];
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (!greeted) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      greeted = true;
      rest = rest.subarray(end + 4);
    }
    for (let frame = frameOf(rest); frame !== null; frame = frameOf(rest)) {
      rest = rest.subarray(frame.size);
      if (frame.opcode > 2) continue;
      parts.push(frame.payload);
      if (!frame.final) continue;
      onText(Buffer.concat(parts).toString('utf8'));
      parts = [];
    }
  };
};

const frameOf = (bytes) => {
  if (bytes.length < 2) return null;
  const masked = bytes[1] >= 128;
  const short = bytes[1] & 127;
  const head = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  if (bytes.length < head + (masked ? 4 : 0)) return null;
  const length = short === 126 ? bytes.readUInt16BE(2) : short === 127 ? Number(bytes.readBigUInt64BE(2)) : short;
  const from = head + (masked ? 4 : 0);
  if (bytes.length < from + length) return null;
  const payload = Buffer.from(bytes.subarray(from, from + length));
  if (masked) for (let at = 0; at < length; at++) payload[at] ^= bytes[head + (at & 3)];
  return { final: bytes[0] >= 128, opcode: bytes[0] & 15, payload, size: from + length };
};
