import { absent, fails, seconds, works } from '../_child.mjs';

/** One managed book a symbol: it keeps them by symbol. */
export const BOOKS = [
  ['tBTCUSD', 'P0', '25'],
  ['tETHUSD', 'P0', '100'],
  ['tXRPBTC', 'P0', '25'],
  ['tLTCUSD', 'P0', '250'],
  ['tETHBTC', 'P1', '25'],
  ['tXRPUSD', 'P2', '100'],
  ['tDUSK:USD', 'P3', '25'],
  ['tLTCBTC', 'P4', '25'],
  ['tSOLUSD', 'R0', '25'],
  ['tBTCF0:USTF0', 'R0', '100'],
  ['fUSD', 'P0', '25'],
  ['fUST', 'R0', '25'],
];

/** Notes which books come and which of their checksums match; what it returns says so. */
export const listenToBooks = (ws) => {
  const snapshots = new Set();
  const matched = new Map();
  ws.on('orderbook', (symbol) => snapshots.add(symbol));
  // It is told once with the frame, and once more, with the symbol, where the checksum was found right.
  ws.on('cs', (symbol) => typeof symbol === 'string' && matched.set(symbol, (matched.get(symbol) ?? 0) + 1));
  return () => {
    tellSnapshots(snapshots);
    tellChecksums(
      matched,
      ws.complaints.filter((text) => /checksum/.test(text)),
    );
  };
};

const isTrading = ([symbol]) => symbol.startsWith('t');

const tellSnapshots = (snapshots) => {
  const shown = (feature, fits) => {
    const books = BOOKS.filter(fits);
    const missing = books.filter(([symbol]) => !snapshots.has(symbol));
    if (missing.length === 0) works(feature, books.map((book) => book.join(' ')).join(', '));
    else fails(feature, `no book of ${missing.join('; ')}`);
  };
  shown('book P0', (book) => isTrading(book) && book[1] === 'P0');
  shown('book P1–P4', (book) => isTrading(book) && /P[1-4]/.test(book[1]));
  shown('book R0', (book) => isTrading(book) && book[1] === 'R0');
  shown('book f', (book) => !isTrading(book));
};

const tellChecksums = (matched, wrong) => {
  const least = Math.floor(seconds / 5);
  const hashed = (feature, fits) => {
    const books = BOOKS.filter(fits);
    const sum = books.reduce((all, [symbol]) => all + (matched.get(symbol) ?? 0), 0);
    const few = books.filter(([symbol]) => (matched.get(symbol) ?? 0) < least);
    if (wrong.length > 0) fails(feature, `${wrong.length} mismatches on the connection, ${sum} matched: ${wrong[0]}`);
    else if (few.length > 0) fails(feature, `fewer than ${least} checksums: ${few.join('; ')}`);
    else works(feature, `${sum} of ${sum} matched`);
  };
  hashed('checksum P', (book) => isTrading(book) && book[1] !== 'R0');
  hashed('checksum 1e-7', ([symbol]) => symbol === 'tXRPBTC');
  hashed('checksum R0', (book) => isTrading(book) && book[1] === 'R0');
  absent('checksum f', 'it leaves funding books unchecked on purpose');
};
