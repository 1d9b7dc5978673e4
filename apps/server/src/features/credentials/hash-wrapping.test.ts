import { createHash } from 'node:crypto';
import { days, hours, later, minutes, toBase64Url } from '@holdover/kernel';
import { keyedLookup } from '@holdover/nodejs';
import { PATHS, type Hashing } from '@holdover/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OPENED_AT, openWorld, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';

const CHEAP = { memoryKiB: 65_536, passes: 3, lanes: 1 };
const DEAR = { memoryKiB: 131_072, passes: 4, lanes: 1 };
const CARD = { memoryKiB: 19_456, passes: 2, lanes: 1 };
const SETTINGS = { pinMinLength: 6, pinAttempts: 5, pinRefillMinutes: 90, acceptRisk: false };

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const raise = (pin: object, card: object = CARD) =>
  world.ask('PUT', '/settings/authentication', { ...SETTINGS, hashCost: { pin, card } });
const audited = async (action: string): Promise<object[]> =>
  (await world.ask('GET', `/audit?action=${action}`)).body.items;

async function addPin(userName: string, pin: string): Promise<string> {
  const { body: user } = await world.ask('POST', '/users', { userName });
  expect(await world.ask('POST', `/users/${user.id}/pins`, { pin })).toMatchObject({ status: 201 });
  return user.id;
}

/** Until the background is through with what can be done now. */
async function wrapped(): Promise<void> {
  for (let turn = 0; turn < 2_000 && (await audited('hashing.raised')).length === 0; turn++)
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
}

/** As the quick hash of these tests does it, link after link. */
function stretchedBy({ pin }: Hashing, secret: string): Uint8Array {
  let value: string | Uint8Array = secret;
  for (let link = 0; link < pin.links.length; link++) {
    value = new Uint8Array(createHash('sha256').update(`pin ${value.toString()}`).digest());
  }
  return value as Uint8Array; // there is a link
}

async function login(terminal: DoorTerminal, hashing: Hashing, pin: string): Promise<string> {
  const stretched = toBase64Url(stretchedBy(hashing, pin));
  const credentials = [{ method: 'pin', generation: hashing.pin.generation, stretched }];
  const { text } = await terminal.call(PATHS.login, {
    attempt: 'a'.repeat(32),
    proof: { kind: 'credentials', credentials },
  });
  const answer = JSON.parse(text);
  return answer.outcome ?? answer.code;
}

/** All users on all devices. */
async function synchronizeEverybody(): Promise<void> {
  const { body } = await world.ask('GET', '/settings/offline-login');
  const assignments = [{ devices: [], deviceGroups: ['dgr_all'], users: [], groups: ['grp_all'], rankByUse: false }];
  const userSync = { enabled: true, intervalHours: 4, assignments };
  await world.ask('PUT', '/settings/offline-login', { ...body, userSync });
}

describe('raising the cost of the slow hash', () => {
  test('[P3a] wraps what is stored by a second link, which terminals take with their next complete state', async () => {
    await addPin('anna', '482913');
    await synchronizeEverybody();
    const terminal = await world.enrolled();
    const before = await terminal.synchronize();
    expect(before.hashing.pin).toMatchObject({ generation: 1, links: [{ parameters: CHEAP }] });
    expect(await raise(DEAR)).toMatchObject({ status: 200, body: { hashCost: { pin: DEAR, card: CARD } } });
    await wrapped();
    const after = await terminal.synchronize('doorbell');
    expect(after.hashing.pin).toMatchObject({ generation: 2, links: [{ parameters: CHEAP }, { parameters: DEAR }] });
    expect(after.hashing.pin.links[1].salt).not.toBe(after.hashing.pin.links[0].salt);
    expect(after.hashing.card).toEqual(before.hashing.card);
    const key = Buffer.from(after.cacheKey, 'base64url');
    const verifier = toBase64Url(keyedLookup(key, stretchedBy(after.hashing, '482913')));
    expect(after.credentials).toMatchObject([{ method: 'pin', verifier }]);
    expect(await audited('hashing.asked')).toMatchObject([{ before: CHEAP, after: DEAR }]);
    expect(await audited('hashing.raised')).toMatchObject([{ before: { generation: 1 }, after: { generation: 2 } }]);
  });

  test('[P3b] who logs in meanwhile gets in, whichever generation their terminal holds', async () => {
    await addPin('anna', '482913');
    const [old, current] = [await world.enrolled('Old'), await world.enrolled('Current')];
    const { hashing: first } = await old.synchronize();
    await raise(DEAR);
    expect(await login(old, first, '482913')).toBe('granted');
    await wrapped();
    const { hashing: second } = await current.synchronize();
    expect(second.pin.generation).toBe(2);
    await addPin('bert', '719305');
    for (const pin of ['482913', '719305']) {
      expect([await login(old, first, pin), await login(current, second, pin)]).toEqual(['granted', 'granted']);
    }
    expect([await login(old, first, '640281'), await login(current, second, '640281')]).toEqual(['refused', 'refused']);
  });

  test('[P3e] what terminals held before is given up once none of them can hold it, and then decides nothing', async () => {
    await addPin('anna', '482913');
    const [terminal, away] = [await world.enrolled('Here'), await world.enrolled('Away')];
    const { hashing: first } = await terminal.synchronize();
    await away.synchronize();
    await raise(DEAR);
    await wrapped();
    await world.clock.advanceAsync(hours(1));
    await terminal.synchronize('doorbell');
    await world.clock.advanceAsync(hours(1));
    expect(await audited('hashing.settled')).toEqual([]);
    await away.synchronize('doorbell');
    await world.clock.advanceAsync(hours(1));
    expect(await audited('hashing.settled')).toMatchObject([{ after: { generation: 2 } }]);
    expect(await login(terminal, first, '482913')).toBe('hashing-outdated');
  });

  test('[P3e] a terminal that is away for longer than any cache lasts holds nothing up', async () => {
    await addPin('anna', '482913');
    await (await world.enrolled('Lost')).synchronize();
    await raise(DEAR);
    await wrapped();
    world.clock.setWall(later(OPENED_AT, days(40)));
    await world.clock.advanceAsync(minutes(10));
    expect(await audited('hashing.settled')).toHaveLength(1);
  });

  test('[P3c] a server that stops half-way goes on where it was', async () => {
    await addPin('anna', '482913');
    const terminal = await world.enrolled();
    const { hashing } = await terminal.synchronize();
    await raise(DEAR);
    await world.restart();
    await wrapped();
    const { hashing: next } = await terminal.synchronize('doorbell');
    expect([await login(terminal, hashing, '482913'), await login(terminal, next, '482913')]).toEqual([
      'granted',
      'granted',
    ]);
  });

  test('[P3f] a PIN taken away before stays reserved for its last owner, and one that is there stays taken', async () => {
    const anna = await addPin('anna', '482913');
    await addPin('bert', '719305');
    await synchronizeEverybody();
    const terminal = await world.enrolled();
    await terminal.synchronize();
    const { body: pins } = await world.ask('GET', `/users/${anna}/pins`);
    await world.ask('DELETE', `/users/${anna}/pins/${pins.items[0].id}`);
    await raise(DEAR);
    await wrapped();
    const { body: carl } = await world.ask('POST', '/users', { userName: 'carl' });
    for (const pin of ['482913', '719305']) {
      expect(await world.ask('POST', `/users/${carl.id}/pins`, { pin })).toMatchObject({ body: { code: 'pin-taken' } });
    }
  });
});

