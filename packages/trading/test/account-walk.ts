import type { AccountMessage } from '@bitfinex-ws/protocol';
import { createAccountModel, type AccountModel, type Dice, type Told } from './account-model.js';

/** What a walk does to the views that are judged. */
interface Listener {
  readonly loggedIn: (conn: number, at: number) => void;
  readonly receive: (conn: number, message: AccountMessage, at: number) => void;
  readonly disconnected: (conn: number, at: number) => void;
}

/** A random history of an account over a line that doubles, swaps and delays, and breaks now and then. */
interface Walk {
  readonly model: AccountModel;
  /** Logs in, sends the snapshots between what happens meanwhile, and waits until all has arrived. */
  readonly recover: () => void;
  /** Logs in, and loses the line before all snapshots have come. */
  readonly fail: () => void;
  /** Something happens, and most of it arrives. */
  readonly act: () => void;
  /** What was delayed arrives. */
  readonly settle: () => void;
  /** The line breaks: what was delayed is lost, and things happen that nobody hears of. */
  readonly lose: () => void;
}

/** A walk over one account. */
export const createWalk = (dice: Dice, listener: Listener): Walk => {
  const model = createAccountModel();
  let conn = 0;
  let at = 1_700_000_000_000;
  let delayed: Told[] = [];

  const deliver = (message: AccountMessage): void => {
    at += 1 + dice(50);
    listener.receive(conn, message, at);
  };

  const pass = (told: Told): void => {
    if (!told.mayOvertake) {
      deliver(told.message);
      if (dice(6) === 0) deliver(told.message);
      return;
    }
    if (dice(4) === 0) delayed.push(told);
    else deliver(told.message);
    // Twice now and then, one of them perhaps much later.
    if (dice(6) === 0) delayed.push(told);
    if (dice(3) === 0) arriveOne();
  };

  const arriveOne = (): void => {
    const [told] = delayed.splice(dice(Math.max(1, delayed.length)), 1);
    if (told !== undefined) deliver(told.message);
  };

  const act = (): void => model.act(dice).forEach(pass);

  const settle = (): void => {
    while (delayed.length > 0) arriveOne();
  };

  /** Logs in and sends so many of the snapshots. */
  const logIn = (most: number): void => {
    conn += 1;
    listener.loggedIn(conn, (at += 1));
    const taken: AccountMessage[] = [];
    for (const message of model.snapshots()) taken.splice(dice(taken.length + 1), 0, message);
    for (const message of taken.slice(0, most)) {
      // It was taken before, and what happens now may be heard first.
      while (dice(3) === 0) act();
      deliver(message);
    }
  };

  const lose = (): void => {
    delayed = [];
    listener.disconnected(conn, (at += 1));
    const missed = dice(12);
    for (let count = 0; count < missed; count++) model.act(dice);
  };

  return {
    model,
    act,
    settle,
    lose,
    recover: () => {
      logIn(6);
      settle();
    },
    fail: () => {
      logIn(dice(6));
      lose();
    },
  };
};
