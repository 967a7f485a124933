// A screenshot with 256 colours in place of millions: a page has few, and the picture a third of its size.
import zlib from 'node:zlib';

const SIGNATURE = 8;
const MOST = 256;

/** The chunks of a PNG: their names and what is in them. */
const chunksOf = (png) => {
  const chunks = [];
  for (let at = SIGNATURE; at < png.length; at += 12 + png.readUInt32BE(at))
    chunks.push({
      name: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)),
    });
  return chunks;
};

const paeth = (left, up, corner) => {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
};

/** The bytes of all rows, their filters undone. */
const rowsOf = (packed, width, height, size) => {
  const stride = width * size;
  const bytes = Buffer.alloc(height * stride);
  for (let row = 0; row < height; row++) {
    const filter = packed[row * (stride + 1)];
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column;
      const left = column < size ? 0 : bytes[at - size];
      const up = row === 0 ? 0 : bytes[at - stride];
      const corner = row === 0 || column < size ? 0 : bytes[at - stride - size];
      const added = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      bytes[at] = packed[row * (stride + 1) + 1 + column] + added;
    }
  }
  return bytes;
};

const chunk = (name, data) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([size, body, check]);
};

/** The same picture with its 256 commonest colours; every other takes the nearest of them. 8 bits a channel, not interlaced. */
export const withPalette = (png) => {
  const chunks = chunksOf(png);
  const header = chunks.find(({ name }) => name === 'IHDR').data;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const size = header[9] === 6 ? 4 : 3;
  const packed = zlib.inflateSync(Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)));
  const bytes = rowsOf(packed, width, height, size);
  const colourAt = (pixel) => bytes.readUIntBE(pixel * size, 3);
  const counts = new Map();
  for (let pixel = 0; pixel < width * height; pixel++) {
    const colour = colourAt(pixel);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, index) => [colour, index]));
  const distance = (a, b) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((a >> shift) & 255) - ((b >> shift) & 255)) ** 2, 0);
  const placeOf = (colour) => {
    const known = places.get(colour);
    if (known !== undefined) return known;
    let best = 0;
    for (const [index, other] of palette.entries())
      if (distance(colour, other) < distance(colour, palette[best])) best = index;
    places.set(colour, best);
    return best;
  };
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      rows[row * (width + 1) + 1 + column] = placeOf(colourAt(row * width + column));
  const head = Buffer.from(header);
  head[9] = 3;
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', zlib.deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};
