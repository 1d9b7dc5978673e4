import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConsoleAddress, writeConsoleAddress } from './console-address.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-address-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what a server leaves is what a command finds', async () => {
  const address = { url: 'https://localhost:8443/', authority: '-----BEGIN CERTIFICATE-----\n…\n' };
  await writeConsoleAddress(folder, address);
  expect(await readConsoleAddress(folder)).toEqual(address);
  await writeConsoleAddress(folder, { ...address, authority: null });
  expect(await readConsoleAddress(folder)).toEqual({ ...address, authority: null });
});

test('where no server ran there is none; damage is said', async () => {
  expect(await readConsoleAddress(folder)).toBeUndefined();
  expect(await readConsoleAddress(join(folder, 'none'))).toBeUndefined();
  for (const text of ['{', '[]', '{"url":"nowhere","ownAuthority":true}', '{"url":"https://a/","ownAuthority":true}']) {
    writeFileSync(join(folder, 'console.json'), text);
    await expect(readConsoleAddress(folder)).rejects.toThrow('console-address-damaged');
  }
});
