import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listSessions } from '@holdover/api';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { startFleet, type Fleet, type Station } from '../support/fleet.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';
import { accountingAndPaper, drained, printAll, sendPages } from '../support/paper.ts';

const ADA = { userName: 'ada', pin: '482915' };
const PAGES = 2;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const scratch = scratchFolder('clock');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
/** What libfaketime reads each time the program asks for the time. */
const clockFile = join(scratch.path, 'clock');
let fleet: Fleet;
let station: Station;
let terminal: TerminalProcess;

beforeAll(async () => {
  setWallClock('+0');
  fleet = await startFleet({ dir: scratch.path });
  closers.add(() => fleet.close());
  await fleet.addPerson(ADA);
  station = await fleet.addStation();
  terminal = await runInOwnProcess(station, {
    env: {
      LD_PRELOAD: fakeTimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: clockFile,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
  });
  closers.add(() => terminal.process.stop());
  await fleet.synchronize([station], [ADA]);
});

/** An offset in hours, or an instant of its own. */
function setWallClock(to: string): void {
  writeFileSync(clockFile, to);
}

/** As the head of its answers says. */
async function wallClockOf({ panelUrl }: TerminalProcess): Promise<number> {
  const { headers } = await fetch(new URL('/api/state', panelUrl));
  return Date.parse(headers.get('date') ?? '');
}

function fakeTimeLibrary(): string {
  const folders = readdirSync('/usr/lib').map((folder) => join('/usr/lib', folder, 'faketime'));
  return join(folders.find((folder) => existsSync(folder)) ?? '', 'libfaketimeMT.so.1');
}

describe('somebody sets the clock of a terminal', () => {
  test.each([
    ['25 hours ahead', '+25h'],
    ['25 hours back', '-25h'],
    ['to 1970', '@1970-01-01 00:00:10'],
  ])('[T1a] %s: people log in offline as before, and what they print has its true time', async (_, to) => {
    fleet.cable.set(false);
    setWallClock(to);
    await waitUntil(
      'the terminal to see it',
      async () => Math.abs((await wallClockOf(terminal)) - Date.now()) > DAY_MS,
    );
    const login = await terminal.panel.login({ method: 'pin', pin: ADA.pin });
    expect(login).toMatchObject({ session: { mode: 'offline' } });
    await sendPages(terminal, ADA.userName, PAGES);
    await printAll(terminal);
    await terminal.panel.logout();
    // The clock stays wrong: the way back to the server does not ask it either.
    fleet.cable.set(true);
    await drained(terminal, fleet.api);
    const { accounted, paper } = await accountingAndPaper(fleet.api, station.printer);
    expect(accounted).toEqual(paper);
    const { items } = await fleet.api.call(listSessions, { query: { limit: 1 } });
    expect(Math.abs(Date.now() - Date.parse(items[0]?.startedAt ?? ''))).toBeLessThan(MINUTE_MS);
  });
});
