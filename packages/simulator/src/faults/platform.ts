import type { Cancel, Clock } from '@bitfinex-ws/machine';
import type { PlatformFault } from '../scenario/fault.js';
import type { InfoCode } from '../wire/events.js';
import type { Cause } from './injection.js';

/** What is so of the whole exchange at this moment, for whoever has to know. */
export interface Platform {
  /** What the exchange takes the time to be, in ms. */
  readonly now: () => number;
  /** 1 while the platform works, 0 during maintenance. */
  readonly status: () => 0 | 1;
  /** Whether markets stand still and orders are refused. */
  readonly rests: () => boolean;
  readonly refusesSubscriptions: () => boolean;
  /** The least nonce with which one may log in; null where only the last one counts. */
  readonly leastNonce: () => number | null;
  /** Is told what was announced by hand: 20060 and 20061 set the status. */
  readonly noteInfo: (code: InfoCode) => void;
  readonly strike: (fault: PlatformFault, cause: Cause, world: PlatformWorld) => void;
  readonly withdraw: (cause: Cause) => void;
  /** Everything is as it should be again. */
  readonly calm: () => void;
  /** Stops all timers. */
  readonly end: () => void;
}

/** What a fault of the platform acts on. */
export interface PlatformWorld {
  readonly announce: (code: InfoCode) => void;
  /** Ends all connections with this code, lets nobody in for so many ms, and greets with another id from then on. */
  readonly restart: (ms: number, code: number) => void;
}

/** A window of maintenance. */
interface Window {
  readonly cause: Cause;
  readonly refuses: boolean;
  /** Closes it before its time, and says so. */
  readonly close: () => void;
  readonly stop: Cancel;
}

/** How the clock is wrong. */
interface Skew {
  readonly cause: Cause;
  readonly from: number;
  readonly ms: number;
  readonly drift: number;
  readonly nonce: number | null;
}

/** Without a `code`, connections end without a close frame. */
const ABNORMAL = 1006;

/** A platform that works, and whose clock is right. */
export const createPlatform = (clock: Clock): Platform => {
  const windows = new Set<Window>();
  /** Restarts that were announced and have not come. */
  const coming = new Map<Cancel, Cause>();
  let status: 0 | 1 = 1;
  let skew: Skew | null = null;

  const now = (): number => {
    const time = clock.now();
    return skew === null ? time : Math.max(0, time + skew.ms + ((time - skew.from) / 1_000) * skew.drift);
  };
  const maintain = (
    { ms, subscribe }: Extract<PlatformFault, { readonly type: 'maintenance' }>,
    cause: Cause,
    { announce }: PlatformWorld,
  ): void => {
    const close = (): void => {
      window.stop();
      if (!windows.delete(window) || windows.size > 0) return;
      status = 1;
      announce(20061);
    };
    const window: Window = { cause, refuses: subscribe === 'refused', close, stop: clock.after(ms, close) };
    windows.add(window);
    if (windows.size > 1) return;
    status = 0;
    announce(20060);
  };
  const restart = (
    { ms, notice = 0, code = ABNORMAL }: Extract<PlatformFault, { readonly type: 'restart' }>,
    cause: Cause,
    world: PlatformWorld,
  ): void => {
    world.announce(20051);
    if (notice === 0) return world.restart(ms, code);
    const stop = clock.after(notice, () => {
      coming.delete(stop);
      world.restart(ms, code);
    });
    coming.set(stop, cause);
  };
  const withdraw = (isMeant: (cause: Cause) => boolean): void => {
    for (const window of [...windows]) if (isMeant(window.cause)) window.close();
    for (const [stop, cause] of [...coming]) {
      if (!isMeant(cause)) continue;
      coming.delete(stop);
      stop();
    }
    if (skew && isMeant(skew.cause)) skew = null;
  };

  return {
    now,
    status: () => status,
    rests: () => windows.size > 0,
    refusesSubscriptions: () => [...windows].some(({ refuses }) => refuses),
    // Nonces are µs by custom.
    leastNonce: () => (skew === null || skew.nonce === null ? null : (now() - skew.nonce) * 1_000),
    noteInfo: (code) => {
      if (code === 20060 || code === 20061) status = code === 20060 ? 0 : 1;
    },
    strike: (fault, cause, world) => {
      cause.hit();
      if (fault.type === 'maintenance') maintain(fault, cause, world);
      else if (fault.type === 'restart') restart(fault, cause, world);
      else {
        const { ms, drift = 0, nonce = null } = fault;
        skew = { cause, from: clock.now(), ms, drift, nonce };
      }
    },
    withdraw: (cause) => withdraw((other) => other === cause),
    calm: () => {
      withdraw(() => true);
      status = 1;
    },
    end: () => {
      for (const { stop } of windows) stop();
      for (const stop of coming.keys()) stop();
      windows.clear();
      coming.clear();
    },
  };
};
