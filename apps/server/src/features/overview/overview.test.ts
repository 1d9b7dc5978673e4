import { overview, type Overview } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS, days, hours, minutes, seconds, type Duration } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorld, type DoorLink, type DoorTerminal, type OpenWorld } from '../../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

async function look(): Promise<Overview> {
  const { status, body } = await world.ask('GET', '/overview');
  expect(status).toBe(200);
  return overview.parse(body);
}

async function synchronizeEverybody(): Promise<void> {
  const row = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };
  const { body: settings } = await world.ask('GET', '/settings/offline-login');
  const userSync = { enabled: true, intervalHours: 4, assignments: [row] };
  expect((await world.ask('PUT', '/settings/offline-login', { ...settings, userSync })).status).toBe(200);
}

async function addUser(userName: string, pin: string): Promise<void> {
  const { body } = await world.ask('POST', '/users', { userName });
  await world.ask('POST', `/users/${body.id}/pins`, { pin });
}

const linked = async (terminal: DoorTerminal) => {
  const link = await terminal.link();
  await link.introduce();
  return link;
};

describe('the overview', () => {
  test('of a server where nothing is set up yet', async () => {
    const nothing = { online: 0, degraded: 0, away: 0, none: 0, inactive: 0, total: 0 };
    expect(await look()).toEqual({
      devices: nothing,
      users: { total: 0, enabled: 0 },
      rollout: { applied: 0, total: 0 },
      journal: { backlog: 0, terminals: 0 },
      standingAlerts: 0,
      openReview: 0,
      endingCaches: { count: 0, items: [] },
      groups: [],
      setUp: {
        hasUsers: false,
        hasCredentials: false,
        hasDevices: false,
        hasTerminals: false,
        synchronizes: false,
        hasOfflineLogin: false,
      },
      at: '2026-10-01T08:00:00.000Z',
    });
  });

  test('counts devices by their links, and shows them in their groups, those in trouble first', async () => {
    const [lift, attic] = [await world.enrolled('Lift'), await world.enrolled('Attic')];
    await world.enrolled('Cellar');
    const { body: bare } = await world.ask('POST', '/devices', { name: 'Bare', model: 'ricoh' });
    const { body: old } = await world.ask('POST', '/devices', { name: 'Aged', model: 'ricoh' });
    await world.ask('PATCH', `/devices/${old.id}`, { active: false });
    const { body: floor } = await world.ask('POST', '/device-groups', { name: 'Floor', site: false });
    const { body: town } = await world.ask('POST', '/device-groups', { name: 'Town', site: true });
    for (const id of [lift.device, attic.device, bare.id]) {
      await world.ask('PUT', `/device-groups/${town.id}/members/${id}`);
    }
    await world.ask('PUT', `/device-groups/${floor.id}/members/${lift.device}`);
    await linked(lift);
    const slow = await linked(attic);
    await slow.say({ type: 'heartbeat', number: 1, revision: 0, generation: 0, journalBacklog: 7, degraded: true });

    const seen = await look();
    expect(seen.devices).toEqual({ online: 1, degraded: 1, away: 1, none: 1, inactive: 1, total: 5 });
    expect(seen.journal).toEqual({ backlog: 7, terminals: 1 });
    expect((await world.ask('GET', '/devices?backlog=true')).body.items).toMatchObject([{ name: 'Attic' }]);
    expect(seen.groups.map(({ name, site, devices: { total } }) => [name, site, total])).toEqual([
      ['Town', true, 3],
      ['Floor', false, 1],
      ['', false, 2],
    ]);
    expect(seen.groups[0]?.items.map(({ name, link }) => [name, link])).toEqual([
      ['Attic', 'degraded'],
      ['Bare', 'none'],
      ['Lift', 'online'],
    ]);
    expect(seen.groups[2]?.items.map(({ name, active }) => [name, active])).toEqual([
      ['Cellar', true],
      ['Aged', false],
    ]);
  });

  test('[C1h] a link is shown as degraded from the heartbeat that says so until one that does not', async () => {
    const lift = await world.enrolled('Lift');
    const link = await linked(lift);
    const say = (number: number, said: object) =>
      link.say({ type: 'heartbeat', number, revision: 0, generation: 0, journalBacklog: 0, ...said });
    const shownAs = async () => {
      const { body: device } = await world.ask('GET', `/devices/${lift.device}`);
      const { body: found } = await world.ask('GET', `/devices?link=${device.terminal.link}`);
      expect(found.items).toMatchObject([{ id: lift.device }]);
      return device.terminal.link;
    };
    expect(await shownAs()).toBe('online');
    await say(1, { degraded: true });
    expect(await shownAs()).toBe('degraded');
    expect((await world.ask('GET', '/devices?link=online')).body.items).toEqual([]);
    await say(2, {});
    expect(await shownAs()).toBe('online');
    await say(3, { degraded: true });
    await link.cut();
    expect(await shownAs()).toBe('away');
    await linked(lift);
    expect(await shownAs()).toBe('online');
  });

  test('[A4a] counts who has applied the newest settings', async () => {
    await synchronizeEverybody();
    const lift = await world.enrolled('Lift');
    await world.enrolled('Attic');
    await linked(lift);
    expect((await look()).rollout).toEqual({ applied: 0, total: 2 });
    await lift.synchronize();
    expect((await look()).rollout).toEqual({ applied: 1, total: 2 });
    const { body: settings } = await world.ask('GET', '/settings/offline-login');
    await world.ask('PUT', '/settings/offline-login', { ...settings, cacheHours: 48 });
    expect((await look()).rollout).toEqual({ applied: 0, total: 2 });
    const { body: rollout } = await world.ask('GET', '/terminals/rollout');
    expect(rollout).toMatchObject({ applied: 0, total: 2 });
  });

  test('[H1g] names caches that end within a day, by what terminals acknowledged, not by what was saved since', async () => {
    await synchronizeEverybody();
    await addUser('anna', '482913');
    const lift = await world.enrolled('Lift');
    const link = await linked(lift);
    await lift.synchronize();
    await link.heartbeat(1);
    await link.heartbeat(2);
    expect((await look()).endingCaches).toEqual({ count: 0, items: [] });
    await link.cut();
    world.clock.advance(hours(47));
    const { body: settings } = await world.ask('GET', '/settings/offline-login');
    await world.ask('PUT', '/settings/offline-login', { ...settings, cacheHours: 720 });
    expect((await look()).endingCaches).toEqual({ count: 0, items: [] });
    world.clock.advance(hours(2));
    const item = { deviceId: lift.device, deviceName: 'Lift', validUntil: '2026-10-04T08:00:00.000Z' };
    expect((await look()).endingCaches).toEqual({ count: 1, items: [item] });
  });

  test('hides the review from whoever may not read it', async () => {
    const { body } = await world.ask('POST', '/api-tokens', {
      name: 'devices',
      rights: ['devices:read'],
      expiresAt: null,
    });
    const headers = { authorization: `Bearer ${body.token}` };
    const answer = await world.server.app.inject({ url: '/api/v1/overview', headers });
    expect(answer.json()).toMatchObject({ openReview: null, standingAlerts: 0 });
  });
});

