import { runHoldover } from './bootstrap/run-holdover.mjs';

await runHoldover(process.argv.slice(2));
