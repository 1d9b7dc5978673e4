import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-setup-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

test('the token of an administrator in the environment makes no other; a name that is there says what to do', async () => {
  // Commander reads the process's own environment.
  vi.stubEnv('HOLDOVER_TOKEN', 'hld_abcdefghijklmnopqrstuvwxyz');
  vi.stubEnv('HOLDOVER_SETUP_TOKEN', '1');
  const args = ['server', 'setup', '--data', join(folder, 'data'), '--admin', 'ada', '--password-stdin', '--json'];
  const input = 'four words that differ\n';
  const made = await runCommand(args, { input });
  expect([made.code, JSON.parse(made.out)]).toEqual([0, { userName: 'ada' }]);
  const again = await runCommand(args, { input });
  expect(again.code).toBe(1);
  expect(again.err).toMatch(/"ada" already[^]*holdover administrators password/);
});
