import { dialRequestOf } from './host.js';

describe('what a dial is to the governor', () => {
  it.each([
    ['wss://api-pub.bitfinex.com/ws/2', { host: 'api-pub.bitfinex.com', kind: 'public' }],
    ['wss://API.bitfinex.com/ws/2', { host: 'api.bitfinex.com', kind: 'auth' }],
    ['ws://10.0.0.1:8080', { host: '10.0.0.1', kind: 'public' }],
    ['ws://[2001:db8::1]/ws', { host: '[2001:db8::1]', kind: 'public' }],
    ['ws://localhost.example.com', { host: 'localhost.example.com', kind: 'public' }],
    ['ws://127.example.com', { host: '127.example.com', kind: 'public' }],
  ])('%s is counted by its host', (url, request) => {
    expect(dialRequestOf(url)).toEqual(request);
  });

  it.each([
    'ws://127.0.0.1:8080',
    'ws://127.8.9.10/ws/2',
    'ws://localhost:1',
    'wss://me.localhost/ws/2',
    'ws://[::1]:9',
    'ws://[::ffff:127.0.0.1]:9',
    'nonsense',
  ])('%s is not counted: it is this machine, or no address', (url) => {
    expect(dialRequestOf(url)).toBeNull();
  });
});