interface Listed {
  readonly deviceName: string;
  readonly from: string;
  readonly until: string | null;
}

async function outages(query = ''): Promise<unknown[]> {
  const { status, body } = await world.ask('GET', `/outages${query}`);
  expect(status).toBe(200);
  return body.items.map(shown);
}

const shown = ({ deviceName, from, until }: Listed) => [deviceName, clockOf(from), until && clockOf(until)];

const clockOf = (time: string): string => time.slice(11, 19);

/** A link that stands, as its heartbeats show. */
async function stay(link: DoorLink, time: Duration): Promise<void> {
  for (let past = 0; past < time; past += HEARTBEAT) {
    world.clock.advance(HEARTBEAT);
    await link.heartbeat(past);
  }
}
const HEARTBEAT = seconds(10);

describe('outages', () => {
  test('[C2g] one lasts from the last contact until the next', async () => {
    const lift = await world.enrolled('Lift');
    expect(await outages()).toEqual([]);
    const link = await linked(lift);
    await stay(link, seconds(100));
    world.clock.advance(seconds(8));
    await link.cut();
    world.clock.advance(seconds(20));
    expect(await outages()).toEqual([]);
    world.clock.advance(minutes(9));
    expect(await outages()).toEqual([['Lift', '08:01:40', null]]);
    const back = await linked(lift);
    expect(await outages()).toEqual([['Lift', '08:01:40', '08:11:08']]);
    await back.cut();
    world.clock.advance(minutes(1));
    expect(await outages()).toEqual([
      ['Lift', '08:11:08', null],
      ['Lift', '08:01:40', '08:11:08'],
    ]);
  });

  test('[C2g] one that nobody saw begin, begins with the last that came', async () => {
    const lift = await world.enrolled('Lift');
    const link = await linked(lift);
    await stay(link, seconds(50));
    world.clock.advance(minutes(5));
    expect(link.code()).toBeDefined();
    expect(await outages()).toEqual([['Lift', '08:00:50', null]]);
  });

  test('[C2g] a flap is none, and neither is a link that took the place of another', async () => {
    const lift = await world.enrolled('Lift');
    const first = await linked(lift);
    await stay(first, minutes(2));
    const second = await linked(lift);
    expect(first.code()).toBeDefined();
    await stay(second, seconds(50));
    await second.cut();
    world.clock.advance(seconds(30));
    await stay(await linked(lift), seconds(50));
    expect(await outages()).toEqual([]);
    expect((await look()).devices).toMatchObject({ online: 1, total: 1 });
  });

  test('[C2g] a server that was down is an outage of everybody who was linked to it; a restart is none', async () => {
    const lift = await world.enrolled('Lift');
    await stay(await linked(lift), seconds(70));
    await world.restart(seconds(20));
    await stay(await linked(lift), seconds(20));
    expect(await outages()).toEqual([]);
    await world.restart(minutes(2));
    expect(await outages()).toEqual([['Lift', '08:01:50', null]]);
    await linked(lift);
    expect(await outages()).toEqual([['Lift', '08:01:50', '08:03:50']]);
  });

  test('a device that was taken out of use is missed by nobody', async () => {
    const lift = await world.enrolled('Lift');
    await (await linked(lift)).cut();
    await world.ask('PATCH', `/devices/${lift.device}`, { active: false });
    world.clock.advance(minutes(2));
    expect(await outages()).toEqual([]);
    await linked(lift);
    expect(await outages()).toEqual([]);
  });

  test('are found by device, name and time, page by page; those of a device that is gone are gone', async () => {
    const [attic, cellar, lift] = [
      await world.enrolled('Attic'),
      await world.enrolled('Cellar'),
      await world.enrolled('Lift'),
    ];
    for (const terminal of [attic, cellar, lift]) {
      await (await linked(terminal)).cut();
      world.clock.advance(minutes(1));
    }
    for (const terminal of [attic, cellar]) {
      await (await linked(terminal)).cut();
      world.clock.advance(minutes(1));
    }
    const first = ['Attic', '08:00:00', '08:03:00'] as const;
    const second = ['Cellar', '08:01:00', '08:04:00'] as const;
    const [still, atticNow, cellarNow] = [
      ['Lift', '08:02:00', null],
      ['Attic', '08:03:00', null],
      ['Cellar', '08:04:00', null],
    ] as const;
    expect(await outages()).toEqual([still, atticNow, cellarNow, second, first]);
    expect(await outages(`?deviceId=${attic.device}`)).toEqual([atticNow, first]);
    expect(await outages('?q=cell')).toEqual([cellarNow, second]);
    expect(await outages('?from=2026-10-01T08:03:30Z')).toEqual([still, atticNow, cellarNow, second]);
    expect(await outages('?until=2026-10-01T08:01:30Z')).toEqual([second, first]);
    for (const limit of [1, 2, 3, 4]) expect(await byPages(limit)).toEqual([still, atticNow, cellarNow, second, first]);
    await world.ask('DELETE', `/devices/${attic.device}`);
    expect(await outages()).toEqual([still, cellarNow, second]);
    expect((await world.ask('GET', '/outages?cursor=ended.x')).status).toBe(400);
    expect((await world.ask('GET', '/outages?cursor=elsewhere')).status).toBe(400);
  });

  test('[C2g] are forgotten after ninety days', async () => {
    const lift = await world.enrolled('Lift');
    await (await linked(lift)).cut();
    await world.restart(minutes(2));
    await (await linked(lift)).cut();
    await world.restart(days(89));
    expect(await outages()).toHaveLength(2);
    await world.restart(days(2));
    expect(await outages()).toHaveLength(1);
  });
});

async function byPages(limit: number): Promise<unknown[]> {
  const found: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await world.ask('GET', `/outages?limit=${limit}${query}`);
    found.push(...body.items.map(shown));
    cursor = body.nextCursor;
  }
  return found;
}
