export { startSimulator, type Simulator } from './simulator.js';
export { openExchange, type ExchangeInProcess, type ExchangeOptions } from './exchange-in-process.js';
export type { ExchangeControl, SimulatedExchange, SimulatorKey, SimulatorStats } from './inside.js';
export type { HandBook, HandOrder, HandTrade, MarketControl } from './market-control.js';
export type { MarketOptions } from './market-options.js';
export type { Makers } from './market/market.js';
export type { InfoCode } from './wire/events.js';
export type { ActivityOptions, PhaseOptions } from './market/pace.js';
export type { ReplayOptions } from './replay/recording.js';
export type { ConnectionEnd } from './in-process/cable.js';
export type { ClientScript, ScriptedClient } from './in-process/scripted-client.js';
export type {
  InProcessRequest,
  InProcessTransport,
  InProcessTransportEnd,
  InProcessTransportError,
  InProcessTransportFactory,
} from './in-process/transport.js';
export type { AccountOptions, WalletOptions } from './accounts/accounts.js';
export type { WalletType } from './accounts/bank.js';
export type { FeeRates } from './accounts/holdings.js';
export type { Capabilities } from './accounts/login.js';
export type { TokenCap, TokenOptions } from './accounts/tokens.js';
export type { LoadOptions, SimulatorOptions } from './options.js';
export type { AckManners } from './session/acks.js';
export { explainSimulatorError, isRetryableSimulatorError, type SimulatorError } from './errors.js';
export type { ConnectionFacts, Injection, SimulatorControl } from './scenario/control.js';
export type {
  ConnectionFault,
  DoorFault,
  Fault,
  FrameFault,
  FrameFilter,
  FrameKind,
  InputName,
  LastingFault,
  PlatformFault,
  RefusedStatus,
  RequestFault,
  RequestName,
  Times,
  UtteranceFault,
} from './scenario/fault.js';
export { readScenario } from './scenario/read-scenario.js';
export { scenarioNamed, SCENARIOS, type ScenarioName } from './scenario/scenarios.js';
export type { ConnectionSelector, Scenario, TimelineEntry, Trigger } from './scenario/scenario.js';
export type {
  Ledger,
  LedgerAccountFrame,
  LedgerBook,
  LedgerChannel,
  LedgerConnection,
  LedgerFault,
  LedgerOptions,
  LedgerTold,
  LedgerTrade,
} from './ledger/ledger.js';
