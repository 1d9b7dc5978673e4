import {
  addDeviceGroupMember,
  createAdministrator,
  createApiToken,
  createCard,
  createDevice,
  createDeviceGroup,
  createEnrolment,
  createGroup,
  createPin,
  createProfile,
  createQueue,
  createUser,
  createUserSource,
  importUsers,
  patchDevice,
  type DeviceModel,
} from '@holdover/api';
import { sampleDocument, sendDocument } from '@holdover/demo';
import { printAll, sendPages } from '../support/paper.ts';
import type { ConsoleStage } from './console-stage.ts';

export const ADA = { userName: 'ada', pin: '730186', card: '04A1B2C3D4E5F6' };

const LONG_WORD = 'Verwaltungsgebäudehaupteingangsmultifunktionsgerät-0123456789';
const LONG_NAME = 'Maximiliane Konstantinopolitanische von und zu Überlingen-Freudenstadt-Baiersbronn am Kniebis';
const MODELS: readonly DeviceModel[] = ['ricoh', 'canon', 'generic', 'other'];

/** What the pages of one thing show. */
export interface SweepData {
  readonly user: string;
  readonly longUser: string;
  readonly device: string;
  readonly deviceGroup: string;
  readonly profile: string;
  readonly source: string;
  readonly imported: string;
  readonly review: string;
}

/** A fleet with something on every page: long names, several of each, some of it in trouble. */
export async function fillForSweep(stage: ConsoleStage): Promise<Omit<SweepData, 'review'>> {
  const { fleet, station } = stage;
  const { api } = fleet;
  const group = await api.call(createGroup, { body: { name: `Sales ${LONG_WORD}` } });
  const long = await api.call(createUser, {
    body: {
      userName: `maximiliane.${LONG_WORD}`,
      fullName: LONG_NAME,
      email: `maximiliane.konstantinopolitanische.von.und.zu@${'branch.'.repeat(6)}example.org`,
      groups: [group.id],
      language: 'de',
    },
  });
  await api.call(createPin, { params: { id: long.id }, body: { pin: '90817264' } });
  await api.call(createPin, { params: { id: long.id }, body: { expiresAt: '2036-05-01T12:00:00Z' } });
  const number = '04FFEEDDCCBBAA99887766554433221100FFEEDDCCBBAA998877665544332211';
  await api.call(createCard, { params: { id: long.id }, query: { move: 'false' }, body: { number } });
  await api.call(createUser, { body: { userName: 'ben', fullName: 'Ben', enabled: false } });
  const profile = await addProfile(stage);
  const deviceGroup = await addDevices(stage);
  const source = await api.call(createUserSource, {
    body: { kind: 'ldap', name: `Head office ${LONG_WORD}`, url: 'ldap://127.0.0.1:9', baseDn: 'dc=example' },
  });
  const rows = ['USERNAME,LANGUAGE', `clara.${LONG_WORD},xx`, 'david,de', ''].join('\n');
  const imported = await api.call(importUsers, { body: rows });
  await api.call(createQueue, {
    body: {
      path: 'second-floor',
      name: `Second floor ${LONG_WORD}`,
      location: LONG_NAME,
      kind: 'pull',
      ownerFrom: 'user-name',
    },
  });
  await addAccess(stage);
  await station.panel.login({ method: 'pin', pin: ADA.pin });
  await sendPages({ queueUri: fleet.server.queueUri('pull') }, ADA.userName, 2);
  await printAll(station);
  await station.panel.logout();
  await sendPages({ queueUri: fleet.server.queueUri('pull') }, 'nobody-known', 2);
  await sendDocument({
    queueUri: fleet.server.queueUri('second-floor'),
    userName: ADA.userName,
    title: `${LONG_WORD}_${LONG_WORD}.docx`,
    document: sampleDocument('Ledger', 1),
  });
  return {
    user: stage.userOf(ADA.userName).id,
    longUser: long.id,
    device: station.id,
    deviceGroup,
    profile,
    source: source.id,
    imported: imported.id,
  };
}

async function addProfile({ fleet: { api } }: ConsoleStage): Promise<string> {
  const target = { kind: 'smb', url: `smb://files.example.org/${LONG_WORD}`, userName: 'scanner' } as const;
  const body = { name: `Branches ${LONG_WORD}`, scanTargets: [{ name: `Invoices ${LONG_WORD}`, ...target }] };
  return (await api.call(createProfile, { body: { ...body, cardTransformation: 'reverse-bytes' } })).id;
}

/** One of each model, none of which has a terminal; the last waits for one. The first is in a site. */
async function addDevices({ fleet: { api }, station }: ConsoleStage): Promise<string> {
  const site = await api.call(createDeviceGroup, { body: { name: `Görlitz ${LONG_WORD}`, site: true } });
  await api.call(createDeviceGroup, { body: { name: 'Colour', site: false } });
  for (const model of MODELS) {
    const { id } = await api.call(createDevice, {
      body: { name: `${model} ${LONG_WORD}`, model, address: 'branch-7' },
    });
    if (model === 'canon') await api.call(createEnrolment, { params: { id } });
    if (model === 'ricoh') await api.call(patchDevice, { params: { id }, body: { active: false } });
    await api.call(addDeviceGroupMember, { params: { id: site.id, deviceId: id } });
  }
  await api.call(addDeviceGroupMember, { params: { id: site.id, deviceId: station.id } });
  return site.id;
}

async function addAccess({ fleet: { api } }: ConsoleStage): Promise<void> {
  await api.call(createAdministrator, {
    body: { userName: `grace.${LONG_WORD}`, role: 'auditor', password: 'another password of the tests' },
  });
  await api.call(createApiToken, {
    body: { name: `Card office ${LONG_WORD}`, rights: ['users:read', 'devices:read'], expiresAt: null },
  });
}
