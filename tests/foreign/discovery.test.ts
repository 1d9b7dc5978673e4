import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FoundPrinter } from '@holdover/nodejs';
import { scratchFolder, startAvahi, waitUntil, type Avahi } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet } from '../support/fleet.ts';
import { openNetwork, WIRE, type Network } from '../support/network.ts';
import { runInOwnProcess, startScript, type TerminalProcess } from '../support/own-process.ts';

const scratch = scratchFolder('sd');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
let network: Network;
let avahi: Avahi;
let port: string;
let terminal: TerminalProcess;

/** A terminal at one end of a wire, somebody who looks at the other. */
beforeAll(async () => {
  network = await openNetwork(scratch.path);
  closers.add(() => network.close());
  const fleet = await startFleet({ dir: scratch.path });
  closers.add(() => fleet.close());
  const station = await fleet.addStation();
  terminal = await runInOwnProcess(station, { launcher: network.far.launcher, ippHost: network.far.address });
  closers.add(() => terminal.process.stop());
  port = new URL(terminal.queueUri).port;
  const dir = join(scratch.path, 'look');
  mkdirSync(dir);
  avahi = await startAvahi({ dir, launcher: network.near.launcher, device: WIRE });
  closers.add(() => avahi.stop());
});

describe('a device queue in the local network', () => {
  test('[G1t] is seen by Avahi with what driverless clients look for', async () => {
    const seen = await waitUntil('it to be seen', async () => (await avahi.browse('_ipps._tcp'))[0] ?? false);
    const [, , protocol, , , , , address, at] = seen.split(';');
    expect({ protocol, address, at }).toEqual({ protocol: 'IPv4', address: network.far.address, at: port });
    for (const item of ['txtvers=1', 'rp=ipp/print', 'TLS=1.2', 'Duplex=T', 'kind=document'])
      expect(seen).toContain(`"${item}"`);
    expect(seen).toMatch(/"pdl=[^"]*image\/pwg-raster/);
    expect(seen).toMatch(/"UUID=[0-9a-f-]{36}"/);
    expect(await avahi.browse('_print._sub._ipp._tcp')).toHaveLength(1);
  });

  test('[G1t] is what CUPS would print to', async () => {
    const uris = await avahi.ippfind('_ipps._tcp');
    expect(uris).toEqual([expect.stringMatching(new RegExp(`^ipps://[^/]+\\.local:${port}/ipp/print$`))]);
  });

  test('[G1u] is found by the server’s own search, once and over ipps', async () => {
    const found = await search();
    expect(found).toMatchObject([
      { uri: `ipps://${network.far.address}:${port}/ipp/print`, color: true, duplex: true },
    ]);
    expect(found[0]?.formats).toContain('application/pdf');
  });

  test('[G1t] says goodbye', async () => {
    terminal.process.kill('SIGINT');
    expect(await terminal.process.exited).toBe(0);
    await waitUntil('it to be gone', async () => (await avahi.browse('_ipp._tcp')).length === 0);
    expect(await search()).toEqual([]);
  });
});

async function search(): Promise<readonly FoundPrinter[]> {
  const looking = startScript('find-printers.mjs', { seconds: 2 }, { launcher: network.near.launcher });
  await looking.exited;
  return JSON.parse(looking.output()) as readonly FoundPrinter[]; // as it was written
}
