export { startSimulator, type Simulator, type SimulatorKey, type SimulatorStats } from './simulator.js';
export type { AccountOptions, WalletOptions } from './accounts/accounts.js';
export type { WalletType } from './accounts/bank.js';
export type { FeeRates } from './accounts/holdings.js';
export type { Capabilities } from './accounts/login.js';
export type { LoadOptions, SimulatorOptions } from './options.js';
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
export type { ConnectionSelector, Scenario, TimelineEntry, Trigger } from './scenario/scenario.js';
export type {
  Ledger,
  LedgerBook,
  LedgerChannel,
  LedgerConnection,
  LedgerFault,
  LedgerOptions,
  LedgerTold,
  LedgerTrade,
} from './ledger/ledger.js';
