import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

export interface ScratchFolder {
  readonly path: string;
  remove(): void;
}

/**
 * A folder of one test, gone when the process ends.
 * Invariant: other accounts may pass through it (0711), since what a test starts as root may run as another.
 */
export function scratchFolder(name: string): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `holdover-${name}-`));
  chmodSync(path, 0o711);
  const remove = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', remove);
  return {
    path,
    remove: () => {
      process.off('exit', remove);
      remove();
    },
  };
}
