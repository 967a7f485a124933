import type { Length, Precision } from '@bitfinex-ws/protocol';

/** What the page is told by the server that serves it. */
export interface PageSettings {
  /** The WebSocket address; null: the page's own server, which leads to the simulator. */
  readonly url: string | null;
  /** Where the frames come from, in words. */
  readonly source: string;
  readonly simulated: boolean;
  /** The symbols to choose from; the first is shown first. */
  readonly symbols: ReadonlyArray<string>;
  readonly prec: Precision;
  readonly len: Length;
  readonly timeframe: string;
}

/** The path of the page's server that leads to the simulator. */
export const SOCKET_PATH = '/ws/2';

const PLACE = '%SETTINGS%';

/** The page with its settings in it: as JSON that cannot close the element it stands in. */
export const pageHtml = (index: string, settings: PageSettings): string =>
  // A function: `$` in a replacement text would mean something.
  index.replace(PLACE, () => JSON.stringify(settings).replaceAll('<', '\\u003c'));

/** What the page may do: load from its own server, and connect to the one address. Nothing else, nowhere else. */
export const contentSecurityPolicy = ({ url }: PageSettings, host: string): string => {
  const socket = url === null ? `ws://${host}` : new URL(url).origin;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
};
