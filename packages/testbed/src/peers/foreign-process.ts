import { spawn } from 'node:child_process';
import process from 'node:process';
import { Fault, seconds, type Duration } from '@holdover/kernel';
import { waitUntil } from './wait-until.ts';

export interface ForeignProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Only root may give these. */
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** What asks it to end; SIGTERM unless given. */
  readonly stopSignal?: NodeJS.Signals;
}

export interface ForeignProcess {
  readonly pid: number;
  /** All it printed so far, both streams. */
  output(): string;
  hasExited(): boolean;
  /** The exit code; 128 or more when a signal ended it. */
  readonly exited: Promise<number>;
  /** Waits until `check` holds; a fault with its output when it ends before, or when the deadline passes. */
  ready(what: string, check: () => Promise<boolean> | boolean, deadline?: Duration): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Asks it to end, makes it after three seconds, and waits until it has. */
  stop(): Promise<void>;
}

const GRACE_MS = 3_000;
/** Characters of output worth keeping. */
const KEPT = 200_000;

/**
 * Starts a program that ends with this process at the latest.
 * Invariant: nothing outlives the test run, not even after a failed test; hence the `exit` handler.
 */
export function startForeignProcess(
  command: string,
  args: readonly string[],
  options: ForeignProcessOptions = {},
): ForeignProcess {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  let text = '';
  let over = false;
  const keep = (part: Buffer): void => {
    text = (text + part.toString('utf8')).slice(-KEPT);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const killNow = (): void => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const exited = new Promise<number>((resolve) => {
    const end = (code: number): void => {
      over = true;
      process.off('exit', killNow);
      resolve(code);
    };
    child.once('error', (error) => {
      text += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 128));
  });

  return {
    pid: child.pid ?? -1,
    output: () => text,
    hasExited: () => over,
    exited,
    async ready(what, check, deadline = seconds(20)) {
      const state = await waitUntil(what, async () => (over ? 'over' : (await check()) ? 'ready' : false), deadline);
      if (state === 'ready') return;
      throw new Fault({
        owner: 'environment',
        code: 'peer-ended',
        message: `${command} ended before ${what}:\n${text}`,
      });
    },
    kill: (signal) => void child.kill(signal),
    async stop() {
      if (over) return;
      child.kill(options.stopSignal ?? 'SIGTERM');
      const timer = setTimeout(killNow, GRACE_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** Runs a program to its end; a fault with all it printed unless it ends well. */
export async function runForeignProcess(
  command: string,
  args: readonly string[],
  options: ForeignProcessOptions = {},
): Promise<string> {
  const child = startForeignProcess(command, args, options);
  const code = await child.exited;
  if (code === 0) return child.output();
  throw new Fault({
    owner: 'environment',
    code: 'peer-failed',
    message: `${command} ${args.join(' ')} ended with ${code}:\n${child.output()}`,
  });
}
