// A clock that runs many times as fast as the world's: timers of half a minute are due after a second. It counts the timers
// that have neither fired nor been stopped.

export const createFastClock = (speed) => {
  const from = Date.now();
  const open = new Set();
  return {
    now: () => from + (Date.now() - from) * speed,
    after: (ms, fire) => {
      const timer = setTimeout(() => {
        open.delete(timer);
        fire();
      }, ms / speed);
      open.add(timer);
      return () => {
        open.delete(timer);
        clearTimeout(timer);
      };
    },
    open: () => open.size,
  };
};
