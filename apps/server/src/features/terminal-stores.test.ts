import {
  hours,
  instant,
  later,
  makeId,
  type CredentialId,
  type DeviceId,
  type TerminalId,
  type UserId,
} from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Database, Queries } from '../database/database.ts';
import { createServerKeys } from '../keys/server-keys.ts';
import { describeStore } from '../testing/describe-store.ts';
import { storeDevice } from '../testing/store-device.ts';
import { openFleetAuthority } from './authority/fleet-authority.ts';
import { CODE_LIFETIME, judgeSecret, lookupOf, newEnrolment, stateOf } from './enrolment/enrolment.ts';
import { createSqlEnrolmentStore } from './enrolment/enrolment-store-sql.ts';
import { createSqlSessionStore } from './sessions/session-store-sql.ts';
import { createDenyList } from './sync/deny-list.ts';
import type { Holding } from './sync/holding.ts';
import { createSqlHoldingStore } from './sync/holding-store-sql.ts';
import { createSqlPendingStateStore } from './sync/pending-state-store-sql.ts';
import { newTerminal, type TerminalRecord } from './terminals/terminal.ts';
import { createSqlTerminalStore } from './terminals/terminal-store-sql.ts';

const AT = instant(1_790_000_000_000);
const entropy = createSeededEntropy('terminal-stores');
const keys = createServerKeys(new Uint8Array(32).fill(4));
const user = (): UserId => makeId('user', AT, entropy);
const pin = (): CredentialId => makeId('pin', AT, entropy);

const addDevice = (queries: Queries, name: string): Promise<DeviceId> =>
  storeDevice(queries, { name, at: AT, entropy });

async function addTerminal(
  queries: Queries,
  deviceId: DeviceId = makeId('device', AT, entropy),
): Promise<TerminalRecord> {
  const id = makeId('terminal', AT, entropy);
  const terminal = newTerminal({
    id,
    deviceId,
    version: '0.1.0',
    keyProtector: 'keyfile',
    enrolledAt: AT,
    servicePinSealed: '',
  });
  await createSqlTerminalStore(queries).create(terminal);
  return terminal;
}

function holding(terminalId: TerminalId, change: Partial<Holding> = {}): Holding {
  const standard = {
    method: 'pin',
    source: 'sync',
    endsAt: null,
    confirmedAt: AT,
    knownAt: null,
    acknowledged: true,
  } as const;
  return { terminalId, credentialId: pin(), userId: user(), ...standard, ...change };
}

describeStore('terminals', (open) => {
  test('a terminal comes back as it was, and as it was changed', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const terminal = await addTerminal(queries);
    expect(await store.read(terminal.id)).toEqual(terminal);
    const change = { revisionDesired: 7, settingsDesired: '{}', confirmedAt: later(AT, hours(1)) };
    await store.update(terminal.id, change);
    await store.update(terminal.id, {});
    expect(await store.read(terminal.id)).toEqual({ ...terminal, ...change });
    expect(await store.read(makeId('terminal', AT, entropy))).toBeUndefined();
  });

  test('a revoked terminal and its certificates stay known, and are nobody’s terminal any more', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const { id, deviceId } = await addTerminal(queries);
    const used = { issuedAt: AT, usedAt: AT, supersededAt: null, revokedAt: null, issuer: 'aa' };
    for (const serial of ['01aa', '01bb']) await store.addCertificate({ serial, terminalId: id, ...used });
    expect((await store.ofDevice(deviceId))?.id).toBe(id);
    expect(await store.countLiving()).toBe(1);
    expect([...(await store.revoke(id, AT))].toSorted()).toEqual(['01aa', '01bb']);
    expect(await store.revoke(id, later(AT, hours(1)))).toEqual([]);
    expect(await store.ofDevice(deviceId)).toBeUndefined();
    expect([await store.living(), await store.countLiving()]).toEqual([[], 0]);
    expect(await store.certificate('01aa')).toMatchObject({ terminalId: id, revokedAt: AT });
    expect((await store.read(id))?.revokedAt).toBe(AT);
  });

  test('a reset raises the generation of one, or of all that live', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    const [one, two, gone] = [await addTerminal(queries), await addTerminal(queries), await addTerminal(queries)];
    await store.revoke(gone.id, AT);
    await store.raiseGenerations(one.id);
    await store.raiseGenerations();
    const generations = await Promise.all(
      [one, two, gone].map(async ({ id }) => (await store.read(id))?.generationDesired),
    );
    expect(generations).toEqual([3, 2, 1]);
  });

  test('changes under its lock come one after another', async () => {
    const database = await open();
    const { id } = await addTerminal(database.queries);
    const raise = (): Promise<void> =>
      database.transact(async (queries) => {
        const store = createSqlTerminalStore(queries);
        await store.lock(id);
        const { revisionDesired = 0 } = (await store.read(id)) ?? {};
        await store.update(id, { revisionDesired: revisionDesired + 1 });
      });
    await Promise.all(Array.from({ length: 8 }, raise));
    expect((await createSqlTerminalStore(database.queries).read(id))?.revisionDesired).toBe(9);
  });

  test('pages come by device name', async () => {
    const { queries } = await open();
    const store = createSqlTerminalStore(queries);
    for (const name of ['Zeta', 'alpha', 'Mid']) await addTerminal(queries, await addDevice(queries, name));
    const first = await store.page({ limit: 2 });
    expect(first.items.map(({ deviceName }) => deviceName)).toEqual(['alpha', 'Mid']);
    const second = await store.page({ limit: 2, cursor: first.nextCursor ?? '' });
    expect(second).toMatchObject({ items: [{ deviceName: 'Zeta' }], nextCursor: null });
    expect((await store.page({ limit: 9, q: 'ALP' })).items).toHaveLength(1);
  });
});

