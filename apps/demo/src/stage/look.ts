import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listActivities } from '@holdover/api';
import { titleOf } from '../props/sample-document.ts';
import { readPrinted, type Printed } from '../world/printed.ts';
import type { StagedDevice, World } from '../world/world.ts';
import type { Paper } from './stage.ts';
import type { Seen, SeenDevice } from './stage-model.ts';

/** Looks at everything a spectator can see: panels, trays, and the server's books. */
export async function lookAround(world: World, before: Seen): Promise<Seen> {
  const devices = await Promise.all(
    world.devices.map(async (device) => [device.id, await lookAt(device, before.devices.get(device.id))] as const),
  );
  return { devices: new Map(devices), accountedPages: await accountedPages(world), cableUp: world.cable.isUp() };
}

async function lookAt(device: StagedDevice, before: SeenDevice | undefined): Promise<SeenDevice> {
  const panel = await device.panel.state().catch(() => before?.panel);
  const printed = await readPrinted(device.outDir);
  const known = before?.papers ?? [];
  if (printed.length === known.length) return { panel, papers: known };
  const papers = await Promise.all(printed.slice(known.length).map((line) => paperOf(device, line)));
  return { panel, papers: [...papers.toReversed(), ...known] };
}

async function paperOf({ outDir }: StagedDevice, line: Printed): Promise<Paper> {
  const document = await readFile(join(outDir, line.file)).catch(() => new Uint8Array());
  return { title: titleOf(document) ?? line.jobName, pages: line.impressions, printedAt: line.time };
}

async function accountedPages({ api }: World): Promise<number> {
  const { items } = await api.call(listActivities, { query: { limit: 1_000 } });
  return items.reduce((sum, { impressions }) => sum + impressions, 0);
}
