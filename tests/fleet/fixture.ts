import {
  createCard,
  createDevice,
  createEnrolment,
  createGroup,
  createPin,
  createUser,
  listProfiles,
  patchProfile,
  putAuthentication,
  putOfflineLogin,
} from '@holdover/api';
import {
  ALL_DEVICES,
  fromRfc3339,
  present,
  toBase64Url,
  type DeviceId,
  type GroupId,
  type Instant,
  type ProfileId,
} from '@holdover/kernel';
import { createPrivateKeyPem, createSigningRequest, decodeEnrolmentCode } from '@holdover/nodejs';
import { PROTOCOL_VERSION } from '@holdover/protocol';
import { makeFirstBucket, openStores, type TerminalSelf } from '@holdover/terminal';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { createMemoryDisk, createSimulatedTime, type DiskImage } from '@holdover/testbed/simulation';
import { X509Certificate } from 'node:crypto';
import { FIRST_ORDERS, type Orders } from './administrators.ts';
import { createMemoryDocuments } from './memory-documents.ts';
import type { Person } from './people.ts';
import { createServerNode } from './server-node.ts';

/** An organisation that was just set up, its terminals enrolled and not yet started: where every story begins. */
export interface Fixture {
  readonly start: Instant;
  readonly serverDisk: DiskImage;
  readonly token: string;
  readonly profile: ProfileId;
  readonly orders: Orders;
  /** Nobody is in them yet. */
  readonly groups: { readonly outer: GroupId; readonly inner: GroupId };
  readonly devices: readonly { readonly id: DeviceId; readonly self: TerminalSelf; readonly disk: DiskImage }[];
  readonly people: readonly Person[];
}

const START = present(fromRfc3339('2026-03-02T08:00:00Z'), 'the start');
const TERMINALS = 3;
const PEOPLE = 8;
/** One more than there are places: somebody is left out (B2). */
const SYNCHRONIZED = 6;

/** Begins of all PINs and card numbers: long enough not to be found by chance, and packed no letters of a base64 text. */
export const CANARIES = { pin: '9881928394', card: 'C4F00D5EED' } as const;

export function secretText(kind: 'pin' | 'card', number: number): string {
  return `${CANARIES[kind]}${String(104_729 + number * 7).padStart(6, '0')}`;
}

let made: Promise<Fixture> | undefined;

/** Made once a process: a story changes copies of it alone. */
export function fixture(): Promise<Fixture> {
  made ??= build();
  return made;
}

async function build(): Promise<Fixture> {
  const time = createSimulatedTime(START);
  const disk = createMemoryDisk();
  const machine = time.machine({ name: 'server' });
  const server = createServerNode({
    machine,
    disk,
    entropy: createSeededEntropy('fixture'),
    logger: createMemoryLogger(),
    heartbeatSeconds: 300,
    onFailure: (error) => {
      throw error;
    },
  });
  await server.start();
  const running = present(server.running, 'the server');
  await running.administrators.create({ userName: 'admin', password: 'a password of the tests' });
  const token = await running.administrators.createApiToken('simulation');
  server.useToken(token);
  const { api } = server;

  const [profile] = (await api.call(listProfiles, {})).items;
  const profileId = present(profile, 'the default profile').id;
  const loginMethods = ['pin', 'card', 'card+pin'] as const;
  await api.call(patchProfile, {
    params: { id: profileId },
    body: { maxSyncedUsers: FIRST_ORDERS.mostUsers, loginMethods: [...loginMethods] },
  });
  await api.call(putAuthentication, { body: FIRST_ORDERS.authentication });
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, number) => hire(api, number, START)));
  const devices = [];
  for (let number = 0; number < TERMINALS; number++) {
    const { id } = await api.call(createDevice, { body: { name: `Device ${number}`, model: 'generic' } });
    const { code } = await api.call(createEnrolment, { params: { id } });
    devices.push({ id, ...(await enrol(running, code, `Device ${number}`)) });
  }
  const users = people.slice(0, SYNCHRONIZED).map(({ id }) => id);
  const row = { devices: [], deviceGroups: [ALL_DEVICES], users, groups: [], rankByUse: false };
  const settings = {
    ...FIRST_ORDERS.settings,
    userSync: { enabled: true, intervalHours: 4, assignments: [row] },
  };
  await api.call(putOfflineLogin, { body: settings, query: { reset: 'true' } });
  const [outer, inner] = [await group(api, 'Outer'), await group(api, 'Inner')];
  machine.kill();
  await time.settle();
  return {
    start: START,
    serverDisk: disk.image(),
    token,
    profile: profileId,
    orders: { ...FIRST_ORDERS, settings },
    groups: { outer, inner },
    devices,
    people,
  };
}

type Api = ReturnType<typeof createServerNode>['api'];

async function group(api: Api, name: string): Promise<GroupId> {
  return (await api.call(createGroup, { body: { name } })).id;
}

/** The first has four PINs and cards: more than are synchronized (B3). */
async function hire(api: Api, number: number, now: Instant): Promise<Person> {
  const userName = `person${number}`;
  const user = await api.call(createUser, { body: { userName, fullName: `Person ${number}` } });
  const person: Person = {
    number,
    userName,
    id: user.id,
    enabled: true,
    deleted: false,
    barredSince: null,
    vague: false,
    secrets: [],
  };
  const many = number === 0 ? 4 : 1;
  for (let nth = 0; nth < many; nth++) {
    for (const kind of ['pin', 'card'] as const) {
      const text = secretText(kind, number * 10 + nth);
      const params = { id: user.id };
      const { id } =
        kind === 'pin'
          ? await api.call(createPin, { params, body: { pin: text } })
          : await api.call(createCard, { params, body: { number: text } });
      person.secrets.push({ kind, text, id, endsAt: null, givenAt: now, takenAt: null, vague: false });
    }
  }
  return person;
}

export type Enrolled = Pick<Fixture['devices'][number], 'self' | 'disk'>;

/** What `holdover terminal enrol` does, over function calls. */
export async function enrol(
  server: NonNullable<ReturnType<typeof createServerNode>['running']>,
  code: string,
  deviceName: string,
): Promise<Enrolled> {
  const { secret } = decodeEnrolmentCode(code);
  const answer = await server.enrol({
    protocol: PROTOCOL_VERSION,
    secret: toBase64Url(secret),
    signingRequest: await createSigningRequest(createPrivateKeyPem()),
    terminalVersion: '0.1.0',
    keyProtector: 'keyfile',
  });
  const { terminalId, deviceId, certificate } = answer;
  const serial = new X509Certificate(certificate).serialNumber.toLowerCase();
  const self = { terminalId, deviceId, deviceName, keyProtector: 'keyfile', serial } as const;
  return { self, disk: await firstDisk() };
}

/** The tables, and the first bucket. */
async function firstDisk(): Promise<DiskImage> {
  const disk = createMemoryDisk();
  const life = createSimulatedTime(START).machine().start();
  const stores = await openStores({
    database: (name) => disk.open(name, life),
    documents: (name) => Promise.resolve(createMemoryDocuments().open(life, name)),
  });
  makeFirstBucket(stores.journal);
  stores.close();
  return disk.image();
}
