import type { ConnectionConfig, ConnectionState, OpenState } from './contract.js';
import { start, stay, stop, type Answer, type Of } from './moves.js';

/** How a connection changes its flags while it is open. Who never changes them has none of this. */
export interface FlagChanges {
  /** Other flags are wanted. On an open connection the old ones are in force until the server has acknowledged. */
  readonly asked: (config: ConnectionConfig, state: ConnectionState, input: Of<'FlagsAsked'>) => Answer;
  /** The server has answered a change of flags. */
  readonly answered: (state: OpenState, status: string, at: number) => Answer;
}

/** Asks, waits for the acknowledgement, and says what came of it. */
export const FLAG_CHANGES: FlagChanges = {
  asked: (config, state, { flags, at }) => {
    if (state._tag !== 'Open') return [{ ...state, flags }, []];
    return flags === state.flags && state.asked === null
      ? [state, [{ type: 'AnnounceFlags', flags, at }]]
      : [{ ...state, asked: flags }, [start(state, 'conf', config.confTimeoutMs), { type: 'SendConf', flags }]];
  },
  answered: (state, status, at) => {
    const flags = state.asked;
    if (flags === null) return stay(state);
    return status === 'OK'
      ? [{ ...state, flags, asked: null }, [stop('conf'), { type: 'AnnounceFlags', flags, at }]]
      : [{ ...state, asked: null }, [stop('conf'), { type: 'AnnounceFlagsRefused', flags, status, at }]];
  },
};
