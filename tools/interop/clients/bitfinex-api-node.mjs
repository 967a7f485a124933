// bitfinex-api-node 9.1.0: its WSv2, with models, managed books and candles, sequence audit and checksums on.
import { fails } from './_child.mjs';
import { account } from './bitfinex-api-node/account.mjs';
import { channels } from './bitfinex-api-node/channels.mjs';
import { twoBooks } from './bitfinex-api-node/two-books.mjs';

await Promise.all([channels(), twoBooks(), account()]).catch((error) => fails('crash', error.stack));
process.exit(0);