describeStore('enrolment codes', (open) => {
  const made = async (database: Database, secret: Uint8Array) => {
    const deviceId = await addDevice(database.queries, `Device ${secret[0]}`);
    const id = makeId('enrolment', AT, entropy);
    const enrolment = newEnrolment({ id, deviceId, host: 'srv', gatewayPort: 8444, secret, createdAt: AT });
    await createSqlEnrolmentStore(database.queries).create(enrolment);
    return enrolment;
  };

  test('[I1b] a code is found by its beginning, counts wrong tries, and is used once', async () => {
    const database = await open();
    const store = createSqlEnrolmentStore(database.queries);
    const secret = new Uint8Array(16).fill(1);
    const enrolment = await made(database, secret);
    expect(await store.byLookup(lookupOf(secret))).toEqual([enrolment]);
    await store.countWrongTry(enrolment.id);
    expect((await store.byLookup(lookupOf(secret)))[0]?.wrongTries).toBe(1);
    expect(await store.use(enrolment.id, AT)).toBe(true);
    expect(await store.use(enrolment.id, AT)).toBe(false);
  });

  test('[I1b] a new code ends the unused ones of its device alone', async () => {
    const database = await open();
    const store = createSqlEnrolmentStore(database.queries);
    const [first, second] = [
      await made(database, new Uint8Array(16).fill(2)),
      await made(database, new Uint8Array(16).fill(3)),
    ];
    await store.removeUnused(first.deviceId);
    expect(await store.byLookup(first.lookup)).toEqual([]);
    expect(await store.byLookup(second.lookup)).toHaveLength(1);
  });

  test('[I1b] what became of the newest code of a device is told', async () => {
    const database = await open();
    const store = createSqlEnrolmentStore(database.queries);
    const enrolment = await made(database, new Uint8Array(16).fill(7));
    expect(await store.newestOf(enrolment.deviceId)).toEqual(enrolment);
    await store.removeUnused(enrolment.deviceId);
    expect(await store.newestOf(enrolment.deviceId)).toBeUndefined();
    const end = later(AT, CODE_LIFETIME);
    expect(stateOf(enrolment, instant(end - 1))).toBe('waiting');
    expect(stateOf(enrolment, end)).toBe('expired');
    expect(stateOf({ ...enrolment, wrongTries: 10 }, AT)).toBe('locked');
    expect(stateOf({ ...enrolment, usedAt: AT, wrongTries: 10 }, end)).toBe('used');
  });

  test('[I1b] [I1c] what is kept does not give the secret, and ends after a day', async () => {
    const secret = new Uint8Array(16).fill(5);
    const enrolment = await made(await open(), secret);
    expect(JSON.stringify(enrolment)).not.toContain('05'.repeat(6));
    const end = later(AT, CODE_LIFETIME);
    expect(judgeSecret(enrolment, secret, instant(end - 1))).toBe('good');
    expect(judgeSecret(enrolment, secret, end)).toBe('expired');
    expect(judgeSecret({ ...enrolment, usedAt: AT }, secret, AT)).toBe('used');
    expect(judgeSecret({ ...enrolment, wrongTries: 10 }, secret, AT)).toBe('wrong');
    expect(judgeSecret(enrolment, new Uint8Array(16), AT)).toBe('wrong');
  });
});

