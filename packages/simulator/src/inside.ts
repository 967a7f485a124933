import { createAccounts, type Accounts } from './accounts/accounts.js';
import { createPit } from './accounts/pit.js';
import type { TokenOptions } from './accounts/tokens.js';
import { createDirector } from './faults/director.js';
import { createDoor } from './faults/door.js';
import { createPlatform } from './faults/platform.js';
import { createExchange, type Exchange } from './feed/exchange.js';
import { createFaults } from './feed/faults.js';
import { createAccountLedger } from './ledger/account-ledger.js';
import type { Ledger } from './ledger/ledger.js';
import { createLedgerStore } from './ledger/store.js';
import { createOutside } from './market/outside.js';
import { createPace } from './market/pace.js';
import { createDice } from './market/random.js';
import type { SimulatorConfig } from './options.js';
import type { SimulatorControl } from './scenario/control.js';
import type { Answer } from './server.js';
import { createMarketControl, type MarketControl } from './market-control.js';
import { createReplay } from './replay/replay.js';
import { createConnections } from './session/connections.js';
import { createTally } from './tally.js';
import { startTime } from './time.js';
import type { InfoCode } from './wire/events.js';

/** An exchange: its markets, accounts and connections, however clients reach it. */
export interface SimulatedExchange {
  readonly seed: number;
  readonly symbols: ReadonlyArray<string>;
  /** Keys that can log in, in the order of the option `accounts`. The secrets are worth nothing anywhere else. */
  readonly keys: ReadonlyArray<SimulatorKey>;
  /** Makes a short-lived token to log in with (`token` of the `auth` request); null where there is no such key. */
  readonly token: (options?: TokenOptions) => string | null;
  /** Connections and channels now, frames since the start. */
  readonly stats: () => SimulatorStats;
  /**
   * Drops all connections now and answers how many; the server keeps listening. 'reset' (the default) resets TCP, which
   * a client sees as code 1006; otherwise a close frame with this code is sent first.
   */
  readonly killConnections: (how?: 'reset' | { readonly code: number; readonly reason?: string }) => number;
  /** Tells every client of a stop (20051), or of maintenance that begins (20060) or ends (20061). */
  readonly announce: (code: InfoCode) => void;
  /** Loses the next update frame of one book channel, its sequence number used up. Without a symbol: of whichever comes first. */
  readonly dropNextBookFrame: (symbol?: string) => void;
  /**
   * Changes a digit of an amount in the next update of one book channel with checksums, and sends the true checksum right
   * behind it, so that they cannot match. Without a symbol: of whichever comes first.
   */
  readonly corruptNextBookFrame: (symbol?: string) => void;
  /** Takes so many steps (default 1) on every market, now; none during maintenance. */
  readonly step: (events?: number) => void;
  /** Faults by hand, beside those of the scenario; and markets and connections by hand. */
  readonly control: ExchangeControl;
  /** What is true: what was traded, what the books are, what was sent. */
  readonly ledger: Ledger;
  /**
   * SHA-256, as hexadecimal digits, of all frames of all connections until now, in both directions and in their order; also of
   * how connections came and ended. Two runs with the same hash said the same, byte for byte.
   */
  readonly hash: () => string;
  /** Ends every connection and lets nobody in any more; may be called again, and leaves nothing open. */
  readonly close: () => Promise<void>;
}

/** All that can be done by hand. */
export interface ExchangeControl extends SimulatorControl, MarketControl {}

/** A key of an account of the simulator. */
export interface SimulatorKey {
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly userId: number;
}

/** Counts of the present (connections, channels) and since the start (frames). */
export interface SimulatorStats {
  readonly connections: number;
  readonly channels: number;
  /** Text frames sent to all clients since the start. */
  readonly framesOut: number;
  /** Frames received from all clients since the start. */
  readonly framesIn: number;
}

/** Who lets clients in: a port, or a door within the process. */
interface Entrance {
  /** Lets nobody in for so many ms. */
  readonly rest: (ms: number) => void;
  readonly wake: () => void;
  /** Ends what is open; answers when nothing is left. */
  readonly close: () => Promise<void>;
}

/** An exchange that is ready, and whose time has not begun. */
interface Inside {
  /** Counts a handshake, and says what becomes of it. */
  readonly onKnock: () => { readonly number: number; readonly answer: Answer };
  /** Begins: the markets move from now on, and the scenario runs. */
  readonly begin: (entrance: Entrance) => SimulatedExchange;
}

