/** What a key asks for. */
export type Wish =
  | 'nextSymbol'
  | 'previousSymbol'
  | 'coarser'
  | 'finer'
  | 'longer'
  | 'shorter'
  | 'wider'
  | 'narrower'
  | 'pause'
  | 'zoomIn'
  | 'zoomOut'
  | 'earlier'
  | 'later'
  | 'tell'
  | 'help';

const KEYS: Readonly<Record<string, Wish>> = {
  s: 'nextSymbol',
  S: 'previousSymbol',
  p: 'coarser',
  P: 'finer',
  l: 'longer',
  L: 'shorter',
  t: 'wider',
  T: 'narrower',
  ' ': 'pause',
  '+': 'zoomIn',
  '=': 'zoomIn',
  '-': 'zoomOut',
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  i: 'tell',
  '?': 'help',
};

/** Listens to the keyboard, but for what an element in focus has a use for itself. */
export const onWish = (hear: (wish: Wish) => void): void => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const wish = KEYS[event.key];
    if (wish === undefined || document.querySelector('dialog[open]') !== null) return;
    const { target } = event;
    if (target instanceof Element && target.closest('select, input, textarea') !== null) return;
    if (event.key === ' ' && target instanceof Element && target.closest('button, a, summary') !== null) return;
    event.preventDefault();
    hear(wish);
  });
};
