import { seconds } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import { awaitEnrolment } from './enrolment/await-enrolment.ts';
import { isEnrolled } from './enrolment/terminal-identity.ts';
import { startTerminal } from './terminal.ts';
import type { Terminal, TerminalOptions } from './terminal-options.ts';

/** What is told of a folder's program. */
export interface TerminalProgramListener {
  /** There is no terminal yet; the panel says how to get there. */
  awaiting(panelUrl: string): void;
  started(terminal: Terminal): void;
}

export interface TerminalProgram {
  /** Rejects when what came later could not be started, as `startTerminal` does; never resolves. */
  readonly failed: Promise<never>;
  close(): Promise<void>;
}

/** So that the panel is answered before it is closed. */
const LEAVE_AFTER = seconds(1);

/**
 * The program of a folder: a terminal where it is enrolled, else a panel that says where to get a code, until it is. A terminal that
 * left its fleet, and has handed in its journal, is the latter again.
 * Invariant: one of the two runs at a time, since both are behind the same port.
 * @throws Fault those of `startTerminal` and `awaitEnrolment`
 */
export async function runTerminal(
  options: TerminalOptions,
  listener: TerminalProgramListener,
): Promise<TerminalProgram> {
  const clock = options.clock ?? createSystemClock();
  let running: { close(): Promise<void> } | undefined;
  let isClosed = false;
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Whoever starts it may not ask.
  failed.catch(() => undefined);

  const start = async (): Promise<void> => {
    if (await isEnrolled(options.dataDir)) {
      const onForgotten = (): void => void clock.after(LEAVE_AFTER, turnOver);
      const terminal = await startTerminal({ ...options, onForgotten });
      running = terminal;
      listener.started(terminal);
      return;
    }
    const awaited = await awaitEnrolment(options, turnOver);
    running = awaited;
    listener.awaiting(awaited.panelUrl);
  };
  const stop = async (): Promise<void> => {
    const last = running;
    running = undefined;
    await last?.close();
  };
  // One after another, also when it is closed in the middle of it.
  let turn = start();
  function turnOver(): void {
    turn = turn.then(async () => {
      if (isClosed) return;
      await stop();
      await start();
    });
    turn.catch(fail);
  }
  await turn;
  return {
    failed,
    async close() {
      isClosed = true;
      await turn.catch(() => undefined);
      await stop();
    },
  };
}
