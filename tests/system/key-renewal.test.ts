import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listAudit } from '@holdover/api';
import { days, seconds } from '@holdover/kernel';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, expect, test } from 'vitest';
import { startFleet } from '../support/fleet.ts';
import { createShiftedClock } from '../support/shifted-clock.ts';

const scratch = scratchFolder('key-renewal');
afterAll(() => scratch.remove());

test('[I3e] [I3a] a terminal that was away for longer than its key lasts renews it by itself and goes on', async () => {
  const clock = createShiftedClock();
  const fleet = await startFleet({ dir: scratch.path, clock });
  try {
    await fleet.addPerson({ userName: 'anna', pin: '482913' });
    const station = await fleet.run(await fleet.addStation());
    await fleet.synchronize([station], [{ userName: 'anna' }]);
    const identity = async (): Promise<{ certificate: string; previousCertificate: string | null }> =>
      JSON.parse(await readFile(join(station.dataDir, 'terminal.json'), 'utf8'));
    const before = await identity();
    expect(before.previousCertificate).toBeNull();

    fleet.cable.set(false);
    await waitUntil('the terminal to be offline', () => station.terminal.link() === 'offline');
    clock.shift(days(91));
    fleet.cable.set(true);
    await waitUntil('the terminal to be back', () => station.terminal.link() === 'online', seconds(60));

    const after = await identity();
    expect(after.certificate).not.toBe(before.certificate);
    expect(after.previousCertificate).toBe(before.certificate);
    const count = async (action: string): Promise<number> =>
      (await fleet.api.call(listAudit, { query: { action } })).items.length;
    expect([await count('terminal.key-issued'), await count('terminal.key-changed')]).toEqual([1, 1]);
    expect(await count('terminal.key-cloned')).toBe(0);
    expect(await station.panel.login({ method: 'pin', pin: '482913' })).toMatchObject({ session: { mode: 'online' } });
  } finally {
    await fleet.close();
  }
}, 120_000);
