import { LOG_SAMPLE } from './limits.js';
import type { Logger } from './options.js';

type Facts = Readonly<Record<string, unknown>>;

/** How anything is said to a logger, whoever says it. */
export interface Voice {
  readonly say: (level: keyof Logger, text: string, facts: Facts) => void;
  /** Says the first few of a kind, then each time their number doubles. */
  readonly sampled: (kind: string, level: keyof Logger, text: () => string, facts: Facts) => void;
  readonly listenerThrew: (defect: unknown, type: string) => void;
  /** Something of ours, or of an injected part, threw where nothing may throw. */
  readonly defect: (defect: unknown, where: string) => void;
}

/** Makes the voice towards a logger. */
export const createVoice = (logger: Logger): Voice => {
  const told = new Map<string, number>();
  const say: Voice['say'] = (level, text, facts) => {
    try {
      logger[level]?.(facts, text);
    } catch {
      // A logger that throws has nobody to be told to.
    }
  };
  const sampled: Voice['sampled'] = (kind, level, text, facts) => {
    const count = (told.get(kind) ?? 0) + 1;
    told.set(kind, count);
    if (count <= LOG_SAMPLE || Number.isInteger(Math.log2(count))) say(level, text(), { ...facts, count });
  };
  return {
    say,
    sampled,
    listenerThrew: (defect, type) =>
      sampled(`listener ${type}`, 'error', () => `a listener of "${type}" threw`, { defect }),
    defect: (defect, where) => sampled(`defect ${where}`, 'error', () => `a defect in ${where}`, { defect }),
  };
};
