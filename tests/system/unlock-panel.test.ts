import { listActivities, type Activity } from '@holdover/api';
import { sampleDocument, sendDocument, type PanelClient } from '@holdover/demo';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFleet, type Fleet, type Station } from '../support/fleet.ts';
import { runInOwnProcess } from '../support/own-process.ts';

const ADA = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };

const scratch = scratchFolder('unlock');
let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ dir: scratch.path });
  await fleet.addPerson(ADA);
});
afterAll(async () => {
  await fleet.close();
  scratch.remove();
});

async function post(panelUrl: string, path: string): Promise<number> {
  const response = await fetch(new URL(`api/${path}`, panelUrl), { method: 'POST' });
  return response.status;
}

/** Somebody logs in by card and frees the device. */
async function unlock(
  { panel, panelUrl }: { readonly panel: PanelClient; readonly panelUrl: string },
  station: Station,
) {
  expect(await panel.login({ method: 'card', card: ADA.card })).toHaveProperty('session');
  await waitUntil('the device to be lockable', async () => (await post(panelUrl, 'unlock-panel')) === 202);
  await waitUntil('the device to be free', async () => (await panel.state()).session?.unlocked !== null);
  expect(station.printer.locked()).toBe(false);
}

async function booked(panel: PanelClient, station: Station): Promise<readonly Activity[]> {
  const activities = async () =>
    (await fleet.api.call(listActivities, { query: { deviceId: station.id, limit: 100 } })).items;
  await waitUntil('all of it to be booked', async () => {
    const { link, journalBacklog } = await panel.state();
    return (
      link === 'online' && journalBacklog === 0 && (await activities()).every(({ outcome }) => outcome !== 'running')
    );
  });
  return activities();
}

test('[E9] [F4j] offline the device is freed, and what comes out is the person’s, beside their own print', async () => {
  const station = await fleet.addStation('generic', 'multifunction');
  const { panel, terminal } = await fleet.run(station);
  await fleet.synchronize([station], [ADA]);
  fleet.cable.set(false);
  const { printer } = station;
  await waitUntil('the device to be locked', () => printer.locked());
  expect((await printer.walkUp({ copies: 1 })).outcome).toBe('locked');
  await unlock({ panel, panelUrl: terminal.panelUrl }, station);
  await printer.walkUp({ copies: 3 });
  const document = sampleDocument('Ledger', 2);
  await sendDocument({ queueUri: terminal.queueUri, userName: ADA.userName, title: 'Ledger', document });
  await panel.print((await panel.jobs()).map(({ id }) => id));
  await waitUntil('five pages to be out', () => printer.impressions() === 5);
  await panel.logout();
  await waitUntil('the device to be locked again', () => printer.locked());
  fleet.cable.set(true);
  const activities = await booked(panel, station);
  expect(new Set(activities.map(({ kind, impressions, mode }) => `${mode} ${kind} ${impressions}`))).toEqual(
    new Set(['offline print 2', 'offline walk-up 3']),
  );
  expect(activities).toHaveLength(2);
});

test('[F4k] the power goes while it is free: it is locked at the start, and every page is in the books once', async () => {
  const station = await fleet.addStation('generic', 'multifunction');
  const { printer } = station;
  const { hostname: host, port } = new URL(printer.controlUrl ?? '');
  const deviceAdapter = { kind: 'virtual' as const, host, port: Number(port) };
  const first = await runInOwnProcess(station, { deviceAdapter });
  await fleet.synchronize([station], [ADA]);
  await unlock(first, station);
  await printer.walkUp({ copies: 2 });
  first.process.kill('SIGKILL');
  await first.process.exited;
  await printer.walkUp({ copies: 2 });
  const second = await runInOwnProcess(station, { deviceAdapter });
  await waitUntil('the device to be locked', () => printer.locked());
  await waitUntil('the walk-up to have its end', async () => (await booked(second.panel, station)).length > 0);
  expect(await booked(second.panel, station)).toMatchObject([
    { kind: 'walk-up', impressions: 4, outcome: 'completed', userName: ADA.userName },
  ]);
  await second.process.stop();
});
