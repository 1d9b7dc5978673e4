import {
  addDeviceGroupMember,
  createCard,
  createDevice,
  createDeviceGroup,
  createGroup,
  createPin,
  createUser,
  deleteDevice,
  deleteDeviceGroup,
  deleteGroup,
  deleteUser,
  listDeviceGroups,
  listDevices,
  listGroups,
  listUsers,
  type ApiClient,
  type Group,
  type User,
} from '@holdover/api';
import { WHOLE } from '../../client/query-builders.ts';
import { isSampleName, isSampleUser, removalOf, SAMPLE_DOMAIN, type Sample, type SampleData } from './sample-data.ts';

/** Somebody made up, with what they log in with: shown this once. */
export interface SamplePerson {
  readonly userName: string;
  readonly fullName: string;
  readonly pin: string;
  readonly card: string;
}

export async function findSampleData(api: ApiClient): Promise<SampleData> {
  const [groups, sites, users] = await Promise.all([
    api.call(listGroups, { query: { limit: WHOLE } }),
    api.call(listDeviceGroups, { query: { limit: WHOLE } }),
    api.call(listUsers, { query: { q: `@${SAMPLE_DOMAIN}`, limit: WHOLE } }),
  ]);
  const site = sites.items.find((one) => one.site && !one.builtIn && isSampleName(one.name));
  const atSite = site && (await api.call(listDevices, { query: { deviceGroup: site.id, limit: WHOLE } }));
  return {
    group: groups.items.find(({ name, builtIn, sourceId }) => !builtIn && sourceId === null && isSampleName(name)),
    site,
    users: users.items.filter(isSampleUser),
    devices: atSite?.items ?? [],
  };
}

interface Adding {
  readonly sample: Sample;
  /** Random hexadecimal digits, for the numbers of cards. */
  readonly digits: (count: number) => string;
  /** After each person, of how many. */
  readonly onProgress: (made: number, total: number) => void;
}

/** Adds what is missing of the samples, one request a thing, so that the audit log names each. @returns whom it made */
export async function addSampleData(api: ApiClient, { sample, digits, onProgress }: Adding): Promise<SamplePerson[]> {
  const there = await findSampleData(api);
  await addDevices(api, sample, there);
  const group = there.group ?? (await api.call(createGroup, { body: { name: sample.name } }));
  const made: SamplePerson[] = [];
  for (const [index, person] of sample.people.entries()) {
    const known = there.users.find(({ userName }) => userName === person.userName);
    if (known === undefined || known.pins === 0) made.push(await addPerson(api, { group, known, person }, digits));
    onProgress(index + 1, sample.people.length);
  }
  return made;
}

interface AddedPerson {
  readonly group: Group;
  /** Was made before, but got no further. */
  readonly known: User | undefined;
  readonly person: Sample['people'][number];
}

async function addPerson(
  api: ApiClient,
  { group, known, person }: AddedPerson,
  digits: Adding['digits'],
): Promise<SamplePerson> {
  const user = known ?? (await api.call(createUser, { body: { ...person, groups: [group.id] } }));
  // Seven bytes, as ISO/IEC 14443-3 has them.
  const card = `04${digits(12)}`;
  if (user.cards === 0) await api.call(createCard, { params: { id: user.id }, body: { number: card } });
  const { pin = '' } = await api.call(createPin, { params: { id: user.id }, body: {} });
  return { userName: user.userName, fullName: user.fullName, pin, card: user.cards === 0 ? card : '' };
}

async function addDevices(api: ApiClient, sample: Sample, there: SampleData): Promise<void> {
  const site = there.site ?? (await api.call(createDeviceGroup, { body: { name: sample.name, site: true } }));
  const known = new Set(there.devices.map(({ name }) => name));
  for (const device of sample.devices.filter(({ name }) => !known.has(name))) {
    // One that was made before, but got no further; names of devices are unique.
    const found = await api.call(listDevices, { query: { q: device.name, limit: WHOLE } });
    const { id } =
      found.items.find(({ name }) => name === device.name) ?? (await api.call(createDevice, { body: device }));
    await api.call(addDeviceGroupMember, { params: { id: site.id, deviceId: id } });
  }
}

/** Asks what is there first: what has become real since the page showed it stays. */
export async function removeSampleData(api: ApiClient): Promise<void> {
  const { users, devices, group, site } = removalOf(await findSampleData(api));
  for (const { id } of users) await api.call(deleteUser, { params: { id } });
  for (const { id } of devices) await api.call(deleteDevice, { params: { id } });
  if (group !== undefined) await api.call(deleteGroup, { params: { id: group.id } });
  if (site !== undefined) await api.call(deleteDeviceGroup, { params: { id: site.id } });
}