describe('what may be asked for', () => {
  test('[P3d] a second raise is refused while the first is under way, and for good where PINs are wrapped', async () => {
    await addPin('anna', '482913');
    const terminal = await world.enrolled();
    await terminal.synchronize();
    await raise(DEAR);
    expect(await raise({ ...DEAR, passes: 5 })).toMatchObject({ status: 409, body: { code: 'hash-cost-changing' } });
    await wrapped();
    await world.clock.advanceAsync(hours(1));
    await terminal.synchronize('doorbell');
    await world.clock.advanceAsync(hours(1));
    expect(await raise({ ...DEAR, passes: 5 })).toMatchObject({ status: 409, body: { code: 'hash-cost-final' } });
    expect(await raise(DEAR)).toMatchObject({ status: 200 });
  });

  test.each([
    [{ ...CHEAP, passes: 2 }, 'passes', 'below-present-cost'],
    [{ ...CHEAP, memoryKiB: 19_456 }, 'memoryKiB', 'below-present-cost'],
    [{ memoryKiB: 16, passes: 3, lanes: 4 }, 'memoryKiB', 'memory-below-lanes'],
    [{ ...CHEAP, memoryKiB: 300_000 }, 'memoryKiB', 'out-of-range'],
    [{ ...CHEAP, passes: 17 }, 'passes', 'out-of-range'],
    [{ ...CHEAP, lanes: 5 }, 'lanes', 'out-of-range'],
  ])('[P3d] %j is refused by its field and nothing is stored', async (cost, field, code) => {
    await addPin('anna', '482913');
    const { status, body } = await raise(cost);
    expect([status, body.errors[0].pointer]).toEqual([400, `/hashCost/pin/${field}`]);
    if (code !== 'out-of-range') expect(body.errors[0].code).toBe(code);
    const { body: saved } = await world.ask('GET', '/settings/authentication');
    expect(saved.hashCost).toEqual({ pin: CHEAP, card: CARD });
  });

  test('[P3d] before anybody has a PIN any cost may be chosen, and is in use at once', async () => {
    const low = { memoryKiB: 19_456, passes: 2, lanes: 1 };
    expect(await raise(low)).toMatchObject({ status: 200 });
    await addPin('anna', '482913');
    const terminal = await world.enrolled();
    const { hashing } = await terminal.synchronize();
    expect(hashing.pin).toMatchObject({ generation: 2, links: [{ parameters: low }] });
    expect(await login(terminal, hashing, '482913')).toBe('granted');
  });

  test('what GET answered PUT takes, and without a cost it stays', async () => {
    const { body } = await world.ask('GET', '/settings/authentication');
    expect(await world.ask('PUT', '/settings/authentication', body)).toMatchObject({ status: 200, body });
    expect((await world.ask('PUT', '/settings/authentication', SETTINGS)).body).toEqual(body);
    expect(await audited('hashing.asked')).toEqual([]);
  });
});
