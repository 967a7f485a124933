// How figures and tables of `npm run bench -- peers` are written.

export const FLOOR = 'ws + JSON.parse';
export const isOurs = (name) => name.startsWith('bitfinex-ws');

export const table = (head, rows, words = 1) =>
  [head, head.map((_, at) => (at < words ? '---' : '--:')), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
export const whole = (value) => Math.round(value).toLocaleString('en-US');
export const ns = (value) => `${whole(value)} ns`;
export const figure = (value) => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2));
export const spread = ({ median, least, most }) => `${figure(median)} (${figure(least)}–${figure(most)})`;
export const kb = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;
export const mb = (bytes) => `${(bytes / 1e6).toFixed(1).replace('-0.0', '0.0')} MB`;
export const shown = (name) => (isOurs(name) ? `**${name}**` : name);
