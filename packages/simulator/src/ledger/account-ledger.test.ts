import { createAccountLedger } from './account-ledger.js';

describe('the ledger of accounts', () => {
  it('keeps what happens to orders, apart for each account, and nothing else', () => {
    const ledger = createAccountLedger(10);
    ledger.note(1, 'on', '[7]');
    ledger.note(1, 'wu', '["exchange"]');
    ledger.note(2, 'oc', '[8]');
    expect(ledger.read(1)).toEqual([{ code: 'on', row: [7] }]);
    expect(ledger.read(2)).toEqual([{ code: 'oc', row: [8] }]);
    expect(ledger.read(3)).toEqual([]);
  });

  it('forgets the oldest first', () => {
    const ledger = createAccountLedger(4);
    for (let id = 1; id <= 100; id++) ledger.note(1, 'te', `[${id}]`);
    expect(ledger.read(1).map(({ row }) => row[0])).toEqual([97, 98, 99, 100]);
  });
});
