import { either as E, function as fn } from 'fp-ts';
import { isTradingSymbol } from '@bitfinex-ws/protocol';
import type { UsageError } from '../errors.js';
import { ACCOUNT_URL } from '../limits.js';
import type { AccountCommand, AccountSource, OrderAction, OrderCommand, WrittenOrder } from './command.js';
import { isWebSocketUrl, secondsOf } from './values.js';
import type { Written } from './written.js';

type Parsed<A> = E.Either<UsageError, A>;

const { pipe } = fn;

/** Reads the options of `account`. */
export const accountOf = (written: Written): Parsed<AccountCommand> =>
  E.map((source: AccountSource): AccountCommand => ({ _tag: 'Account', ...commonOf(written, source) }))(
    sourceOf(written),
  );

/** Reads the words and options of `order`. */
export const orderOf = (written: Written): Parsed<OrderCommand> =>
  pipe(
    E.Do,
    E.bind('action', () => actionOf(written)),
    E.bind('source', () => sourceOf(written)),
    E.bind('seconds', () => secondsOf(written)),
    E.map(({ action, source, seconds }): OrderCommand => ({
      _tag: 'Order',
      action,
      yes: written.on('yes'),
      seconds,
      ...commonOf(written, source),
    })),
  );

const commonOf = (written: Written, source: AccountSource) => ({
  source,
  keys: written.text('keys'),
  json: written.on('json'),
});

/** `--paper`, `--live` and `--url`: at most one of them; none means paper. */
const sourceOf = (written: Written): Parsed<AccountSource> => {
  const chosen = ['paper', 'live', 'url'].filter(written.on);
  if (chosen.length > 1) return E.left({ _tag: 'SeveralSources', options: chosen.map((name) => `--${name}`) });
  if (chosen[0] === undefined || chosen[0] === 'paper') {
    return written.on('keys')
      ? E.left({ _tag: 'OptionNeedsOption', option: '--keys', needed: '--live or --url' })
      : E.right({ _tag: 'Paper' });
  }
  const url = written.text('url') ?? ACCOUNT_URL;
  return isWebSocketUrl(url) ? E.right({ _tag: 'Address', url }) : E.left({ _tag: 'BadUrl', url });
};

const OF_SUBMIT = ['margin', 'post-only', 'hidden', 'reduce-only', 'wait'];

const actionOf = (written: Written): Parsed<OrderAction> => {
  const [word, ...words] = written.words;
  const stray = word === 'submit' ? undefined : OF_SUBMIT.find(written.on);
  if (stray !== undefined)
    return E.left({ _tag: 'OptionNotHere', option: `--${stray}`, command: `order ${word ?? ''}` });
  switch (word) {
    case undefined:
      return missing('submit, cancel or list', 'order');
    case 'list':
      return words[0] === undefined ? E.right({ type: 'list' }) : extra(words[0], 'order list');
    case 'cancel':
      return cancelOf(words);
    case 'submit':
      return submitOf(words, written);
    default:
      return extra(word, 'order');
  }
};

const cancelOf = (words: ReadonlyArray<string>): Parsed<OrderAction> => {
  const [first] = words;
  if (first === undefined) return missing('the ids of orders, or all', 'order cancel');
  if (first === 'all')
    return words[1] === undefined ? E.right({ type: 'cancel', ids: 'all' }) : extra(words[1], 'order cancel all');
  const bad = words.find((word) => !/^[1-9][0-9]*$/.test(word) || !Number.isSafeInteger(Number(word)));
  return bad === undefined ? E.right({ type: 'cancel', ids: words.map(Number) }) : extra(bad, 'order cancel');
};

const submitOf = (words: ReadonlyArray<string>, written: Written): Parsed<OrderAction> => {
  const [side, amount, symbol, price = null, more] = words;
  if (side === undefined) return missing('buy or sell', 'order submit');
  if (side !== 'buy' && side !== 'sell') return extra(side, 'order submit');
  if (amount === undefined) return missing('an amount', `order submit ${side}`);
  if (symbol === undefined) return missing('a symbol', `order submit ${side} ${amount}`);
  const bad = decimalError('AMOUNT', amount, ': buy or sell says the side');
  if (bad !== null) return E.left(bad);
  // Funding has symbols, too, but is no pair.
  if (!isTradingSymbol(symbol)) {
    const reason = `must be t and a pair in upper case (tBTCUSD, tBTCF0:USTF0), not '${symbol}'`;
    return E.left({ _tag: 'BadValue', option: 'SYMBOL', reason });
  }
  const badPrice = price === null ? null : decimalError('PRICE', price);
  if (badPrice !== null) return E.left(badPrice);
  if (more !== undefined) return extra(more, 'order submit');
  const needy = NEEDS.find(({ option, met }) => written.on(option) && !met(price, written));
  if (needy) return E.left({ _tag: 'OptionNeedsOption', option: `--${needy.option}`, needed: needy.needed });
  const order: WrittenOrder = {
    side,
    amount,
    symbol,
    price,
    margin: written.on('margin'),
    postOnly: written.on('post-only'),
    hidden: written.on('hidden'),
    reduceOnly: written.on('reduce-only'),
  };
  // At the market an order is over at once.
  return E.right({ type: 'submit', order, wait: written.on('wait') || price === null });
};

/** Options of an order that say nothing without something else. */
const NEEDS: ReadonlyArray<{
  readonly option: string;
  readonly needed: string;
  readonly met: (price: string | null, written: Written) => boolean;
}> = [
  { option: 'post-only', needed: 'PRICE', met: (price) => price !== null },
  { option: 'hidden', needed: 'PRICE', met: (price) => price !== null },
  { option: 'reduce-only', needed: '--margin', met: (_price, written) => written.on('margin') },
];

/** Refused before anything is started, asked or dialled. */
const decimalError = (option: string, value: string, more = ''): UsageError | null =>
  /^[0-9]+(?:\.[0-9]+)?$/.test(value) && /[1-9]/.test(value)
    ? null
    : { _tag: 'BadNumber', option, value, expected: `a decimal above 0, such as 0.01${more}` };

const missing = (argument: string, command: string): Parsed<never> =>
  E.left({ _tag: 'MissingArgument', argument, command });
const extra = (argument: string, command: string): Parsed<never> =>
  E.left({ _tag: 'ExtraArgument', argument, command });