describeStore('holdings', (open) => {
  test('an acknowledged state replaces what was held, but for what an online login left since', async () => {
    const { queries } = await open();
    const store = createSqlHoldingStore(queries);
    const { id } = await addTerminal(queries);
    const old = holding(id, { source: 'session', acknowledged: false });
    const fresh = holding(id, { source: 'session', confirmedAt: later(AT, hours(2)), acknowledged: false });
    for (const one of [old, fresh]) await store.addSession(one);
    const state = [holding(id), holding(id)];
    await store.replace(id, state, later(AT, hours(1)));
    const held = await store.ofTerminal(id);
    expect(held.map(({ credentialId }) => credentialId).toSorted()).toEqual(
      [...state, fresh].map(({ credentialId }) => credentialId).toSorted(),
    );
    expect(held).toContainEqual(state[0]);
    await store.clear(id);
    expect(await store.ofTerminal(id)).toEqual([]);
  });

  test('a further login dates what is there; the journal acknowledges it', async () => {
    const { queries } = await open();
    const store = createSqlHoldingStore(queries);
    const { id } = await addTerminal(queries);
    const one = holding(id, { source: 'session', acknowledged: false });
    expect(await store.dateSession(one)).toBe(false);
    await store.addSession(one);
    const dated = { ...one, confirmedAt: later(AT, hours(5)) };
    expect(await store.dateSession(dated)).toBe(true);
    const known = async () =>
      (await store.sessionsOf([id])).map(({ knownAt, acknowledged }) => [knownAt, acknowledged]);
    // The record of an earlier login: what the later one would have left may be lost on its way.
    await store.acknowledgeSessions(id, [one.credentialId], AT);
    expect(await known()).toEqual([[AT, true]]);
    await store.acknowledgeSessions(id, [one.credentialId], later(AT, hours(5)));
    expect(await store.sessionsOf([id])).toEqual([{ ...dated, knownAt: dated.confirmedAt, acknowledged: true }]);
    expect(await store.terminalsHoldingUser(one.userId)).toEqual([id]);
    expect(await store.terminalsHolding([one.credentialId])).toEqual([id]);
    expect(await store.terminalsHolding([])).toEqual([]);
  });

  test('many holdings at once', async () => {
    const { queries } = await open();
    const { id } = await addTerminal(queries);
    const store = createSqlHoldingStore(queries);
    await store.replace(
      id,
      Array.from({ length: 2_500 }, () => holding(id)),
      AT,
    );
    expect(await store.ofTerminal(id)).toHaveLength(2_500);
  });

  test('a state on its way is the last that was sent', async () => {
    const { queries } = await open();
    const store = createSqlPendingStateStore(queries);
    const { id } = await addTerminal(queries);
    const { terminalId: _terminal, acknowledged: _acknowledged, ...held } = holding(id);
    const pending = { terminalId: id, revision: 2, generation: 1, computedAt: AT, settings: '{}', holdings: [held] };
    await store.put(pending);
    await store.put({ ...pending, revision: 3 });
    expect(await store.read(id)).toEqual({ ...pending, revision: 3 });
    await store.remove(id);
    expect(await store.read(id)).toBeUndefined();
  });
});

describeStore('deny list', (open) => {
  const signer = { publicKey: '', sign: () => 'x'.repeat(43) };
  const incarnation = { number: 1, random: '0123456789abcdef' };

  test('[B7f] names what some terminal holds, and each change of it is a new version', async () => {
    const { queries } = await open();
    const list = createDenyList({ signer, incarnation });
    const { id } = await addTerminal(queries);
    const held = holding(id);
    await createSqlHoldingStore(queries).replace(id, [held], AT);
    expect(await list.current(queries)).toBeUndefined();
    expect(await list.denyUser(queries, user(), AT)).toBe(false);
    expect(await list.denyCredentials(queries, [pin()], AT)).toBe(false);
    expect(await list.current(queries)).toBeUndefined();
    expect(await list.denyCredentials(queries, [held.credentialId, pin()], AT)).toBe(true);
    expect(await list.denyUser(queries, held.userId, AT)).toBe(true);
    expect(await list.denyUser(queries, held.userId, AT)).toBe(false);
    expect(await list.current(queries)).toMatchObject({
      version: 2,
      users: [held.userId],
      credentials: [held.credentialId],
    });
    expect(await list.restoreUser(queries, held.userId, AT)).toBe(true);
    expect(await list.restoreUser(queries, held.userId, AT)).toBe(false);
    expect(await list.current(queries)).toMatchObject({ version: 3, users: [], credentials: [held.credentialId] });
  });

  test('forgets what no cache can hold any more, when it changes anyway', async () => {
    const { queries } = await open();
    const list = createDenyList({ signer, incarnation });
    await list.denySerials(queries, ['01aa'], AT);
    await list.denySerials(queries, ['01bb'], later(AT, hours(24 * 32)));
    expect((await list.current(queries))?.terminalSerials).toEqual(['01bb']);
  });
});

