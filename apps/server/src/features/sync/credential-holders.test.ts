import { hours, instant, later, makeId, type CredentialId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Queries } from '../../database/database.ts';
import { openStores } from '../../stores.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { NO_SCAN_TARGETS } from '../profiles/profile.ts';
import { newTerminal, type TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { holdersOf } from './credential-holders.ts';
import type { Holding } from './holding.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';
import { createSqlPendingStateStore } from './pending-state-store-sql.ts';

const AT = instant(1_790_000_000_000);
const entropy = createSeededEntropy('credential-holders');
const pin = (): CredentialId => makeId('pin', AT, entropy);

/** At a device called *Lobby*. */
async function addTerminal(queries: Queries): Promise<TerminalRecord> {
  const stores = openStores(queries);
  const [deviceId, profileId] = [makeId('device', AT, entropy), makeId('profile', AT, entropy)];
  const numbers = {
    idleTimeoutSeconds: 60,
    maxSyncedUsers: 100,
    cardTransformation: null,
    actions: [],
    ...NO_SCAN_TARGETS,
  };
  await stores.profiles.create({
    id: profileId,
    name: 'Default',
    loginMethods: ['pin'],
    requireProtector: 'any',
    default: true,
    createdAt: AT,
    ...numbers,
  });
  const device = {
    name: 'Lobby',
    model: 'kyocera',
    address: null,
    printerPin: null,
    active: true,
    createdAt: AT,
  } as const;
  await stores.devices.create({ id: deviceId, profileId, ...device });
  const id = makeId('terminal', AT, entropy);
  const fields = { version: '0.1.0', keyProtector: 'keyfile', enrolledAt: AT, servicePinSealed: '' } as const;
  const terminal = newTerminal({ id, deviceId, ...fields });
  await createSqlTerminalStore(queries).create(terminal);
  return terminal;
}

function holding({ id: terminalId }: TerminalRecord, change: Partial<Holding> = {}): Holding {
  const standard = {
    method: 'pin',
    source: 'sync',
    endsAt: null,
    confirmedAt: AT,
    knownAt: AT,
    acknowledged: true,
  } as const;
  return { terminalId, credentialId: pin(), userId: makeId('user', AT, entropy), ...standard, ...change };
}

describeStore('holders of a credential', (open) => {
  test('[B9g] who may still open with a credential is counted with what the terminal itself was told', async () => {
    const { queries } = await open();
    const terminal = await addTerminal(queries);
    const { id, deviceId } = terminal;
    const [synced, session] = [holding(terminal), holding(terminal, { source: 'session' })];
    const temporary = holding(terminal, { endsAt: later(AT, hours(1)) });
    const store = createSqlHoldingStore(queries);
    await store.replace(id, [synced, session, temporary], AT);
    const settingsApplied = JSON.stringify({ settings: { cacheHours: 10 } });
    const terminals = createSqlTerminalStore(queries);
    await terminals.update(id, { settingsApplied, confirmedAt: later(AT, hours(3)), lastContactAt: AT });
    const untils = async (one: Holding, now = AT) =>
      (await holdersOf(queries, [one.credentialId], now)).map(({ until }) => until);
    expect(await holdersOf(queries, [synced.credentialId], AT)).toEqual([
      { terminalId: id, deviceId, deviceName: 'Lobby', until: later(AT, hours(13)) },
    ]);
    expect(await untils(session)).toEqual([later(AT, hours(10))]);
    expect(await untils(session, later(AT, hours(10)))).toEqual([]);
    expect(await untils(temporary)).toEqual([later(AT, hours(1))]);
    expect(await untils(holding(terminal))).toEqual([]);

    // A heartbeat after the last that is on record may have confirmed it.
    await terminals.update(id, { lastContactAt: later(AT, hours(4)) });
    expect((await untils(synced))[0]).toBeGreaterThan(later(AT, hours(14)));
    // The removal is acknowledged: the terminal opens with it no more.
    await store.replace(id, [session], AT);
    expect(await untils(synced)).toEqual([]);
    await terminals.revoke(id, AT);
    expect(await untils(session)).toHaveLength(1);
    await store.clear(id);
    expect(await untils(session)).toEqual([]);
  });

  test('[B9g] what is on its way to a terminal may be in use there', async () => {
    const { queries } = await open();
    const terminal = await addTerminal(queries);
    const { id } = terminal;
    const { terminalId: _terminal, acknowledged: _acknowledged, ...held } = holding(terminal);
    const settings = JSON.stringify({ settings: { cacheHours: 10 } });
    const pending = { terminalId: id, revision: 2, generation: 1, computedAt: AT, settings, holdings: [held] };
    await createSqlPendingStateStore(queries).put(pending);
    expect(await holdersOf(queries, [held.credentialId], later(AT, hours(1)))).toMatchObject([
      { until: later(AT, hours(10)) },
    ]);
    expect(await holdersOf(queries, [pin()], AT)).toEqual([]);
  });
});
