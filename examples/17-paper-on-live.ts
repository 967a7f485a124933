import { book, orThrow, trades, type Client } from '@bitfinex-ws/client';
import type { SideView } from '@bitfinex-ws/orderbook';
import type { TradingSymbol } from '@bitfinex-ws/protocol';
import { explainSimulatorError, openExchange, type ExchangeInProcess } from '@bitfinex-ws/simulator';

/** An exchange with play money whose market is the live one: its book, level by level, and its trades. */
export const mirror = async (
  client: Client,
  symbol: TradingSymbol,
  print: (line: string) => void,
): Promise<ExchangeInProcess> => {
  const opened = openExchange({ markets: [symbol], market: 'none' });
  if (opened._tag === 'Left') throw new Error(explainSimulatorError(opened.left));
  const { control } = opened.right;
  const check = (done: ReturnType<typeof control.trade>): void => {
    if (done._tag === 'Left') print(explainSimulatorError(done.left)); // a price that this market does not know
  };
  const [levels, tape] = await Promise.all([
    orThrow(client.subscribe(book(symbol, { len: 100 }))),
    orThrow(client.subscribe(trades(symbol))),
  ]);
  // Whoever bids at the price of a live trade, or better, is filled by it, up to its amount.
  tape.on('te', ({ trade: { price, amount } }) => check(control.trade({ symbol, price, amount })));
  const follow = async (begun: () => void): Promise<void> => {
    for await (const item of levels.latest()) {
      const sides = item.type === 'view' ? item.view : { bids: null, asks: null }; // no market on a book that is not proven good
      check(control.setBook(symbol, { bids: rowsOf(sides.bids), asks: rowsOf(sides.asks) }));
      if (item.type === 'view') begun();
    }
    begun(); // the client was closed
  };
  await new Promise<void>((begun) => void follow(begun));
  return opened.right;
};

const rowsOf = (side: SideView | null): [number, number][] => {
  const rows: [number, number][] = [];
  side?.each((price, size) => rows.push([price, size]));
  return rows;
};
