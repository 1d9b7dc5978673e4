import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, tool } from './bootstrap/paths.mjs';
import { preparePackages } from './bootstrap/prepare.mjs';
import { fail } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';

await preparePackages();
// With everything that the benchmarks start; pages are nobody's business here.
const compiled = await runNode(tool('typescript/bin/tsc'), ['-b', '--pretty', 'false', 'bench']);
if (compiled.code !== 0) fail(`${compiled.output}\nThe benchmarks could not be compiled; the lines above say where.`);
const bench = spawn(process.execPath, [join(root, 'bench/dist/bench/src/main.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.on('SIGINT', () => {});
bench.once('exit', (code) => {
  process.exitCode = code ?? 130;
});
