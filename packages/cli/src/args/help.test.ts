import { helpText } from './help.js';
import { options } from './options.js';

test('the overview names every command and every option, within 100 columns', () => {
  const text = helpText(null);
  for (const name of ['watch', 'simulate', 'record', 'replay', 'decode', 'account', 'order'])
    expect(text).toContain(`  ${name}`);
  for (const { name } of options) expect(text).toContain(`--${name}`);
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
});

test('the page of a command names its own options and no others', () => {
  expect(helpText('replay')).toContain('--speed N|max');
  expect(helpText('replay')).not.toContain('--port');
  expect(helpText('simulate')).toContain('--port N');
});
