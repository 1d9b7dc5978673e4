import { hours, instant, later, makeId, type TerminalId, type UserId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Queries } from '../../database/database.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { sampleUser } from '../../testing/sample-job.ts';
import { storeDevice } from '../../testing/store-device.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import { createSqlPendingStateStore } from '../sync/pending-state-store-sql.ts';
import { newTerminal } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createSqlStolenReportStore } from './stolen-report-store-sql.ts';

const AT = instant(1_790_000_000_000);
const entropy = createSeededEntropy('stolen-report-store');

async function addCredential(queries: Queries, userId: UserId, kind: 'pin' | 'card') {
  const id = makeId(kind, AT, entropy);
  const secret = { lookup: id, sealed: '', generation: 1, fingerprint: null, length: 6 };
  const dates = { createdAt: AT, expiresAt: null };
  const ending = kind === 'card' ? 'C3' : '';
  await openStores(queries).credentials.create({ id, userId, kind, ending, ...secret, ...dates });
  return id;
}

describeStore('reports of stolen devices', (open) => {
  test('[B7i] [B7k] keep what a terminal held, and what was on its way to it, whatever becomes of that', async () => {
    const { queries } = await open();
    const stores = openStores(queries);
    const [ada, bob] = [sampleUser('ada', { fullName: 'Ada L.' }), sampleUser('Bob')];
    for (const user of [ada, bob]) await stores.users.create(user);
    const [pin, card, coming] = [
      await addCredential(queries, ada.id, 'pin'),
      await addCredential(queries, ada.id, 'card'),
      await addCredential(queries, bob.id, 'pin'),
    ];
    const deviceId = await storeDevice(queries, { name: 'Lobby', at: AT, entropy });
    const terminals = createSqlTerminalStore(queries);
    const terminalId: TerminalId = makeId('terminal', AT, entropy);
    const fields = { version: '0.1.0', keyProtector: 'keyfile', enrolledAt: AT, servicePinSealed: '' } as const;
    await terminals.create({ ...newTerminal({ id: terminalId, deviceId, ...fields }), contentDigest: 'of all' });
    const shared = { source: 'sync', endsAt: null, confirmedAt: AT } as const;
    const held = { terminalId, userId: ada.id, ...shared, knownAt: AT, acknowledged: true };
    const holdings = createSqlHoldingStore(queries);
    await holdings.addSession({ ...held, credentialId: pin, method: 'pin' });
    await holdings.addSession({ ...held, credentialId: card, method: 'card', acknowledged: false });
    const sent = { credentialId: coming, userId: bob.id, method: 'pin', ...shared } as const;
    const pending = { terminalId, revision: 2, generation: 1, computedAt: AT, settings: '{}', holdings: [sent] };
    await createSqlPendingStateStore(queries).put(pending);
    expect((await holdings.ofUser(ada.id)).map(({ credentialId }) => credentialId)).toEqual([card, pin].toSorted());
    expect((await terminals.holdingUser(ada.id)).map(({ id }) => id)).toEqual([terminalId]);
    for (const subject of [{ user: bob.id }, { credentials: [] }, { credentials: [coming] }]) {
      await terminals.forgetContent(subject);
    }
    expect(await terminals.read(terminalId)).toMatchObject({ contentDigest: 'of all' });
    await terminals.forgetContent({ credentials: [pin] });
    expect(await terminals.read(terminalId)).toMatchObject({ contentDigest: '' });
    const job = {
      id: makeId('job', AT, entropy),
      ownerName: 'ada',
      userId: ada.id,
      name: 'Payroll',
      state: 'held',
    } as const;
    const document = { createdAt: AT, format: 'application/pdf', bytes: 1, pages: 1, color: null, copies: 1 };
    await stores.deviceJobs.replaceAll({ id: terminalId, deviceId }, [{ ...job, ...document }]);

    const reports = createSqlStolenReportStore(queries);
    const report = { terminalId, deviceId, keyProtector: 'keyfile', reportedAt: AT } as const;
    await reports.create(report);
    await reports.keepHeld(terminalId);
    await terminals.revoke(terminalId, later(AT, hours(1)));
    expect(await terminals.lastRevoked(deviceId)).toMatchObject({ id: terminalId });
    await holdings.clear(terminalId);
    await stores.deviceJobs.removeAll(terminalId);
    await stores.credentials.delete(pin);
    await reports.markReplaced([pin]);

    expect(await reports.ofDevice(deviceId)).toEqual([report]);
    const other = await storeDevice(queries, { name: 'Stairs', at: AT, entropy });
    expect(await reports.lastOf([other, deviceId])).toEqual(new Map([[deviceId, AT]]));
    expect(await reports.jobs(deviceId)).toEqual([{ id: job.id, name: 'Payroll', userName: 'ada' }]);
    const names = { userId: ada.id, userName: 'ada', fullName: 'Ada L.' };
    const inOrder = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(await reports.credentials(deviceId)).toMatchObject([
      ...[
        { id: card, kind: 'card', ending: 'C3', ...names, replaced: false, present: { id: card } },
        { id: pin, kind: 'pin', ending: '', ...names, replaced: true, present: undefined },
      ].toSorted(inOrder),
      { id: coming, kind: 'pin', userId: bob.id, userName: 'Bob', replaced: false, present: { id: coming } },
    ]);
  });
});