/** Builds all that is behind the entrance. */
export const createInside = (config: SimulatorConfig): Inside => {
  const { seed, checksumMs, clock, pairs } = config;
  const faults = createFaults();
  const platform = createPlatform(clock);
  const tally = createTally();
  const store = createLedgerStore(config.ledger, clock);
  let stir = (): void => undefined;
  const accountLedger = createAccountLedger(config.ledger.accounts);
  const accounts: Accounts = createAccounts({
    note: accountLedger.note,
    accounts: config.accounts,
    fees: config.fees,
    seed,
    pit: createPit(() => traded, platform.now),
  });
  const exchange: Exchange = createExchange({
    seed,
    checksumMs,
    faults,
    pairs,
    plans: config.plans,
    now: clock.now(),
    onEvent: store.onEvent,
    brokers: accounts,
  });
  const traded: Exchange = {
    ...exchange,
    act: (symbol, input, now) => {
      const event = exchange.act(symbol, input, now);
      stir();
      return event;
    },
  };
  const door = createDoor(createDice(config.scenario.seed ?? seed, 'door'));
  let opened: ReturnType<typeof createDirector>['opened'] = () => undefined;
  const connections = createConnections({
    ...config,
    exchange: {
      ...exchange,
      feed: (request) => {
        stir();
        return exchange.feed(request);
      },
    },
    accounts,
    ledger: store,
    platform,
    onOpen: (connection) => opened(connection),
    onHeard: () => stir(),
  });

  let knocks = 0;
  const onKnock = (): { readonly number: number; readonly answer: Answer } => {
    const number = ++knocks;
    const { handshake, greeting } = door.knock(number);
    if (handshake) tally.turnedAway(number, handshake.type);
    const answer = (): Answer => {
      switch (handshake?.type) {
        case undefined:
          return {
            _tag: 'Welcome',
            onLine: (line) => connections.accept(tally.counted(line, number), number, greeting),
          };
        case 'refuse-handshake':
          return { _tag: 'Refuse', status: handshake.status, retryAfter: handshake.retryAfter ?? null };
        case 'hang-handshake':
          return { _tag: 'Hang' };
        case 'reset-handshake':
          return { _tag: 'Reset' };
      }
    };
    return { number, answer: answer() };
  };

  const begin = (entrance: Entrance): SimulatedExchange => {
    const director = createDirector({
      ...config,
      door,
      connections: connections.list,
      platform,
      announce: connections.announce,
      restart: (code) => {
        connections.kill({ code });
        connections.renew();
      },
      rest: entrance.rest,
      wake: entrance.wake,
    });
    opened = director.opened;
    const outside = createOutside();
    const startsAt = clock.now();
    const { replay } = config;
    const time = startTime({
      // Where nobody trades inside there is no step to be taken.
      config: { ...config, rate: config.plans.some(({ makers }) => makers === 'makers') ? config.rate : 0 },
      platform,
      pace: createPace(config.activity, createDice(seed, 'pace'), startsAt),
      drivers: replay ? [createReplay({ ...replay, exchange, outside, startsAt })] : [],
      exchange,
      connections,
    });
    stir = time.stir;
    const marketControl = createMarketControl({ exchange, connections, outside, now: platform.now, stir: time.stir });
    let closed: Promise<void> | null = null;
    return {
      seed,
      symbols: exchange.symbols,
      keys: accounts.keys.map(({ apiKey, apiSecret, userId }) => ({ apiKey, apiSecret, userId })),
      token: (options = {}) => accounts.token(options),
      stats: connections.stats,
      killConnections: connections.kill,
      announce: connections.announce,
      dropNextBookFrame: (symbol) => faults.drop(symbol ?? null),
      corruptNextBookFrame: (symbol) => faults.corrupt(symbol ?? null),
      step: (events = 1) => {
        if (!platform.rests()) connections.together(() => exchange.step(events, platform.now()));
        time.stir();
      },
      control: { ...director.control, ...marketControl },
      ledger: {
        account: accountLedger.read,
        trades: store.trades,
        forgotten: store.forgotten,
        connections: store.connections,
        book: exchange.book,
      },
      hash: tally.digest,
      close: () => {
        if (!closed) {
          time.stop();
          director.end();
          connections.end();
          closed = entrance.close();
        }
        return closed;
      },
    };
  };
  return { onKnock, begin };
};
