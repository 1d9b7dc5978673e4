import { join } from 'node:path';
import { Fault, hours, later, makeId, milliseconds, minutes, type DeviceId, type Instant } from '@holdover/kernel';
import { createPrivateKeyPem, publicKeyText, signJson } from '@holdover/nodejs';
import type { DenyDelta, StateAcknowledgement, StateAnswer, StateRequest, Tidings } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createMemoryLogger, createNodeDigest } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSqlCredentialCache } from '../cache/credential-cache-sql.ts';
import type { CredentialCache } from '../cache/credential-cache.ts';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { createKnownServer, type KnownServer } from '../link/known-server.ts';
import { prepareCacheDatabase } from '../store/cache-database.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import {
  heldOf,
  samplePerson,
  sampleSnapshot,
  sampleTidings,
  stretchedOf,
  type Person,
} from '../testing/sample-state.ts';
import { createDenyList, type DenyList } from './deny-list.ts';
import { createSynchronizer, type Synchronizer } from './synchronizer.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const KEY = new Uint8Array(32).fill(7);
const INCARNATION = { number: 1, random: '0123456789abcdef' };

describe('synchronization', () => {
  const signing = createPrivateKeyPem();
  let world: TestJournal;
  let database: SealedDatabase;
  let cache: CredentialCache;
  let server: KnownServer;
  let denyList: DenyList;
  let synchronizer: Synchronizer;
  let deviceId: DeviceId;
  let anna: Person;
  let bela: Person;
  let connected: boolean;
  let asked: StateRequest[];
  let acknowledged: StateAcknowledgement[];
  let disabled: string[];
  /** When the server stated the time, and the revision in use then. */
  let stated: [Instant, number][];
  let answerOf: (request: StateRequest) => GatewayAnswer<StateAnswer>;
  let hears: boolean;

  beforeEach(() => {
    world = openTestJournal();
    const { clock, entropy } = world;
    database = openPrepared(join(world.folder, 'cache.db'), KEY, prepareCacheDatabase);
    cache = createSqlCredentialCache(database);
    server = createKnownServer(world.database);
    server.greet(INCARNATION, publicKeyText(signing));
    deviceId = makeId('device', TEST_NOW, entropy);
    anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
    bela = samplePerson(entropy, 'Bela', '719305', '04C0FE');
    connected = true;
    hears = true;
    asked = [];
    acknowledged = [];
    disabled = [];
    stated = [];
    answerOf = () => ({ kind: 'answer', value: snapshot([anna]) });
    const logger = createMemoryLogger();
    denyList = createDenyList({
      database: world.database,
      cache,
      server,
      logger,
      onUsers: (users) => disabled.push(...users),
    });
    synchronizer = createSynchronizer({
      client: {
        state: (request) => {
          asked.push(request);
          return Promise.resolve(answerOf(request));
        },
        acknowledgeState: (acknowledgement) => {
          acknowledged.push(acknowledgement);
          return Promise.resolve(
            hears ? { kind: 'answer', value: undefined } : { kind: 'refused', status: 500, code: 'server-fault' },
          );
        },
      },
      cache,
      denyList,
      server,
      deviceId,
      clock,
      logger,
      isConnected: () => connected,
      stateTime: (at) => stated.push([at, cache.state()?.revision ?? 0]),
      onChanged: () => undefined,
    });
  });
  afterEach(async () => {
    await synchronizer.close();
    database.close();
    world.remove();
  });

  const snapshot = (people: readonly Person[], change: Partial<Parameters<typeof sampleSnapshot>[0]> = {}) =>
    sampleSnapshot({ identity: { deviceId, deviceName: 'Kyocera' }, people, key: KEY, at: TEST_NOW, ...change });
  const isCached = (person: Person): boolean =>
    cache.find('pin', createNodeDigest().hmacSha256(KEY, stretchedOf('pin', person.pin.digits))).length > 0;
  const settle = () => world.clock.advanceAsync(milliseconds(0)).then(() => world.clock.advanceAsync(milliseconds(0)));
  const hear = async (change: Partial<Tidings> = {}): Promise<void> => {
    const { revision, generation } = synchronizer.facts();
    const said = { revision, generation, journalBacklog: 0 };
    synchronizer.weigh({
      tidings: sampleTidings({ serverTime: TEST_NOW, ...change }),
      roundTrip: milliseconds(10),
      said,
    });
    for (let n = 0; n < 20; n++) await settle();
  };
  const list = (version: number, users: readonly Person[]): DenyDelta => {
    const signed = {
      incarnation: INCARNATION,
      version,
      users: users.map(({ user }) => user.id),
      credentials: [],
      terminalSerials: [],
    };
    return { ...signed, signature: signJson(signing, signed) };
  };

  test('[A7d] pulls when tidings name another revision, and acknowledges what is in use', async () => {
    await hear();
    expect(asked).toMatchObject([{ revision: 0, generation: 0, reason: 'first' }]);
    expect(isCached(anna)).toBe(true);
    expect(acknowledged).toEqual([{ revision: 1, generation: 1, users: 1, credentials: 2 }]);
    await hear({ confirmedAt: TEST_NOW });
    expect(asked).toHaveLength(1);
    answerOf = () => ({ kind: 'answer', value: snapshot([anna, bela], { revision: 2 }) });
    await hear({ desiredRevision: 2 });
    expect(asked[1]).toMatchObject({ revision: 1, generation: 1, reason: 'doorbell' });
    expect(isCached(bela)).toBe(true);
  });

  test('[T4e] a state states the time before it comes into use', async () => {
    const at = later(TEST_NOW, hours(3));
    const tidings = sampleTidings({ serverTime: at, desiredRevision: 2 });
    await hear();
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { revision: 2, change: { tidings } }) });
    synchronizer.request('synchronize');
    for (let n = 0; n < 20; n++) await settle();
    expect(stated.at(-1)).toEqual([at, 1]);
    expect(cache.state()?.revision).toBe(2);
  });

  test('[T4j] nothing in a state was confirmed after the state was computed', async () => {
    const ahead = heldOf(anna, KEY, { source: 'session', at: later(TEST_NOW, hours(72)) });
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { change: { credentials: ahead } }) });
    await hear();
    const verifier = createNodeDigest().hmacSha256(KEY, stretchedOf('pin', anna.pin.digits));
    expect(cache.find('pin', verifier)).toMatchObject([{ source: 'session', confirmedAt: TEST_NOW }]);
  });

  test('[A5b] another generation is a reset: everything afresh under another key', async () => {
    await hear();
    const key = new Uint8Array(32).fill(9);
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { key, generation: 2, revision: 2 }) });
    await hear({ desiredGeneration: 2, desiredRevision: 2 });
    expect(asked[1]?.reason).toBe('reset');
    expect(cache.state()).toMatchObject({ generation: 2, cacheKey: key });
    expect(isCached(anna)).toBe(false);
  });

  test('a pull without a usable answer is tried again with the next tidings', async () => {
    answerOf = () => ({ kind: 'none', fault: new Fault({ owner: 'peer', code: 'gateway-too-slow', message: '' }) });
    await hear();
    expect(cache.state()).toBeUndefined();
    answerOf = () => ({ kind: 'answer', value: snapshot([anna]) });
    await hear();
    expect(isCached(anna)).toBe(true);
  });

  test('[A7b] at the latest after the interval it synchronizes, and takes waiting settings along', async () => {
    await hear();
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { revision: 2 }) });
    await world.clock.advanceAsync(hours(4));
    expect(asked.at(-1)).toMatchObject({ reason: 'interval' });
  });

  test('[A7b] an interval that ends while the server is away is made up for at the return', async () => {
    await hear();
    connected = false;
    await world.clock.advanceAsync(hours(5));
    expect(asked).toHaveLength(1);
    expect(await synchronizer.reachDesiredState()).toBe('done');
    expect(asked.at(-1)).toMatchObject({ reason: 'interval' });
  });

  test('[B5c] tidings confirm only the very revision the terminal said it holds', async () => {
    await hear();
    const then = later(TEST_NOW, minutes(9));
    const said = { revision: 0, generation: 0, journalBacklog: 0 };
    synchronizer.weigh({ tidings: sampleTidings({ confirmedAt: then }), roundTrip: null, said });
    expect(cache.state()?.confirmedAt).toBe(TEST_NOW);
    await hear({ confirmedAt: then });
    expect(cache.state()?.confirmedAt).toBe(then);
  });

  test('[H1b] an acknowledgement that was not heard is said again', async () => {
    hears = false;
    await hear();
    hears = true;
    await hear();
    expect(acknowledged).toHaveLength(2);
    await hear({ confirmedAt: TEST_NOW });
    expect(acknowledged).toHaveLength(2);
  });

  test('[H1b] after a restart, a lost acknowledgement shows by what is never confirmed', async () => {
    await hear();
    await hear();
    await hear();
    expect(asked).toHaveLength(2);
    expect(acknowledged).toHaveLength(2);
  });

  test('[A3d] nobody is cached where the model has no offline login, whatever is sent', async () => {
    const device = {
      id: deviceId,
      name: 'Other',
      model: 'other',
      offlineLogin: false,
      language: 'en' as const,
      printerPin: null,
    };
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { change: { device } }) });
    await hear();
    expect(cache.counts()).toEqual({ users: 0, credentials: 0 });
    expect(cache.state()?.profile.name).toBe('Default');
  });

  test('[A5a] the feature switched off leaves nobody', async () => {
    await hear();
    const off = { ...snapshot([]).settings, enabled: false };
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { revision: 2, change: { settings: off } }) });
    await hear({ desiredRevision: 2 });
    expect(isCached(anna)).toBe(false);
    expect(database.prepare('SELECT count(*) AS n FROM cached_credential').get()).toEqual({ n: 0 });
  });

  test('a state for another device, or of a lower incarnation, is refused', async () => {
    answerOf = () => ({
      kind: 'answer',
      value: { ...snapshot([anna]), device: { ...snapshot([]).device, id: makeId('device', TEST_NOW, world.entropy) } },
    });
    await hear();
    server.greet({ number: 2, random: INCARNATION.random }, publicKeyText(signing));
    answerOf = () => ({ kind: 'answer', value: snapshot([anna]) });
    await hear();
    expect(cache.state()).toBeUndefined();
  });

  test('[B7c] [H3a] a signed deny list takes rights away at once; a forged or repeated one does nothing', async () => {
    answerOf = () => ({ kind: 'answer', value: snapshot([anna, bela]) });
    await hear();
    denyList.apply({ ...list(1, [anna]), users: [bela.user.id] }, 'delta');
    expect(isCached(bela)).toBe(true);
    denyList.apply(list(1, [anna]), 'delta');
    expect(isCached(anna)).toBe(false);
    expect(disabled).toEqual([anna.user.id]);
    denyList.apply(list(1, [anna]), 'delta');
    expect(disabled).toEqual([anna.user.id]);
    expect(server.denyListVersion()).toBe(1);
  });

  test('[B7c] a state computed before the denial does not bring the user back, one computed after it may', async () => {
    await hear();
    denyList.apply(list(1, [anna]), 'delta');
    answerOf = () => ({ kind: 'answer', value: snapshot([anna], { revision: 2 }) });
    await hear({ desiredRevision: 2, denyListVersion: 1 });
    expect(isCached(anna)).toBe(false);
    answerOf = () => ({
      kind: 'answer',
      value: snapshot([anna], {
        revision: 3,
        change: { tidings: sampleTidings({ desiredRevision: 3, denyListVersion: 2 }) },
      }),
    });
    await hear({ desiredRevision: 3, denyListVersion: 2 });
    expect(isCached(anna)).toBe(true);
    expect(denyList.denied().size).toBe(0);
  });

  test('[H3a] a lost doorbell shows by the version: the whole list is fetched', async () => {
    await hear();
    answerOf = () => ({
      kind: 'answer',
      value: snapshot([], {
        revision: 2,
        change: { denyList: list(3, [anna]), tidings: sampleTidings({ desiredRevision: 2, denyListVersion: 3 }) },
      }),
    });
    await hear({ denyListVersion: 3, confirmedAt: TEST_NOW });
    expect(disabled).toEqual([anna.user.id]);
    expect(server.denyListVersion()).toBe(3);
  });

  test('[C3a] at the return the deny list alone is taken first; the state waits for its step', async () => {
    await hear();
    connected = false;
    answerOf = () => ({
      kind: 'answer',
      value: snapshot([bela], { revision: 2, change: { denyList: list(1, [anna]) } }),
    });
    await hear({ desiredRevision: 2, denyListVersion: 1 });
    expect(asked).toHaveLength(1);
    expect(await synchronizer.takeDenyList()).toBe('done');
    expect(isCached(anna)).toBe(false);
    expect(isCached(bela)).toBe(false);
    expect(await synchronizer.reachDesiredState()).toBe('done');
    expect(isCached(bela)).toBe(true);
  });

  test('[C1c] a terminal the server does not know is told so', async () => {
    answerOf = () => ({ kind: 'refused', status: 403, code: 'certificate-revoked' });
    await hear();
    expect(await synchronizer.reachDesiredState()).toBe('refused');
  });
});
