// Runs contracts with packages that are imported: node host.mjs '{"packages":[…]}'
import { createRequire } from 'node:module';
import { runAll } from './process.mjs';

const require = createRequire(import.meta.url);
await runAll({ load: (specifier) => import(specifier), other: (specifier) => require(specifier) });
