/** Why a simulator could not be started, or could not do what it was told. */
export type SimulatorError =
  | { readonly _tag: 'PortInUse'; readonly host: string; readonly port: number }
  | { readonly _tag: 'CannotListen'; readonly host: string; readonly port: number; readonly reason: string }
  /** What a hand was to do to a market makes no sense. */
  | { readonly _tag: 'BadOrder'; readonly symbol: string; readonly reason: string }
  /** A call by hand was given something that it was not made for; `path` says where, from the name of what was given. */
  | { readonly _tag: 'BadCall'; readonly call: string; readonly path: string; readonly reason: string }
  | { readonly _tag: 'BadOption'; readonly option: string; readonly reason: string }
  | { readonly _tag: 'BadScenario'; readonly path: string; readonly reason: string };

/** Says an error in one sentence for a person. */
export const explainSimulatorError = (error: SimulatorError): string => {
  switch (error._tag) {
    case 'PortInUse':
      return `Port ${error.port} on ${error.host} is in use: choose another one, or 0 for any free port.`;
    case 'CannotListen':
      return `Cannot listen on ${error.host}, port ${error.port}: ${error.reason}.`;
    case 'BadOption':
      return `The simulator's option ${error.option} ${error.reason}.`;
    case 'BadOrder':
      return `${error.symbol}: ${error.reason}.`;
    case 'BadCall':
      return `control.${error.call}: ${error.path} ${error.reason}.`;
    case 'BadScenario':
      return `The scenario${error.path === '' ? '' : `'s ${error.path}`} ${error.reason}.`;
  }
};

/** Says whether trying again, unchanged, may help: a port can become free, a wrong option stays wrong. */
export const isRetryableSimulatorError = (error: SimulatorError): boolean => error._tag === 'PortInUse';
