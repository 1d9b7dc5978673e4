import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program to its end and answers with its exit code, what it printed, and how long it took (ms).
 * @param {{ cwd?: string, env?: Record<string, string>, show?: boolean }} [options] `show`: its output goes to standard error as it comes
 * @returns {Promise<{ code: number, output: string, ms: number }>}
 */
export function run(command, args, options = {}) {
  const started = performance.now();
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const parts = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part) => {
      parts.push(part);
      if (options.show) process.stderr.write(part);
    });
  }
  return new Promise((resolve) => {
    const end = (code, problem = '') => {
      const output = Buffer.concat(parts).toString('utf8') + problem;
      resolve({ code, output, ms: performance.now() - started });
    };
    child.once('error', (error) => end(127, `${command}: ${error.message}\n`));
    child.once('close', (code, signal) => end(code ?? 1, signal === null ? '' : `${command} ended by ${signal}\n`));
  });
}

/** Runs a JavaScript program under this very Node.js. */
export const runNode = (script, args, options) => run(process.execPath, [script, ...args], options);
