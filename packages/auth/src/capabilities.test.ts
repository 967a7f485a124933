import { permits } from './capabilities.js';

describe('the capabilities of a key', () => {
  const caps = { orders: { read: true, write: false }, bfxpay: { read: false, write: false } };

  it('are what the server said, scopes unknown to this toolkit included', () => {
    expect(permits(caps, 'orders', 'read')).toBe(true);
    expect(permits(caps, 'orders', 'write')).toBe(false);
    expect(permits(caps, 'bfxpay', 'read')).toBe(false);
  });

  it('are unknown, not denied, where the server said nothing', () => {
    expect(permits(caps, 'wallets', 'read')).toBeNull();
    expect(permits(caps, 'constructor', 'read')).toBeNull();
    expect(permits(null, 'orders', 'read')).toBeNull();
  });
});
