import { beforeEach, expect, test, vi } from 'vitest';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { prepare, preparePackages } from './prepare.mjs';

vi.mock('./install.mjs', () => ({ install: vi.fn(), isInstalled: vi.fn() }));
vi.mock('./build.mjs', () => ({ build: vi.fn(), isBuilt: vi.fn() }));
vi.mock('./lock.mjs', () => ({ withLock: vi.fn(async (_name, work) => work()) }));

beforeEach(() => vi.clearAllMocks());

test('a start with nothing to do waits for no other', async () => {
  vi.mocked(isInstalled).mockReturnValue(true);
  vi.mocked(isBuilt).mockReturnValue(true);
  await prepare();
  await preparePackages();
  expect(withLock).not.toHaveBeenCalled();
});

test.each([
  [false, true],
  [true, false],
])('one that has something to do takes the lock (installed: %s, built: %s)', async (installed, built) => {
  vi.mocked(isInstalled).mockReturnValue(installed);
  vi.mocked(isBuilt).mockReturnValue(built);
  await prepare();
  expect(withLock).toHaveBeenCalledTimes(1);
  expect(install).toHaveBeenCalledTimes(1);
  expect(build).toHaveBeenCalledTimes(1);
});
