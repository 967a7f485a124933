import * as auth from '@bitfinex-ws/auth';
import * as cli from '@bitfinex-ws/cli';
import * as client from '@bitfinex-ws/client';
import * as clientTrading from '@bitfinex-ws/client/trading';
import * as machine from '@bitfinex-ws/machine';
import * as orderbook from '@bitfinex-ws/orderbook';
import * as protocol from '@bitfinex-ws/protocol';
import * as recorder from '@bitfinex-ws/recorder';
import * as simulator from '@bitfinex-ws/simulator';
import * as subscriptions from '@bitfinex-ws/subscriptions';
import * as trading from '@bitfinex-ws/trading';
import * as transport from '@bitfinex-ws/transport';

/** What a package exports at run time, by name. */
export type Module = Readonly<Record<string, unknown>>;

/** The main entry point of every package, by the name of its folder. */
export const MODULES: Readonly<Record<string, Module>> = {
  auth,
  cli,
  client,
  machine,
  orderbook,
  protocol,
  recorder,
  simulator,
  subscriptions,
  trading,
  transport,
};

/** What an entry point exports at run time: that of a package, or one behind a subpath that has errors of its own. */
export const moduleOf = (specifier: string): Module =>
  SUBPATHS[specifier] ?? MODULES[specifier.replace('@bitfinex-ws/', '')] ?? {};

const SUBPATHS: Readonly<Record<string, Module>> = { '@bitfinex-ws/client/trading': clientTrading };
