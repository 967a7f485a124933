import { createText, element } from './dom.js';
import type { Feed } from './feed.js';
import { clockText, spanText } from './format.js';
import { stateOf } from './state.js';

/** What the state has to stand still for before it is spoken, ms: a screen reader shall not be talked over. */
const SPOKEN_AFTER_MS = 1000;
const EVENTS_SHOWN = 3;
const RATE_MS = 1000;

/** The state line, and what happened to the connection. */
interface VitalsPanel {
  readonly draw: (feed: Feed, now: number) => void;
  readonly tell: (text: string) => void;
}

/** `simulated`: the server is the simulator. */
export const createVitals = (simulated: boolean): VitalsPanel => {
  const state = element('state');
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
  let spoken = { text: '', since: 0, done: true };
  let counted = { frames: 0, at: 0 };

  const speak = (next: string, now: number): void => {
    if (next !== spoken.text) spoken = { text: next, since: now, done: false };
    if (spoken.done || now - spoken.since < SPOKEN_AFTER_MS) return;
    spoken = { ...spoken, done: true };
    spokenText(next);
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
      state.dataset['tone'] = line.tone;
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
    tell: (what) => {
      const item = document.createElement('li');
      item.textContent = `${clockText(Date.now())}  ${what}`;
      events.prepend(item);
      while (events.childElementCount > EVENTS_SHOWN) events.lastElementChild?.remove();
    },
  };
};
