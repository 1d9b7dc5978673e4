import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFolder } from './single-run.ts';

test('a second program with the same folder is refused, until the first has ended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdover-lock-'));
  const key = new Uint8Array(32);
  const unlock = lockFolder(folder, key);
  expect(() => lockFolder(folder, key)).toThrow('already-running');
  unlock();
  lockFolder(folder, key)();
  rmSync(folder, { recursive: true });
});
