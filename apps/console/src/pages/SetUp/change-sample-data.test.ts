import type { ApiClient } from '@holdover/api';
import { expect, test } from 'vitest';
import { addSampleData, removeSampleData } from './change-sample-data.ts';
import { sampleIn } from './sample-data.ts';

interface Row {
  readonly id: string;
  readonly [name: string]: unknown;
}
interface Asked {
  readonly params?: { readonly id: string; readonly userId?: string; readonly deviceId?: string };
  readonly query?: { readonly q?: string; readonly deviceGroup?: string };
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A server that keeps what it is given; it goes away before the operation of that number. */
function serverThat(goesAwayAt = Infinity) {
  const tables = { user: [] as Row[], group: [] as Row[], device: [] as Row[], deviceGroup: [] as Row[] };
  const made: string[] = [];
  let calls = 0;
  const at = { goesAwayAt };
  const add = (table: keyof typeof tables, row: Record<string, unknown>): Row => {
    const whole = { id: `${table}-${tables[table].length}-${made.length}`, ...row };
    tables[table].push(whole);
    return whole;
  };
  const change = (table: keyof typeof tables, id: string | undefined, part: Record<string, unknown>): void => {
    tables[table] = tables[table].map((row) => (row.id === id ? { ...row, ...part } : row));
  };
  const operations: Record<string, (asked: Asked) => unknown> = {
    listGroups: () => ({ items: tables.group.map((row) => ({ ...row, allMembers: tables.user.length })) }),
    listDeviceGroups: () => ({ items: tables.deviceGroup }),
    listUsers: () => ({ items: tables.user }),
    listDevices: ({ query }) => ({
      items: tables.device.filter((row) =>
        query?.deviceGroup === undefined ? row['name'] === query?.q : row['site'] === query.deviceGroup,
      ),
    }),
    createGroup: ({ body }) => add('group', { ...body, builtIn: false, sourceId: null }),
    createDeviceGroup: ({ body }) => add('deviceGroup', { ...body, builtIn: false }),
    createDevice: ({ body }) => add('device', { ...body, terminal: null }),
    addDeviceGroupMember: ({ params }) => change('device', params?.deviceId, { site: params?.id }),
    createUser: ({ body }) => add('user', { ...body, sourceId: null, pins: 0, cards: 0 }),
    createCard: ({ params }) => change('user', params?.id, { cards: 1 }),
    createPin: ({ params }) => (change('user', params?.id, { pins: 1 }), { pin: '482915' }),
  };
  for (const [name, table] of [
    ['deleteUser', 'user'],
    ['deleteGroup', 'group'],
    ['deleteDevice', 'device'],
    ['deleteDeviceGroup', 'deviceGroup'],
  ] as const)
    operations[name] = ({ params }) => (tables[table] = tables[table].filter(({ id }) => id !== params?.id));
  const call = async ({ name }: { name: string }, asked: Asked): Promise<unknown> => {
    calls += 1;
    if (calls === at.goesAwayAt) throw new TypeError('gone');
    if (!name.startsWith('list')) made.push(name);
    return operations[name]?.(asked);
  };
  return { api: { call } as unknown as ApiClient, tables, made, at }; // nothing else is called
}
/** What is looked for, the site, three times a device that is looked for, made and put there, the group, and three a person. */
const CALLS = 3 + 1 + 3 * 3 + 1 + 5 * 3;
const adding = { sample: sampleIn('en'), digits: (count: number) => 'A'.repeat(count), onProgress: () => undefined };

test('everything is made once, and a removal leaves nothing', async () => {
  const { api, tables, made } = serverThat();
  const people = await addSampleData(api, adding);
  expect(people).toHaveLength(5);
  expect(people[0]).toMatchObject({ userName: 'sample.ada', pin: '482915', card: '04AAAAAAAAAAAA' });
  expect([tables.user, tables.group, tables.device, tables.deviceGroup].map(({ length }) => length)).toEqual([
    5, 1, 3, 1,
  ]);
  const before = made.length;
  expect(await addSampleData(api, adding)).toEqual([]);
  expect(made).toHaveLength(before);
  await removeSampleData(api);
  expect(Object.values(tables).flat()).toEqual([]);
});

test('a server that goes away in the middle leaves no half behind: asked again, the rest is made', async () => {
  for (let goesAwayAt = 1; goesAwayAt <= CALLS; goesAwayAt++) {
    const { api, tables, at } = serverThat(goesAwayAt);
    await expect(addSampleData(api, adding)).rejects.toThrow('gone');
    at.goesAwayAt = Infinity;
    await addSampleData(api, adding);
    expect([tables.user, tables.group, tables.device, tables.deviceGroup].map(({ length }) => length)).toEqual([
      5, 1, 3, 1,
    ]);
    expect(tables.user.every(({ pins, cards }) => pins === 1 && cards === 1)).toBe(true);
    expect(tables.device.every(({ site }) => site === tables.deviceGroup[0]?.id)).toBe(true);
  }
});
