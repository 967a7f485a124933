import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { audit } from './06-audit.js';

const recording = path.join(__dirname, '../packages/cli/fixtures/simulator.jsonl');

const auditOf = async (lines: ReadonlyArray<string>): Promise<{ good: boolean; told: string[] }> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'recipe-audit-'));
  const file = path.join(folder, 'other.jsonl');
  await writeFile(file, lines.join('\n'));
  const told: string[] = [];
  const good = await audit(file, (line) => told.push(line));
  await rm(folder, { recursive: true });
  return { good, told };
};

describe('a recording of somebody else', () => {
  test('that is whole is said to be, with the checksums of each book', async () => {
    const told: string[] = [];
    expect(await audit(recording, (line) => told.push(line))).toBe(true);
    expect(told[0]).toMatch(/^\d+ frames, 0 of channels/);
    expect(told.filter((line) => line.endsWith(' 0 did not')).length).toBe(told.length - 1);
  });

  test('from which a line was taken is found out, and where', async () => {
    const lines = (await readFile(recording, 'utf8')).trim().split('\n');
    const middle = lines.findIndex((line, at) => at > 800 && /"frame":"\[\d+,\[/.test(line));
    const { good, told } = await auditOf(lines.filter((_, at) => at !== middle));
    expect(good).toBe(false);
    expect(told[0]).toMatch(/^\d{4}-.*Z 1 frames are missing, before number \d+$/);
  });

  test('with another checksum is complained of, but not where that is of funding', async () => {
    const lines = (await readFile(recording, 'utf8')).trim().split('\n');
    const frames = lines.map((line) => JSON.parse((JSON.parse(line) as { frame: string }).frame) as unknown);
    const withOther = (symbol: string): ReadonlyArray<string> => {
      const asked = frames.find(
        (frame) =>
          JSON.stringify(frame).startsWith('{"event":"subscribed","channel":"book"') &&
          JSON.stringify(frame).includes(symbol),
      );
      const { chanId } = asked as { readonly chanId: number };
      const at = frames.findIndex((frame) => JSON.stringify(frame).startsWith(`[${chanId},"cs",`));
      return lines.map((line, each) =>
        each === at ? line.replace(/(cs\\",)-?\d+/, (_, cs: string) => `${cs}12345`) : line,
      );
    };
    const trading = await auditOf(withOther('tXRPBTC'));
    expect([trading.good, trading.told[0]]).toEqual([
      false,
      expect.stringMatching(/tXRPBTC: The server's checksum is 12345/),
    ]);
    const funding = await auditOf(withOther('fUSD'));
    expect(funding.good).toBe(true);
    expect(funding.told).toContainEqual(expect.stringMatching(/^fUSD .* 1 did not$/));
  });

  test('that is none is not taken for an empty one', async () => {
    const { good, told } = await auditOf(['{"exchange":"other"}']);
    expect(good).toBe(false);
    expect(told[0]).toMatch(/no recording|not a recording/);
  });
});
