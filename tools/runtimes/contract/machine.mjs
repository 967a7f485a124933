// The loop and the timers, as a runtime's own promises and timers drive them.
const kettle = {
  initial: 'cold',
  step: (state, fact) => {
    if (fact === 'asked' && state === 'cold') return ['heating', ['start']];
    if (fact === 'fired' && state === 'heating') return ['hot', ['say', 'say again']];
    if (fact === 'broken') throw new Error('a step that throws');
    return [state, []];
  },
};

export default [
  [
    'a machine goes through its states on the timers of this platform',
    async ({ load, equal }) => {
      const { createLoop, createTimers } = await load('@bitfinex-ws/machine');
      const clock = {
        now: () => Date.now(),
        after: (ms, fire) => {
          const timer = setTimeout(fire, ms);
          return () => clearTimeout(timer);
        },
      };
      const timers = createTimers(clock);
      const said = [];
      const defects = [];
      await new Promise((resolve) => {
        const loop = createLoop(
          kettle,
          (order, dispatch) => {
            said.push(`${order} when ${loop.state()}`);
            if (order === 'start') timers.start('kettle', 1, () => dispatch('fired'));
            if (order === 'say again') resolve();
          },
          (defect, source) => defects.push([defect.message, source.type]),
        );
        loop.dispatch('asked');
        loop.dispatch('broken');
      });
      equal(said, ['start when heating', 'say when hot', 'say again when hot']);
      equal(defects, [['a step that throws', 'step']]);
      equal(timers.running(), []);
    },
  ],
];
