import { spanText, timeText } from '../src/render/numbers.js';
import { createText, element } from './dom.js';
import type { Feed } from './feed.js';
import { isDown, stateOf } from './state.js';

/** What the state has to stand still for before it is spoken, ms: a screen reader shall not be talked over. */
const SPOKEN_AFTER_MS = 1000;
/** The least time between two things that are spoken without anybody having asked for them, ms. */
const SPOKEN_EVERY_MS = 4000;
const EVENTS_SHOWN = 3;
const RATE_MS = 1000;

/** The state line, and what happened to the connection. */
interface VitalsPanel {
  readonly draw: (feed: Feed, now: number) => void;
  readonly tell: (text: string) => void;
  /** Speaks, because somebody did something that is to be answered. */
  readonly say: (text: string) => void;
}

/** `simulated`: the server is the simulator. */
export const createVitals = (simulated: boolean): VitalsPanel => {
  const panel = element('state');
  const events = element('events');
  const text = (id: string): ((text: string) => void) => createText(element(id));
  const [stateText, spokenText] = [text('state-text'), text('spoken')];
  const [matched, mismatched, seq, gaps, rate, age, slots] = [
    text('matched'),
    text('mismatched'),
    text('seq'),
    text('gaps'),
    text('rate'),
    text('age'),
    text('slots'),
  ];
  let state = { text: '', since: 0, spoken: true };
  let spokenAt = 0;
  const say = (what: string): void => {
    spokenAt = Date.now();
    spokenText(what);
  };
  let counted = { frames: 0, at: 0 };

  const speak = (next: string, now: number): void => {
    if (next !== state.text) state = { text: next, since: now, spoken: false };
    if (state.spoken || now - state.since < SPOKEN_AFTER_MS || now - spokenAt < SPOKEN_EVERY_MS) return;
    state = { ...state, spoken: true };
    say(next);
  };
  const drawRate = (frames: number, now: number): void => {
    const elapsed = now - counted.at;
    if (elapsed < RATE_MS) return;
    if (counted.at > 0) rate(Math.round(((frames - counted.frames) * 1000) / elapsed).toLocaleString('en'));
    counted = { frames, at: now };
  };
  return {
    draw: (feed, now) => {
      const line = stateOf(feed.link(), feed.book(), feed.problem(), now, simulated);
      stateText(line.text);
      panel.dataset['tone'] = line.tone;
      document.documentElement.classList.toggle('down', isDown(feed.link()));
      speak(line.spoken, now);
      const { matched: good, mismatched: bad } = feed.checksums();
      matched(String(good));
      mismatched(String(bad));
      const vitals = feed.vitals();
      seq(vitals.seq === null ? '–' : vitals.seq.toLocaleString('en'));
      gaps(String(vitals.gaps));
      drawRate(vitals.frames, now);
      age(vitals.ageMs === null ? '–' : spanText(vitals.ageMs < 100 ? 0 : vitals.ageMs));
      slots(`${vitals.used}/${vitals.capacity}`);
    },
    say,
    tell: (what) => {
      const item = document.createElement('li');
      item.textContent = `${timeText(Date.now())}  ${what}`;
      events.prepend(item);
      while (events.childElementCount > EVENTS_SHOWN) events.lastElementChild?.remove();
    },
  };
};
