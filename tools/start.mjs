import { runHoldover } from './bootstrap/run-holdover.mjs';

await runHoldover(['demo', ...process.argv.slice(2)]);
