import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKeyfileProtector } from './keyfile-protector.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-keyfile-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the key file', () => {
  test('is made once, for its owner alone, and stays', async () => {
    const first = await createKeyfileProtector(folder).unlock();
    const second = await createKeyfileProtector(folder).unlock();
    expect(first).toHaveLength(32);
    expect(toHex(second)).toBe(toHex(first));
    expect((await stat(join(folder, 'machine.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['machine.key']);
  });

  test('two processes that start at once end with one key', async () => {
    const keys = await Promise.all(Array.from({ length: 8 }, () => createKeyfileProtector(folder).unlock()));
    expect(new Set(keys.map(toHex)).size).toBe(1);
    expect(toHex(await readFile(join(folder, 'machine.key')))).toBe(toHex(keys[0] ?? new Uint8Array()));
  });

  test('cut short it is refused, never made anew: what it sealed would be lost', async () => {
    await writeFile(join(folder, 'machine.key'), 'short');
    await expect(createKeyfileProtector(folder).unlock()).rejects.toMatchObject({ code: 'machine-key-unreadable' });
  });
});
