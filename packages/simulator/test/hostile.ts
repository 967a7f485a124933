import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import type { Simulator } from '../src/index.js';

/** A TCP socket of somebody who means harm. */
interface Villain {
  readonly tcp: Socket;
  /** Bytes as they came, the handshake's included. */
  readonly heard: () => Buffer;
  /** Settles when the socket is closed, whoever did it. */
  readonly gone: Promise<void>;
}

/** Connects and says nothing yet. */
export const villain = async ({ port, host }: Pick<Simulator, 'port' | 'host'>): Promise<Villain> => {
  const tcp = connectTcp(port, host);
  const chunks: Buffer[] = [];
  tcp.on('error', () => undefined);
  tcp.on('data', (chunk: Buffer) => chunks.push(chunk));
  const gone = new Promise<void>((resolve) => tcp.once('close', () => resolve()));
  await once(tcp, 'connect');
  return { tcp, gone, heard: () => Buffer.concat(chunks) };
};

/** A handshake as it should be. */
export const HANDSHAKE =
  'GET /ws/2 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';

/** Connects and is greeted. */
export const greeted = async (simulator: Pick<Simulator, 'port' | 'host'>): Promise<Villain> => {
  const one = await villain(simulator);
  one.tcp.write(HANDSHAKE);
  while (!one.heard().toString('latin1').endsWith('}}')) await once(one.tcp, 'data');
  return one;
};

/** A frame; the first byte, the length that it tells, and whether it is masked can be wrong. */
export const frame = (
  first: number,
  payload: string | Buffer,
  { masked = true, told }: { readonly masked?: boolean; readonly told?: bigint } = {},
): Buffer => {
  const bytes = Buffer.from(payload);
  const mask = masked ? 0x80 : 0;
  const head = Buffer.alloc(10);
  head[0] = first;
  head[1] = mask | 127;
  head.writeBigUInt64BE(told ?? BigInt(bytes.length), 2);
  const short =
    told === undefined && bytes.length < 126
      ? Buffer.from([first, mask | bytes.length])
      : told === undefined && bytes.length < 65_536
        ? Buffer.from([first, mask | 126, bytes.length >>> 8, bytes.length & 0xff])
        : head;
  return Buffer.concat([short, ...(masked ? [Buffer.alloc(4)] : []), bytes]);
};

/** First bytes: FIN and the opcode. */
export const TEXT = 0x81;
const [BEGIN, GO_ON] = [0x01, 0x00] as const;
export const [BINARY, PING] = [0x82, 0x89] as const;

/** What no client should send, by name; each ends the connection with the code beside it. */
export const ATTACKS: ReadonlyArray<readonly [name: string, bytes: () => Buffer, code: number]> = [
  ['a frame without a mask', () => frame(TEXT, '{}', { masked: false }), 1002],
  ['a frame with reserved bits', () => frame(TEXT | 0x70, '{}'), 1002],
  ['a frame of an unknown kind', () => frame(0x85, 'x'), 1002],
  ['a ping that is too long', () => frame(PING, 'x'.repeat(200)), 1002],
  ['the middle of a message that never began', () => frame(GO_ON, 'x'), 1002],
  ['text that is no UTF-8', () => frame(TEXT, Buffer.from([0xc3, 0x28])), 1007],
  ['a frame above the limit', () => frame(TEXT, 'x'.repeat(70_000)), 1009],
  ['a frame that says it is as long as can be', () => frame(TEXT, 'x', { told: 2n ** 62n }), 1009],
  ['a message of more and more frames', () => begun(Buffer.from('x'.repeat(60))), 1008],
  ['a message of empty frames without end', () => begun(Buffer.alloc(0)), 1008],
];

const begun = (piece: Buffer): Buffer =>
  Buffer.concat([frame(BEGIN, piece), ...Array.from({ length: 2_000 }, () => frame(GO_ON, piece))]);
