import { scratchFolder } from '@holdover/testbed/peers';
import { afterAll, expect, test } from 'vitest';
import { startFleet } from '../support/fleet.ts';
import { openTerminalDisk, verifiersIn } from '../support/terminal-disk.ts';

const scratch = scratchFolder('verifiers');
afterAll(() => scratch.remove());

test('two terminals hold different verifiers for the same PIN and the same card', async () => {
  const fleet = await startFleet({ dir: scratch.path });
  try {
    const ada = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };
    await fleet.addPerson(ada);
    const stations = [await fleet.addStation('generic'), await fleet.addStation('kyocera')];
    const running = [];
    for (const station of stations) running.push(await fleet.run(station));
    await fleet.synchronize(stations, [ada]);
    for (const { terminal } of running) await terminal.close();
    const held = [];
    for (const { dataDir } of stations) held.push(verifiersIn((await openTerminalDisk(dataDir)).cache));
    expect(held.map((verifiers) => verifiers.length)).toEqual([2, 2]);
    expect(new Set(held.flat()).size).toBe(4);
  } finally {
    await fleet.close();
  }
});
