import type { DeviceLink } from '@holdover/api';
import {
  days,
  hours,
  instant,
  later,
  makeId,
  minutes,
  seconds,
  type DeviceId,
  type Instant,
  type TerminalId,
} from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import type { Database, Queries } from '../../database/database.ts';
import { describeStore } from '../../testing/describe-store.ts';
import { openStores } from '../../stores.ts';
import { storeDevice } from '../../testing/store-device.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import { newTerminal } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createSqlLinkStore } from './link-store-sql.ts';
import { outageBefore } from './outage.ts';
import { createSqlOutageStore } from './outage-store-sql.ts';
import { createSqlOverviewStore } from './overview-store-sql.ts';

const AT = instant(1_790_000_000_000);
const entropy = createSeededEntropy('overview-stores');

interface Placed {
  readonly deviceId: DeviceId;
  readonly id: TerminalId;
}

async function addTerminal(queries: Queries, name: string): Promise<Placed> {
  const deviceId = await storeDevice(queries, { name, at: AT, entropy });
  const id = makeId('terminal', AT, entropy);
  const given = { version: '0.1.0', keyProtector: 'keyfile', enrolledAt: AT, servicePinSealed: '' } as const;
  await createSqlTerminalStore(queries).create(newTerminal({ id, deviceId, ...given }));
  return { deviceId, id };
}

const contactOf = async ({ queries }: Database, id: TerminalId): Promise<Instant | null | undefined> =>
  (await createSqlTerminalStore(queries).read(id))?.lastContactAt;

describeStore('links', (open) => {
  test('[C2h] a terminal is linked to one server, until that one says that the link is gone', async () => {
    const database = await open();
    const store = createSqlLinkStore(database.queries);
    const [one, two] = [await addTerminal(database.queries, 'One'), await addTerminal(database.queries, 'Two')];
    await store.came('here', one.id, AT);
    await store.linked('there', [one.id, two.id]);
    await store.degraded('there', [two.id], true);
    expect([...(await store.elsewhere('here', [one.id, two.id]))]).toEqual(
      expect.arrayContaining([
        [one.id, false],
        [two.id, true],
      ]),
    );
    expect((await store.elsewhere('there', [one.id, two.id])).size).toBe(0);
    const { devices } = openStores(database.queries);
    const linkedAs = async (link: DeviceLink) =>
      (await devices.page({ limit: 10, link })).items.map(({ name }) => name);
    await storeDevice(database.queries, { name: 'None', at: AT, entropy });
    expect([await linkedAs('online'), await linkedAs('degraded')]).toEqual([['One'], ['Two']]);
    expect([await linkedAs('away'), await linkedAs('none')]).toEqual([[], ['None']]);
    await store.left('here', [{ id: one.id, heardAt: later(AT, seconds(9)) }]);
    expect(await contactOf(database, one.id)).toBe(AT);
    await store.left('there', [
      { id: one.id, heardAt: later(AT, seconds(20)) },
      { id: two.id, heardAt: later(AT, seconds(30)) },
    ]);
    expect((await store.elsewhere('here', [one.id, two.id])).size).toBe(0);
    expect(await contactOf(database, one.id)).toBe(later(AT, seconds(20)));
    expect(await contactOf(database, two.id)).toBe(later(AT, seconds(30)));
  });

  test('[C2h] the links of a server that is silent stood until it was last alive', async () => {
    const database = await open();
    const store = createSqlLinkStore(database.queries);
    const [one, two] = [await addTerminal(database.queries, 'One'), await addTerminal(database.queries, 'Two')];
    expect([await store.alive('here', AT), await store.alive('here', AT)]).toEqual([false, true]);
    await store.came('here', one.id, AT);
    await store.came('there', two.id, AT);
    const last = later(AT, minutes(2));
    await store.alive('there', last);
    expect(await store.lastOf(two.id)).toEqual({ lastContactAt: AT, serverAliveAt: last });
    expect(await store.bury('here', last)).toBe(0);
    expect(await store.bury('here', later(last, seconds(1)))).toBe(1);
    expect(await store.lastOf(two.id)).toEqual({ lastContactAt: last, serverAliveAt: null });
    expect(await store.lastOf(one.id)).toEqual({ lastContactAt: AT, serverAliveAt: AT });
    expect(await store.alive('there', last)).toBe(false);
    await store.linked('nobody', [two.id]);
    await store.forgetUnknown();
    expect([...(await store.elsewhere('x', [one.id, two.id]))]).toEqual([[one.id, false]]);
    await store.end('here', later(AT, minutes(5)));
    expect(await contactOf(database, one.id)).toBe(later(AT, minutes(5)));
  });
});

test('[C2g] an outage is longer than half a minute, and begins where the server was last alive', () => {
  const after = (time: typeof AT) => (contact: Instant | null, alive: Instant | null) =>
    outageBefore({ lastContactAt: contact, serverAliveAt: alive }, time);
  const now = later(AT, hours(1));
  expect(after(now)(null, null)).toBeUndefined();
  expect(after(now)(AT, null)).toEqual({ startedAt: AT, endedAt: now });
  expect(after(now)(AT, later(AT, minutes(5)))).toEqual({ startedAt: later(AT, minutes(5)), endedAt: now });
  expect(after(now)(AT, instant(now - seconds(30)))).toBeUndefined();
  expect(after(now)(later(now, hours(1)), null)).toBeUndefined();
});

