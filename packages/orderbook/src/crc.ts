/**
 * The CRC-32 of a text A followed by a text B, from the CRC of each and the number of bytes of B: a CRC is linear, and
 * appending B to A moves A's remainder along by that many zero bytes.
 */
export const appendCrc = (a: number, b: number, bytesOfB: number): number => shift(a, bytesOfB) ^ b;

/** What is left of a remainder when one zero byte is appended. */
export const appendZeroByte = (remainder: number): number => shiftSlowly(remainder, 1);

/** What gives `crc` when one zero byte is appended: the inverse of `appendCrc(…, 0, 1)`. */
export const beforeZeroByte = (crc: number): number => {
  let before = crc;
  // A step that took the polynomial in left the top bit set, one that did not left it clear.
  for (let bit = 0; bit < 8; bit++) before = before < 0 ? ((before ^ POLYNOMIAL) << 1) | 1 : before << 1;
  return before;
};

/** CRC-32 of IEEE 802.3, bits reflected. */
const POLYNOMIAL = 0xedb88320 | 0;
/** Texts up to here get a table, 4 KB each, made when the first of that length comes; rows of a book are shorter. */
const LONGEST_TABLED = 63;
/** All of them beside each other. Entry 1 of a table is 0 only where it has not been made. */
const tables = /* @__PURE__ */ new Int32Array((LONGEST_TABLED + 1) << 10);

const shift = (crc: number, bytes: number): number => {
  if (bytes === 0) return crc;
  if (bytes > LONGEST_TABLED) return shiftSlowly(crc, bytes);
  const table = bytes << 10;
  if (at(table | 1) === 0) makeTable(bytes);
  return (
    at(table | (crc & 255)) ^
    at(table | 256 | ((crc >>> 8) & 255)) ^
    at(table | 512 | ((crc >>> 16) & 255)) ^
    at(table | 768 | (crc >>> 24))
  );
};

/**
 * `appendCrc` for `count` texts, one after the other: the places in `order` say where `crcs` and `lengths` have what belongs
 * to each. Those whose length has no table, or is 0, are appended by `otherwise`, which is no
 * closure but told its context, because a closure would be made each time.
 */
export const appendCrcs = <Context>(
  first: number,
  crcs: Int32Array,
  lengths: Uint8Array,
  order: Int32Array,
  count: number,
  otherwise: (crc: number, place: number, context: Context) => number,
  context: Context,
): number => {
  // What belongs to the module would be read from memory each time.
  const all = tables;
  let crc = first;
  for (let turn = 0; turn < count; turn++) {
    const place = order[turn] ?? 0;
    const length = lengths[place] ?? 0;
    const table = length << 10;
    if (length > LONGEST_TABLED || all[table | 1] === 0) crc = otherwise(crc, place, context);
    else {
      crc =
        (all[table | (crc & 255)] ?? 0) ^
        (all[table | 256 | ((crc >>> 8) & 255)] ?? 0) ^
        (all[table | 512 | ((crc >>> 16) & 255)] ?? 0) ^
        (all[table | 768 | (crc >>> 24)] ?? 0) ^
        (crcs[place] ?? 0);
    }
  }
  return crc;
};

const shiftSlowly = (crc: number, bytes: number): number => {
  let shifted = crc;
  for (let bit = 0; bit < 8 * bytes; bit++) shifted = shifted & 1 ? (shifted >>> 1) ^ POLYNOMIAL : shifted >>> 1;
  return shifted;
};

/** Four times 256 entries, one for each value of each byte of a CRC. */
const makeTable = (bytes: number): void => {
  const table = bytes << 10;
  for (let byte = 0; byte < 4; byte++)
    for (let value = 1; value < 256; value++) {
      const lowest = value & -value;
      const rest = at(table | (byte << 8) | (value ^ lowest));
      // Linear again: a value with several bits is the sum of what was found for its lowest bit and for the rest.
      const found = value === lowest ? shiftSlowly(lowest << (8 * byte), bytes) : at(table | (byte << 8) | lowest);
      tables[table | (byte << 8) | value] = found ^ rest;
    }
};

const at = (index: number): number => tables[index] ?? 0;
