import { right } from '@bitfinex-ws/machine';
import type { Texts } from '../json.js';
import type { NumberMode } from '../numbers/number-mode.js';
import type { AccountData, AccountFamily, AccountReader } from './account-frame.js';

/*
 * https://docs.bitfinex.com/docs/abbreviations-glossary
 *
 * hos hts hfos hfcs hfls hfts   what was closed before the login: deprecated, rows as of the live kinds
 * ats                           algorithmic orders: [] in every capture, no layout published
 * uac                           a price alert: in the glossary, no layout published; it comes as notification `uca`
 * mis fis bs                    margin, funding and balance at login: withdrawn on 2017-04-01
 *
 * [0,"ats",[]]
 */

const CODES = ['hos', 'hts', 'hfos', 'hfcs', 'hfls', 'hfts', 'ats', 'uac', 'mis', 'fis', 'bs'] as const;

/** A code that servers no longer send, or never described. https://docs.bitfinex.com/docs/abbreviations-glossary */
export type RetiredCode = (typeof CODES)[number];

/** A message of a retired code, as it was sent. */
export interface RetiredMessage extends AccountData<'retired', RetiredCode> {
  /** What follows the code, as parsed; null where nothing does. */
  readonly raw: unknown;
  /** The texts of the numbers in `raw`, place by place, in text mode; null otherwise. Numbers inside objects have none. */
  readonly texts: Texts;
}

/** Codes that are known and no longer described. */
export const retired: AccountFamily = <N extends NumberMode>() =>
  new Map<string, AccountReader<N>>(
    CODES.map((code) => [
      code,
      ({ payload, texts, seq, accountSeq, serverTime }) =>
        right({ type: 'retired', code, chanId: 0, seq, accountSeq, serverTime, raw: payload ?? null, texts }),
    ]),
  );
