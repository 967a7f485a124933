/** Paints text for a terminal; without colour it leaves text alone. Paint after padding: colour has no width. */
export interface Style {
  readonly bid: (text: string) => string;
  readonly ask: (text: string) => string;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

const same = (text: string): string => text;

/** No colour at all. */
export const plainStyle: Style = { bid: same, ask: same, bold: same, dim: same, good: same, bad: same };

const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;

const colours: Style = {
  bid: sgr(32, 39),
  ask: sgr(31, 39),
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  good: sgr(32, 39),
  bad: sgr(31, 39),
};

/** Colour where a terminal shows it and nobody forbids it: NO_COLOR (https://no-color.org) or TERM=dumb. */
export const styleFor = (isTTY: boolean, env: Readonly<Record<string, string | undefined>>): Style =>
  isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? colours : plainStyle;
