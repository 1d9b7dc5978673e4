import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, tool } from './bootstrap/paths.mjs';
import { prepare } from './bootstrap/prepare.mjs';
import { fail } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';

await prepare();
const compiled = await runNode(tool('typescript/bin/tsc'), ['-b', '--pretty', 'false', 'tests/fleet']);
if (compiled.code !== 0) fail(`${compiled.output}\nThe simulator could not be compiled; the lines above say where.`);
const simulation = spawn(
  process.execPath,
  [join(root, 'tests/fleet/dist/fleet/simulate.js'), ...process.argv.slice(2)],
  {
    stdio: 'inherit',
  },
);
process.on('SIGINT', () => {});
simulation.once('exit', (code) => {
  process.exitCode = code ?? 130;
});
