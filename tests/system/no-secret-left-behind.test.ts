import { join } from 'node:path';
import { sampleDocument, sendDocument } from '@holdover/demo';
import { createMemoryLogger } from '@holdover/testbed';
import { findTool, runForeignProcess, scratchFolder, startPostgres, waitUntil } from '@holdover/testbed/peers';
import { afterAll, describe, expect, test } from 'vitest';
import { encodingsOf, filesBelow, scanBytes, scanFolder, type Canary } from '../support/canary-scan.ts';
import { startFleet } from '../support/fleet.ts';
import { dumpDatabase, openTerminalDisk } from '../support/terminal-disk.ts';
import { tapTls } from '../support/tls-tap.ts';

const ADA = { userName: 'ada', pin: '918273645012', card: '04A1B2C3D4E5F6' };
const BEN = { userName: 'ben', pin: '730519284461', card: '04F9E8D7C6B5A4' };
const WRONG_PIN = '550128349967';
const WRONG_CARD = '0411223344AABB';

const CANARIES: readonly Canary[] = [
  { name: 'the PIN of ada', text: ADA.pin },
  { name: 'the card of ada', text: ADA.card },
  { name: 'the PIN of ben', text: BEN.pin },
  { name: 'the card of ben', text: BEN.card },
  { name: 'a wrong PIN', text: WRONG_PIN },
  { name: 'a wrong card', text: WRONG_CARD },
];
const DOCUMENT: Canary = { name: 'the text of a held document', text: 'Zwiebelrostbraten' };

const scratch = scratchFolder('scan');
afterAll(() => scratch.remove());

describe('the scanner itself', () => {
  test('finds each encoding wherever it stands', () => {
    for (const { text, name } of CANARIES) {
      for (const [encoding, form] of encodingsOf(text)) {
        const bytes = Buffer.concat([Buffer.from('xy'), form, Buffer.from('z')]);
        const found = scanBytes(bytes, 'here', CANARIES).map((finding) => finding.canary);
        expect([encoding, found]).toEqual([encoding, expect.arrayContaining([name])]);
      }
    }
  });

  test('finds base64url of a secret inside a longer text', () => {
    const inside = Buffer.from(Buffer.from(`{"pin":"${ADA.pin}"}`).toString('base64url'));
    expect(scanBytes(inside, 'here', CANARIES)).toHaveLength(1);
  });
});

/** Logs everybody in by everything, online and offline, right and wrong, and prints; then tells what is left of it where. */
async function liveThrough(
  dir: string,
  databaseUrl?: string,
): Promise<{ terminalDir: string; serverDir: string; said: Buffer }> {
  const logger = createMemoryLogger();
  const tap = tapTls();
  const fleet = await startFleet({ dir, logger, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  try {
    for (const person of [ADA, BEN]) await fleet.addPerson(person);
    const station = await fleet.run(await fleet.addStation());
    const { panel } = station;
    await fleet.synchronize([station], [ADA, BEN]);
    const everyLogin = async (): Promise<void> => {
      for (const { pin, card } of [ADA, BEN]) {
        for (const request of [{ method: 'pin', pin } as const, { method: 'card', card } as const]) {
          expect(await panel.login(request)).toHaveProperty('session');
          await panel.logout();
        }
      }
      expect(await panel.login({ method: 'pin', pin: WRONG_PIN })).toHaveProperty('refusal');
      expect(await panel.login({ method: 'card', card: WRONG_CARD })).toHaveProperty('refusal');
    };
    await everyLogin();
    fleet.cable.set(false);
    await waitUntil('the terminal to notice', async () => (await panel.state()).link === 'offline');
    await everyLogin();
    const document = sampleDocument(DOCUMENT.text, 2);
    await sendDocument({ queueUri: station.terminal.queueUri, userName: 'ada', title: 'Menu', document });
    fleet.cable.set(true);
    await waitUntil('the journal to drain', async () => (await panel.state()).journalBacklog === 0);
    expect(tap.bytes().length).toBeGreaterThan(10_000);
    expect(logger.lines.length).toBeGreaterThan(5);
    const said = Buffer.concat([Buffer.from(logger.text()), tap.bytes()]);
    return { terminalDir: station.dataDir, serverDir: fleet.serverDir, said };
  } finally {
    tap.remove();
    await fleet.close();
  }
}

test('[B8a] no PIN or card number is on a disk, in a log or in a payload, in any encoding', async () => {
  const { terminalDir, serverDir, said } = await liveThrough(join(scratch.path, 'sqlite'));
  expect(filesBelow(terminalDir).length).toBeGreaterThan(3);
  const findings = [
    ...scanFolder(terminalDir, [...CANARIES, DOCUMENT]),
    ...scanFolder(serverDir, CANARIES),
    ...scanBytes(said, 'logs and payloads', [...CANARIES, DOCUMENT]),
  ];
  expect(findings).toEqual([]);
});

test('[B8a] none is behind the encryption either: the terminal opened with its key, PostgreSQL as it lies and as it dumps', async () => {
  const postgres = await startPostgres(join(scratch.path, 'postgres'));
  try {
    const { terminalDir } = await liveThrough(join(scratch.path, 'on-postgres'), postgres.url);
    const disk = await openTerminalDisk(terminalDir);
    const dump = await runForeignProcess(findTool('pg_dump'), [postgres.url]);
    expect(dump).toContain('Person ada');
    const findings = [
      ...scanBytes(dumpDatabase(disk.cache), 'the cache', CANARIES),
      ...scanBytes(dumpDatabase(disk.journal), 'the journal', CANARIES),
      ...scanBytes(Buffer.from(dump), 'a dump of the server database', CANARIES),
      ...scanFolder(postgres.socketFolder, CANARIES),
    ];
    expect(findings).toEqual([]);
  } finally {
    await postgres.stop();
  }
});
