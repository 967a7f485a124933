import * as auth from '@bitfinex-ws/auth';
import * as cli from '@bitfinex-ws/cli';
import * as client from '@bitfinex-ws/client';
import * as machine from '@bitfinex-ws/machine';
import * as orderbook from '@bitfinex-ws/orderbook';
import * as protocol from '@bitfinex-ws/protocol';
import * as recorder from '@bitfinex-ws/recorder';
import * as simulator from '@bitfinex-ws/simulator';
import * as subscriptions from '@bitfinex-ws/subscriptions';
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
  transport,
};
