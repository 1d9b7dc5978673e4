import { RENEWED_AT_ONCE } from '@holdover/api';
import { makeId, type DeviceId, type TerminalId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SYSTEM } from '../../actor.ts';
import { sampleUser } from '../../testing/sample-job.ts';
import { storeDevice } from '../../testing/store-device.ts';
import { openTestConsole, START, type TestConsole } from '../../testing/test-console.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import { newTerminal } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createStolenDevices } from './stolen-devices.ts';

const entropy = createSeededEntropy('stolen-report');
let console: TestConsole;
beforeAll(async () => {
  console = await openTestConsole();
});
afterAll(() => console.close());

const MORE = 3;

async function addTerminal(deviceId: DeviceId): Promise<TerminalId> {
  const id = makeId('terminal', START, entropy);
  const fields = { version: '0.1.0', keyProtector: 'tpm2', enrolledAt: START, servicePinSealed: '' } as const;
  await createSqlTerminalStore(console.core.database.queries).create(newTerminal({ id, deviceId, ...fields }));
  return id;
}

/** Somebody with a PIN that the terminal holds. */
async function addHeld(terminalId: TerminalId, number: number): Promise<void> {
  const { stores, database } = console.core;
  const user = sampleUser(`held-${number}`);
  await stores.users.create(user);
  const id = makeId('pin', START, entropy);
  const secret = { lookup: `lookup ${number}`, sealed: '', generation: 1, fingerprint: null, length: 6, ending: '' };
  await stores.credentials.create({ id, userId: user.id, kind: 'pin', ...secret, createdAt: START, expiresAt: null });
  const holding = { credentialId: id, userId: user.id, method: 'pin', source: 'sync', endsAt: null } as const;
  const dates = { confirmedAt: START, knownAt: START, acknowledged: true };
  await createSqlHoldingStore(database.queries).addSession({ terminalId, ...holding, ...dates });
}

test('[B7j] PINs are replaced a number at a time; what was enrolled in its place is left alone until none remains', async () => {
  const { core, signals, clock } = console;
  const { queries } = core.database;
  const revoked: TerminalId[] = [];
  const stolen = createStolenDevices({
    ...core,
    queries,
    entropy,
    clock,
    signals: signals.signals,
    revoke: async (change, id) => {
      revoked.push(id);
      await createSqlTerminalStore(change.queries).revoke(id, change.at);
    },
    clearAlerts: () => Promise.resolve(),
  });
  const administrator = { kind: 'administrator', id: makeId('administrator', START, entropy), name: 'root' } as const;
  const actor = { ...administrator, role: 'administrator' as const };
  const device = await storeDevice(queries, { name: 'Lobby', at: START, entropy });
  const first = await addTerminal(device);
  for (let at = 0; at < RENEWED_AT_ONCE + MORE; at++) await addHeld(first, at);

  const { renewed, remaining, report } = await stolen.report(actor, device);
  expect([renewed.length, remaining.size, report.terminalId, report.keyProtector]).toEqual([
    RENEWED_AT_ONCE,
    MORE,
    first,
    'tpm2',
  ]);
  const second = await addTerminal(device);
  const rest = await stolen.report(actor, device);
  expect([rest.renewed.length, rest.remaining.size, revoked]).toEqual([MORE, 0, [first]]);
  const users = [...renewed, ...rest.renewed].map(({ user }) => user.userName);
  expect(new Set(users).size).toBe(RENEWED_AT_ONCE + MORE);
  expect(new Set([...renewed, ...rest.renewed].map(({ pin }) => pin)).size).toBe(RENEWED_AT_ONCE + MORE);
  expect(rest.credentials.every(({ replaced, present }) => replaced && present === undefined)).toBe(true);
  // Nothing is left of the first: now it is the one in its place that was stolen.
  expect(await stolen.report(actor, device)).toMatchObject({ renewed: [], report: { terminalId: second } });
  expect(revoked).toEqual([first, second]);
  // Of its own accord the server reports nothing, and has no right to replace PINs.
  expect((await stolen.report(SYSTEM, device)).renewed).toEqual([]);
});
