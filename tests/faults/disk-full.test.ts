import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { listSessions } from '@holdover/api';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { prepareCutOffStation } from '../support/cut-off-station.ts';
import type { Fleet, Station } from '../support/fleet.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';
import { accountingAndPaper, drained, printAll, sendPages } from '../support/paper.ts';
import { onSmallDisk } from '../support/small-disk.ts';

const ADA = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };
const PAGES = 2;

const scratch = scratchFolder('disk-full');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
let fleet: Fleet;
let station: Station;
let terminal: TerminalProcess;
/** The terminal's small disk as this process sees it. */
let disk: string;

beforeAll(async () => {
  ({ fleet, station } = await prepareCutOffStation(scratch.path, ADA, closers));
  const mounted = join(scratch.path, 'small');
  mkdirSync(mounted);
  terminal = await runInOwnProcess(
    { ...station, dataDir: mounted },
    { launcher: onSmallDisk(station.dataDir, mounted, '8m') },
  );
  closers.add(() => terminal.process.stop());
  disk = join('/proc', String(terminal.process.pid), 'root', mounted);
});

/** Not a byte is left. */
function fillDisk(): void {
  const file = openSync(join(disk, 'filler'), 'w');
  try {
    for (let bytes = 65_536; bytes >= 1;) bytes = writes(file, bytes) ? bytes : Math.floor(bytes / 2);
  } finally {
    closeSync(file);
  }
}

function writes(file: number, bytes: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(bytes)) === bytes;
  } catch {
    return false;
  }
}

const freeDisk = (): void => rmSync(join(disk, 'filler'));

/** Sessions that opened, until one is refused: the write-ahead log has room for a few more. */
async function logInUntilRefused(): Promise<number> {
  for (let opened = 0; ; opened++) {
    const answer = await terminal.panel.login({ method: 'card', card: ADA.card }).catch(() => 'refused');
    if (answer === 'refused') return opened;
    expect(answer).toHaveProperty('session');
    await terminal.panel.logout();
  }
}

describe('the disk of a terminal is full', () => {
  let sessions = 0;

  test('[D1d] no session opens that cannot be recorded, no token is spent that cannot be noted, no job is taken', async () => {
    await sendPages(terminal, ADA.userName, PAGES);
    fillDisk();
    sessions += await logInUntilRefused();
    await expect(terminal.panel.login({ method: 'pin', pin: ADA.pin })).rejects.toThrow('terminal-fault');
    await expect(sendPages(terminal, ADA.userName, PAGES)).rejects.toThrow();
    expect(await terminal.panel.state()).toMatchObject({ session: null, link: 'offline' });
  });

  test('[F1b] with space again everything goes on, and what was recorded before is all there', async () => {
    freeDisk();
    expect(await terminal.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
    sessions += 1;
    await printAll(terminal);
    await terminal.panel.logout();
    fleet.cable.set(true);
    await drained(terminal, fleet.api);
    const { accounted, paper } = await accountingAndPaper(fleet.api, station.printer);
    expect([...paper.values()]).toEqual([PAGES]);
    expect(accounted).toEqual(paper);
    expect((await fleet.api.call(listSessions, { query: { limit: 1_000 } })).items).toHaveLength(sessions);
  });

  test('[F1b] a disk that fills up while somebody is logged in puts nothing on paper', async () => {
    fleet.cable.set(false);
    expect(await terminal.panel.login({ method: 'card', card: ADA.card })).toHaveProperty('session');
    await sendPages(terminal, ADA.userName, PAGES);
    fillDisk();
    const { paper: before } = await accountingAndPaper(fleet.api, station.printer);
    const [job] = (await terminal.panel.jobs()).filter(({ state }) => state === 'held');
    await terminal.panel.print([job?.id ?? '']);
    await waitUntil('the release to fail', async () =>
      (await terminal.panel.jobs()).some(({ id, state }) => id === job?.id && state === 'failed'),
    );
    expect((await accountingAndPaper(fleet.api, station.printer)).paper).toEqual(before);
    freeDisk();
    await printAll(terminal);
    fleet.cable.set(true);
    await drained(terminal, fleet.api);
    const { accounted, paper } = await accountingAndPaper(fleet.api, station.printer);
    expect(paper.size).toBe(before.size + 1);
    expect(accounted).toEqual(paper);
  });
});
