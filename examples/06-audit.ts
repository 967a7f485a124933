import { createObserver } from '@bitfinex-ws/client';
import { explainBookError } from '@bitfinex-ws/orderbook';
import { explainRecorderError } from '@bitfinex-ws/recorder';
import { readRecording } from '@bitfinex-ws/recorder/node';

/** Reads a recording, whoever made it, and says where it can not be relied on. True: every frame is there, every checksum matched. */
export const audit = async (path: string, print: (line: string) => void): Promise<boolean> => {
  const observer = createObserver();
  let broken = 0;
  const complain = (line: string): void => {
    broken++;
    print(line);
  };
  for await (const line of readRecording(path)) {
    if (line._tag === 'Left') {
      complain(explainRecorderError(line.left));
      continue;
    }
    const { t, conn, dir, frame } = line.right;
    if (dir === 'out') continue;
    const when = new Date(t).toISOString();
    for (const seen of observer.push(frame, t, conn)) {
      if (seen.type === 'gap') complain(`${when} ${seen.missing} frames are missing, before number ${seen.received}`);
      if (seen.type === 'failure') complain(`${when} a frame that is none: ${seen.error._tag}`);
      if (seen.type !== 'bookError') continue;
      const isVerifiable = !seen.spec.symbol.startsWith('f') || seen.error._tag !== 'ChecksumMismatch';
      if (isVerifiable) complain(`${when} ${seen.spec.symbol}: ${explainBookError(seen.error)}`);
    }
  }
  const { frames, unrouted, books } = observer.summary();
  print(`${frames} frames, ${unrouted} of channels whose beginning is not in the file`);
  for (const { symbol, prec, len, checksums } of books) {
    print(`${symbol} ${prec} ${len}: ${checksums.matched} checksums matched, ${checksums.mismatched} did not`);
  }
  return broken === 0 && frames > 0;
};
