import type { Environment } from '../environment.ts';
import { fit } from './fit.ts';
import { visible } from './visible.ts';

export interface ProgressBar {
  /** @param share within 0 to 1; undefined when nobody can tell */
  show(label: string, share: number | undefined): void;
  /** Takes it away again. */
  clear(): void;
}

const WIDTH = 24;
const LINE_EVERY_MS = 10_000;

/**
 * On standard error: a bar where that is a terminal, else a line each ten seconds, so that logs show that it goes on.
 * @param nowMs any clock that only goes forward
 */
export function createProgressBar({ stderr }: Environment, nowMs: () => number = () => performance.now()): ProgressBar {
  if (stderr.isTTY !== true) return createProgressLines(stderr, nowMs);
  let shown = '';
  return {
    show: (label, share) => {
      const done = Math.round(WIDTH * Math.min(1, Math.max(0, share ?? 0)));
      const bar = share === undefined ? '' : `${'█'.repeat(done)}${'░'.repeat(WIDTH - done)} ${percent(share)}  `;
      const line = fit(`${bar}${label}`, Math.max(20, (stderr.columns ?? 80) - 1));
      if (line === shown) return;
      shown = line;
      stderr.write(`\r\u001b[K${line}`);
    },
    clear: () => {
      if (shown !== '') stderr.write('\r\u001b[K');
      shown = '';
    },
  };
}

function createProgressLines(stderr: Environment['stderr'], nowMs: () => number): ProgressBar {
  let saidAt = nowMs();
  return {
    show: (label, share) => {
      if (nowMs() - saidAt < LINE_EVERY_MS) return;
      saidAt = nowMs();
      stderr.write(`${share === undefined ? '' : `${percent(share).trim()}  `}${visible(label)}\n`);
    },
    clear: () => undefined,
  };
}

function percent(share: number): string {
  return `${Math.floor(100 * Math.min(1, share))} %`.padStart(5);
}
