import { seconds } from '@holdover/kernel';
import { settle } from '@holdover/testbed/simulation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorld, type DoorLink, type OpenWorld } from '../../testing/open-door.ts';

let world: OpenWorld;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** Devices of one site, each with its terminal linked. */
async function openSite(...names: readonly string[]): Promise<DoorLink[]> {
  const { body: group } = await world.ask('POST', '/device-groups', { name: 'North', site: true });
  const links: DoorLink[] = [];
  for (const name of names) {
    const terminal = await world.enrolled(name);
    await world.ask('PUT', `/device-groups/${group.id}/members/${terminal.device}`);
    const link = await terminal.link();
    await link.introduce();
    links.push(link);
  }
  return links;
}

const beat = (journalBacklog = 0) => ({ type: 'heartbeat', number: 1, revision: 0, generation: 0, journalBacklog });

/** Heartbeats every five seconds of those who are there. */
async function live(links: readonly DoorLink[], times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    for (const link of links) await link.say(beat());
    await world.clock.advanceAsync(seconds(5));
    await settle();
  }
}

const alerts = async (state = 'standing') =>
  (await world.ask('GET', `/alerts?state=${state}`)).body.items.map(
    ({ kind, deviceName }: { kind: string; deviceName: string }) => `${kind} ${deviceName}`,
  );

test('[F5e] a pulled cable is told while its neighbours are there, and over when it is back', async () => {
  const [pulled, ...others] = await openSite('Lift', 'Hall', 'Yard');
  if (pulled === undefined) return expect.unreachable();
  await live([pulled, ...others], 40);
  expect(await alerts()).toEqual([]);
  await live(others, 24);
  expect(await alerts()).toEqual([]);
  await live(others, 24);
  expect(await alerts()).toEqual(['device-offline-alone Lift']);
  await live([pulled, ...others], 24);
  expect(await alerts()).toEqual([]);
  expect(await alerts('cleared')).toEqual(['device-offline-alone Lift']);
});

test('[F6b] a journal that fills up is told, and over when it was handed in', async () => {
  const [link] = await openSite('Lift');
  if (link === undefined) return expect.unreachable();
  await link.say(beat(79_999));
  await world.clock.advanceAsync(seconds(31));
  await settle();
  expect(await alerts()).toEqual([]);
  await link.say(beat(80_000));
  await world.clock.advanceAsync(seconds(31));
  await settle();
  expect(await alerts()).toEqual(['journal-filling Lift']);
  await link.say(beat(12));
  await world.clock.advanceAsync(seconds(31));
  await settle();
  expect(await alerts()).toEqual([]);
});

test('somebody who has seen to an alert puts it away, once and by name', async () => {
  const [link] = await openSite('Lift');
  await link?.say(beat(80_000));
  await world.clock.advanceAsync(seconds(31));
  await settle();
  const [alert] = (await world.ask('GET', '/alerts')).body.items;
  expect((await world.ask('POST', `/alerts/${alert.id}/dismiss`)).status).toBe(200);
  expect((await world.ask('POST', `/alerts/${alert.id}/dismiss`)).status).toBe(200);
  expect(await alerts('cleared')).toEqual(['journal-filling Lift']);
  expect((await world.ask('GET', '/audit?q=alert.dismissed')).body.items).toHaveLength(1);
  expect((await world.ask('POST', `/alerts/${alert.id.replace(/.$/, 'x')}/dismiss`)).status).toBe(400);
});