describeStore('authority', (open) => {
  test('[I1a] is made once and comes back, also where servers start at the same time', async () => {
    const database = await open();
    const deps = { database, keys, clock: createFakeClock(AT), entropy };
    const [first, second] = await Promise.all([openFleetAuthority(deps), openFleetAuthority(deps)]);
    const third = await openFleetAuthority(deps);
    for (const other of [second, third]) {
      expect(other.fleetId).toBe(first.fleetId);
      expect(other.incarnation).toEqual(first.incarnation);
      expect(other.authority.certificate).toBe(first.authority.certificate);
      expect(other.gateway).toEqual(first.gateway);
      expect(other.signer.publicKey).toBe(first.signer.publicKey);
    }
  });

  test('[I1a] lies in the database sealed: without the server key it opens for nobody', async () => {
    const database = await open();
    const deps = { database, clock: createFakeClock(AT), entropy };
    await openFleetAuthority({ ...deps, keys });
    const rows = JSON.stringify(await database.queries.selectFrom('authority').selectAll().execute());
    expect(rows).not.toContain('PRIVATE KEY');
    const otherKeys = createServerKeys(new Uint8Array(32));
    await expect(openFleetAuthority({ ...deps, keys: otherKeys })).rejects.toMatchObject({
      code: 'sealed-value-damaged',
    });
  });
});

describeStore('books', (open) => {
  test('sessions come newest first, with their activities counted, and outlive user and device', async () => {
    const { queries } = await open();
    const store = createSqlSessionStore(queries);
    const terminal = await addTerminal(queries);
    const ids = [0, 1, 2].map(() => makeId('session', AT, entropy));
    for (const [index, id] of ids.entries()) {
      const startedAt = later(AT, hours(index));
      const session = {
        id,
        terminalId: terminal.id,
        userId: user(),
        method: 'pin',
        credentialIds: [],
        mode: 'offline',
        startedAt,
        end: null,
      } as const;
      expect(await store.openSession(session, terminal.deviceId)).toBe(true);
    }
    const activity = {
      id: makeId('activity', AT, entropy),
      sessionId: ids[2] ?? makeId('session', AT, entropy),
      terminalId: terminal.id,
      userId: user(),
      kind: 'print',
      mode: 'offline',
      startedAt: AT,
      pages: 3,
      copies: 2,
      color: true,
      sides: 'one-sided',
      end: null,
    } as const;
    await store.beginActivity(activity, terminal.deviceId);
    const end = {
      at: AT,
      outcome: 'completed',
      impressions: 6,
      sheets: null,
      color: true,
      source: 'job',
      toReview: false,
    } as const;
    expect(await store.endActivity(terminal.deviceId, activity.id, end)).toBe(true);

    const page = await store.sessions({ limit: 2 });
    expect(page.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(page.items[0]).toMatchObject({
      activities: 1,
      impressions: 6,
      userName: null,
      deviceName: null,
      endedAt: null,
    });
    const rest = await store.sessions({ limit: 2, cursor: page.nextCursor ?? '' });
    expect(rest).toMatchObject({ items: [{ id: ids[0], activities: 0, impressions: 0 }], nextCursor: null });
    expect((await store.activities({ limit: 9, sessionId: activity.sessionId })).items).toMatchObject([
      { outcome: 'completed', impressions: 6, sheets: 0, copies: 2, color: true, project: null },
    ]);
    expect((await store.sessions({ limit: 9, mode: 'online' })).items).toEqual([]);

    // What was scanned is on no paper; a copy's pages are.
    for (const kind of ['scan', 'copy', 'walk-up'] as const) {
      const more = { ...activity, id: makeId('activity', AT, entropy), kind };
      await store.beginActivity(more, terminal.deviceId);
      await store.endActivity(terminal.deviceId, more.id, { ...end, impressions: 10 });
    }
    expect((await store.sessions({ limit: 1 })).items[0]).toMatchObject({ activities: 4, impressions: 26 });
  });
});
