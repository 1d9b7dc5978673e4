import { instant, makeId } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { openSmb } from './smb-folder.ts';

test('a user name that smbclient would read a password from is refused before it runs', async () => {
  const at = instant(1_790_000_000_000);
  const id = makeId('scanTarget', at, createSeededEntropy('smb'));
  const target = { id, name: 'Scans', kind: 'smb', url: 'smb://files.example/scans', trust: null } as const;
  const open = openSmb(createFakeClock(at), { ...target, userName: 'anna%secret', password: '' }, '/no/such/program');
  await expect(open(new AbortController().signal)).rejects.toMatchObject({ code: 'target-sign-in' });
});
