import type { PageSettings } from '../src/serve/settings.js';
import { appended, element } from './dom.js';
import { symbolText } from './format.js';
import { onWish, type Wish } from './keys.js';
import {
  after,
  LENGTHS,
  PRECISIONS,
  readSelection,
  strangeIn,
  TIMEFRAMES,
  writeSelection,
  type Selection,
} from './settings.js';

/** What the person does with the page. */
interface ControlsPorts {
  readonly select: (selection: Selection) => void;
  readonly zoom: (factor: number) => void;
  readonly scroll: (candles: number) => void;
  /** Writes it down beside what happened to the connection. */
  readonly note: (text: string) => void;
  /** Has this said to those who do not see the page. */
  readonly say: (text: string) => void;
  /** Says how the book stands. */
  readonly tell: () => void;
}

/** The controls, the keys and the page's address: three ways to one selection. */
interface Controls {
  readonly selection: () => Selection;
  readonly paused: () => boolean;
}

export const createControls = (settings: PageSettings, ports: ControlsPorts): Controls => {
  const selects = {
    symbol: element<HTMLSelectElement>('symbol'),
    prec: element<HTMLSelectElement>('prec'),
    len: element<HTMLSelectElement>('len'),
    timeframe: element<HTMLSelectElement>('timeframe'),
  };
  fill(selects.symbol, settings.symbols, symbolText);
  fill(selects.prec, PRECISIONS);
  fill(selects.len, LENGTHS.map(String));
  fill(selects.timeframe, TIMEFRAMES);
  const pauseButton = element<HTMLButtonElement>('pause');
  const dialog = element<HTMLDialogElement>('keys');
  let selection = readSelection('', settings);
  let paused = false;

  const show = (next: Selection): void => {
    selection = next;
    selects.symbol.value = next.symbol;
    selects.prec.value = next.prec;
    selects.len.value = String(next.len);
    selects.timeframe.value = next.timeframe;
    ports.select(next);
  };
  const choose = (part: Partial<Selection>): void => {
    show({ ...selection, ...part });
    history.replaceState(null, '', writeSelection(selection));
  };
  /** What the address asks for; of what is not to be had, it is said that it is not, and the address is put right. */
  const follow = (): void => {
    const strange = strangeIn(location.hash, settings);
    const next = readSelection(location.hash, settings);
    show(next);
    if (strange === null) return;
    const text = `Not here: "${strange.slice(0, 30)}", as the address has it`;
    ports.note(text);
    ports.say(text);
    history.replaceState(null, '', writeSelection(next));
  };
  /** By a key: what it did is not in focus, so that it is said. */
  const wish = (part: Partial<Selection>): void => {
    choose(part);
    const { symbol, prec, len, timeframe } = selection;
    ports.say(`${symbolText(symbol)}, precision ${prec}, length ${len}, candles ${timeframe}`);
  };
  const pause = (): void => {
    paused = !paused;
    ports.say(paused ? 'Paused' : 'Goes on');
    pauseButton.setAttribute('aria-pressed', String(paused));
    document.documentElement.classList.toggle('paused', paused);
  };
  const wishes: Readonly<Record<Wish, () => void>> = {
    nextSymbol: () => wish({ symbol: after(settings.symbols, selection.symbol) }),
    previousSymbol: () => wish({ symbol: after(settings.symbols, selection.symbol, -1) }),
    coarser: () => wish({ prec: after(PRECISIONS, selection.prec) }),
    finer: () => wish({ prec: after(PRECISIONS, selection.prec, -1) }),
    longer: () => wish({ len: after(LENGTHS, selection.len) }),
    shorter: () => wish({ len: after(LENGTHS, selection.len, -1) }),
    wider: () => wish({ timeframe: after(TIMEFRAMES, selection.timeframe) }),
    narrower: () => wish({ timeframe: after(TIMEFRAMES, selection.timeframe, -1) }),
    zoomIn: () => ports.zoom(1.25),
    zoomOut: () => ports.zoom(0.8),
    earlier: () => ports.scroll(-5),
    later: () => ports.scroll(5),
    tell: ports.tell,
    help: () => dialog.showModal(),
    pause,
  };
  element('controls').addEventListener('change', () => {
    const { symbol, prec, len, timeframe } = selects;
    // The same texts that it was filled with.
    const written = `#${[symbol.value, prec.value, len.value, timeframe.value].join(',')}`;
    choose(readSelection(written, settings));
  });
  pauseButton.addEventListener('click', pause);
  element('help').addEventListener('click', () => dialog.showModal());
  window.addEventListener('hashchange', follow);
  onWish((wish) => wishes[wish]());
  follow();
  return { selection: () => selection, paused: () => paused };
};

const fill = (
  select: HTMLSelectElement,
  values: ReadonlyArray<string>,
  text: (value: string) => string = (value) => value,
): void => {
  for (const value of values) {
    const option = appended(select, 'option');
    option.value = value;
    option.textContent = text(value);
  }
};
