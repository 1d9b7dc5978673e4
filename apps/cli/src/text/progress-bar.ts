import type { Environment } from '../environment.ts';
import { fit } from './fit.ts';

export interface ProgressBar {
  /** @param share within 0 to 1; undefined when nobody can tell */
  show(label: string, share: number | undefined): void;
  /** Takes it away again. */
  clear(): void;
}

const WIDTH = 24;
const NO_BAR: ProgressBar = { show: () => undefined, clear: () => undefined };

/** On standard error, where that is a terminal: nothing of it ends up in a file. */
export function createProgressBar({ stderr }: Environment): ProgressBar {
  if (stderr.isTTY !== true) return NO_BAR;
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

function percent(share: number): string {
  return `${Math.floor(100 * Math.min(1, share))} %`.padStart(5);
}
