import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { prepare } from './prepare.mjs';

/** Brings the checkout up to date, then is the command `holdover`: same output, same exit code. */
export async function runHoldover(args) {
  await prepare();
  const holdover = spawn(process.execPath, [join(root, 'apps/cli/dist/main.js'), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the whole group by itself; a signal sent to this process alone is handed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => holdover.kill(signal));
  holdover.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
