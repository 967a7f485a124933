/** A key of the terminal, by name: a character as it is, or one of the words. */
export type Key = string;

const NAMES: Readonly<Record<string, Key>> = {
  '\u0003': 'ctrl-c',
  '\u001a': 'ctrl-z',
  '\t': 'tab',
  '\r': 'enter',
  ' ': 'space',
  '\u001b': 'escape',
  '\u001b[Z': 'shift-tab',
  '\u001b[A': 'up',
  '\u001b[B': 'down',
  '\u001b[C': 'right',
  '\u001b[D': 'left',
  '\u001bOA': 'up',
  '\u001bOB': 'down',
  '\u001bOC': 'right',
  '\u001bOD': 'left',
};

/** The keys in what a terminal in raw mode sent; several where somebody types fast or pastes. What has no name is left out. */
export const readKeys = (text: string): ReadonlyArray<Key> =>
  // A sequence (CSI, SS3), or one character.
  [...text.matchAll(/\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])|[^]/gu)].flatMap(([sent]) => {
    const name = NAMES[sent] ?? (/^[!-~]$/.test(sent) ? sent : null);
    return name === null ? [] : [name];
  });
