import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8 } from '@holdover/kernel';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePrivateFolder, readFileIfPresent, writeFileAtomic } from './files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-files-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a file is replaced whole, for its owner alone, and nothing is left beside it', async () => {
  const path = join(folder, 'identity.pem');
  await writeFileAtomic(path, 'first');
  await writeFileAtomic(path, 'second');
  expect(fromUtf8((await readFileIfPresent(path)) ?? new Uint8Array())).toBe('second');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['identity.pem']);
});

test('a write that fails leaves no trace', async () => {
  const path = join(folder, 'taken');
  await ensurePrivateFolder(join(path, 'sub'));
  await expect(writeFileAtomic(path, 'x')).rejects.toMatchObject({ code: /EISDIR|ENOTEMPTY|EEXIST/ });
  expect(await readdir(folder)).toEqual(['taken']);
});

test('an absent file is no error, an unreadable one is', async () => {
  expect(await readFileIfPresent(join(folder, 'absent'))).toBeUndefined();
  await expect(readFileIfPresent(folder)).rejects.toMatchObject({ code: 'EISDIR' });
});
