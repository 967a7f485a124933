import type { OrderOutcome } from '../src/index.js';
import type { createExchange } from './exchange.js';

const must = (truth: boolean, what: string): void => {
  if (!truth) throw new Error(what);
};

/** Throws where an outcome says what is not true on the exchange. */
export const judgeOutcome = (exchange: ReturnType<typeof createExchange>, cid: number, outcome: OrderOutcome): void => {
  const truth = exchange.truthOf(cid);
  const wrong = `${cid} is ${outcome._tag}, but ${JSON.stringify(truth && { ...truth, other: null })}`;
  const fillsOf = (
    fills: ReadonlyArray<{ readonly id: number; readonly fee: number | null; readonly execAmount: number }>,
  ) =>
    fills
      .map(({ id, fee, execAmount }) => `${id} ${fee} ${Math.round(execAmount * 10_000)}`)
      .sort()
      .join();
  const trueFills = (truth?.fills ?? [])
    .map(({ id, fee, amount }) => `${id} ${fee} ${amount}`)
    .sort()
    .join();
  switch (outcome._tag) {
    case 'Rejected':
      return must(truth === null && exchange.wasRefused(cid), wrong);
    case 'NotSent':
      return must(!exchange.wasHeard(cid), wrong);
    case 'NotPlaced':
      return must(truth === null, wrong);
    case 'EndedWhileAway':
      return must(truth !== null && truth.end !== null && truth.id === outcome.id, wrong);
    case 'Executed':
      must(truth?.end === 'EXECUTED', wrong);
      if (outcome.complete) must(fillsOf(outcome.fills) === trueFills, `${wrong}: ${fillsOf(outcome.fills)}`);
      return;
    case 'Canceled':
      must(truth !== null && truth.end !== null && truth.end !== 'EXECUTED', wrong);
      must((truth?.end === 'POSTONLY CANCELED') === (outcome.by === 'postOnly'), wrong);
      must((truth?.end === 'FILLORKILL CANCELED') === (outcome.by === 'fok'), wrong);
      must((truth?.end === 'RSN_DUST') === (outcome.by === 'exchange'), wrong);
      if (outcome.complete) must(fillsOf(outcome.fills) === trueFills, `${wrong}: ${fillsOf(outcome.fills)}`);
      return;
    case 'Unresolved':
      return must(outcome.id === null || outcome.id === truth?.id, wrong);
  }
};