describeStore('outages', (open) => {
  test('are read with the names of their devices, and forgotten by device and by age', async () => {
    const { queries } = await open();
    const store = createSqlOutageStore(queries);
    const [one, two] = [await addTerminal(queries, 'One'), await addTerminal(queries, 'Two')];
    const outage = ({ id, deviceId }: Placed, from: number) => ({
      terminalId: id,
      deviceId,
      startedAt: later(AT, hours(from)),
      endedAt: later(AT, hours(from + 1)),
    });
    for (const some of [outage(one, 1), outage(one, 3), outage(two, 2), outage(two, 2)]) await store.add(some);
    const now = later(AT, days(1));
    const page = await store.page({ limit: 10, now });
    expect(page.items).toEqual([
      { ...outage(one, 3), deviceName: 'One' },
      { ...outage(two, 2), deviceName: 'Two' },
      { ...outage(one, 1), deviceName: 'One' },
    ]);
    await createSqlTerminalStore(queries).update(two.id, { lastContactAt: AT });
    await store.forgetBefore(later(AT, hours(3)));
    await store.forgetDevice(two.deviceId);
    expect((await store.page({ limit: 10, now })).items).toEqual([
      { terminalId: two.id, deviceId: two.deviceId, deviceName: 'Two', startedAt: AT, endedAt: null },
      { ...outage(one, 3), deviceName: 'One' },
    ]);
  });
});

describeStore('the overview', (open) => {
  test('of nothing is nothing', async () => {
    const { queries, engine } = await open();
    const store = createSqlOverviewStore(queries, engine);
    expect(await store.devices()).toEqual({ online: 0, degraded: 0, away: 0, none: 0, inactive: 0, total: 0 });
    expect(await store.map(5)).toEqual([]);
    expect(await store.users()).toEqual({ total: 0, enabled: 0 });
    expect(await store.terminals()).toEqual({ total: 0, backlog: 0, backlogged: 0 });
    expect(await store.applied(new Map())).toBe(0);
    expect(await store.endingCaches(AT, 50)).toEqual({ count: 0, items: [] });
    expect([await store.standingAlerts(), await store.openReview()]).toEqual([0, 0]);
    expect([await store.hasCredentials(), await store.hasOfflineLogin()]).toEqual([false, false]);
  });

  test('shows so many devices of a group, those with an alert first, and counts all', async () => {
    const { queries, engine } = await open();
    const names = ['Attic', 'Cellar', 'Lift', 'Roof'];
    const placed = [];
    for (const name of names) placed.push(await addTerminal(queries, name));
    const roof = placed[3];
    const alert = { id: makeId('alert', AT, entropy), kind: 'pin-walking', detail: '', raisedAt: AT, clearedAt: null };
    await queries
      .insertInto('alert')
      .values({ ...alert, deviceId: roof?.deviceId ?? null, terminalId: null })
      .execute();
    await createSqlLinkStore(queries).linked(
      'here',
      placed.slice(0, 1).map(({ id }) => id),
    );
    const store = createSqlOverviewStore(queries, engine);
    const [group] = await store.map(2);
    expect(group).toMatchObject({ id: null, devices: { away: 3, online: 1, total: 4 } });
    expect(group?.items.map(({ name, alert: has }) => [name, has])).toEqual([
      ['Roof', true],
      ['Cellar', false],
    ]);
    expect(await store.standingAlerts()).toBe(1);
  });

  test('[H1g] a cache ends with its last synchronized credential', async () => {
    const { queries, engine } = await open();
    const carried = (cacheHours: number): string => JSON.stringify({ settings: { cacheHours } });
    const ended = async (name: string, ends: readonly (Instant | null)[], confirmedAt: Instant | null = null) => {
      const terminal = await addTerminal(queries, name);
      await createSqlTerminalStore(queries).update(terminal.id, { settingsApplied: carried(10), confirmedAt });
      const held = { method: 'pin', confirmedAt: AT, knownAt: null, acknowledged: true } as const;
      const holdings = ends.map((endsAt) => ({
        ...held,
        terminalId: terminal.id,
        credentialId: makeId('pin', AT, entropy),
        userId: makeId('user', AT, entropy),
        source: 'sync' as const,
        endsAt,
      }));
      await createSqlHoldingStore(queries).replace(terminal.id, holdings, AT);
      return terminal;
    };
    await ended('Nobody', []);
    await ended('Everybody', [null, later(AT, hours(1))]);
    await ended('Confirmed', [null], later(AT, hours(2)));
    await ended('Guests', [later(AT, hours(3)), later(AT, hours(5))]);
    await ended('Staff', [later(AT, hours(30))]);
    const linked = await ended('Linked', [null]);
    await createSqlLinkStore(queries).linked('here', [linked.id]);

    const store = createSqlOverviewStore(queries, engine);
    const { count, items } = await store.endingCaches(later(AT, hours(10)), 50);
    expect(count).toBe(3);
    expect(items.map(({ deviceName, validUntil }) => [deviceName, (validUntil - AT) / hours(1)])).toEqual([
      ['Guests', 5],
      ['Everybody', 10],
      ['Staff', 10],
    ]);
    const all = await store.endingCaches(later(AT, hours(12)), 1);
    expect([all.count, all.items.length]).toEqual([4, 1]);
  });
});
