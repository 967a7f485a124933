// Runs the same contracts with packages that are required.
const load = (specifier) => Promise.resolve().then(() => require(specifier));
import('./process.mjs').then(({ runAll }) => runAll({ load, other: (specifier) => import(specifier) }));
