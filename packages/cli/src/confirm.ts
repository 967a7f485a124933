import type { Io } from './io/ports.js';
import { oneLine } from './output.js';
import type { Stop } from './stop.js';

/** Asks on standard error; whether the answer on standard input is yes, the whole word. No answer is none. */
export const confirm = async (question: string, stop: Stop, io: Io): Promise<boolean> => {
  io.stderr.write(`${oneLine(question)} Type yes to send it: `);
  const answered = firstLine(io.stdin).catch(() => '');
  const answer = await Promise.race([answered, stop.asked.then(() => '')]);
  return answer.trim() === 'yes';
};

const firstLine = async (input: Io['stdin']): Promise<string> => {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of input) {
    text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    // Nobody types so much who means yes.
    if (text.includes('\n') || text.length > 100) break;
  }
  return text.split('\n')[0] ?? '';
};
