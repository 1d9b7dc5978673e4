import type { AuthenticationSettings, OfflineLoginSettings } from '@holdover/api';
import { present, type Clock, type Instant } from '@holdover/kernel';
import type { FleetTrust } from '@holdover/protocol';
import type { Database, Queries } from '../../database/database.ts';
import { openStores, type Stores } from '../../stores.ts';
import {
  readAuthentication,
  readCanMail,
  readLinkSettings,
  readJournalSettings,
  readOfflineLogin,
  readOrganisation,
  readSpooling,
} from '../settings/settings.ts';
import { createSqlAuthorityStore } from '../authority/authority-store-sql.ts';
import { ROLLED, trustedOf } from '../authority/fleet-authority.ts';
import { createSqlOwnCredentialStore } from '../own-credentials/own-credential-store-sql.ts';
import { readHashingPlan } from '../credentials/hashing.ts';
import { createDirectory, type FleetSnapshot } from './fleet-snapshot.ts';
import { createSqlUseStore } from './use-store-sql.ts';
import { utcDay } from './use-store.ts';

/** The newest snapshot, read again only when the fleet's revision has moved. */
export interface FleetSnapshots {
  /** `asOf`: nothing in it had changed at this moment. */
  current(): Promise<{ readonly snapshot: FleetSnapshot; readonly asOf: Instant }>;
}

export function createFleetSnapshots({ database, clock }: { database: Database; clock: Clock }): FleetSnapshots {
  let newest: Promise<FleetSnapshot> | undefined;
  let newestRevision = -1;
  let day = -1;

  return {
    current: async () => {
      const asOf = clock.wall();
      if (utcDay(asOf) !== day) {
        await turnTo(database, utcDay(asOf));
        day = utcDay(asOf);
      }
      const { revision } = await openStores(database.queries).revisions.read();
      if (newest === undefined || revision > newestRevision) {
        newestRevision = revision;
        newest = database.read((queries) => readSnapshot(queries, asOf));
        newest.catch(() => {
          newestRevision = -1;
        });
      }
      return { snapshot: await newest, asOf };
    },
  };
}

/** B2: another day, other ranks: terminals are to be compared anew, where ranks decide anything. */
async function turnTo(database: Database, day: number): Promise<void> {
  await database.transact(async (queries) => {
    const { revisions, settings } = openStores(queries);
    await revisions.lockChanges();
    if (!(await createSqlUseStore(queries).turnTo(day))) return;
    const { userSync } = await readOfflineLogin(settings);
    if (userSync.assignments.some(({ rankByUse }) => rankByUse)) await revisions.raiseRevision();
  });
}

async function readTrust(queries: Queries, { settings }: Stores): Promise<FleetTrust> {
  const { gateways } = await readLinkSettings(settings);
  if ((await settings.read(ROLLED)) === undefined) return { authority: null, gateways };
  const store = createSqlAuthorityStore(queries);
  const record = present(await store.read(), 'the authority of a fleet');
  return { authority: trustedOf(record.certificate, await store.beside()), gateways };
}

async function readSnapshot(queries: Queries, at: Instant): Promise<FleetSnapshot> {
  const stores = openStores(queries);
  const { revision } = await stores.revisions.read();
  const offlineLogin: OfflineLoginSettings = await readOfflineLogin(stores.settings);
  const authentication: AuthenticationSettings = await readAuthentication(stores.settings);
  const devices = await stores.devices.all();
  const users = new Map((await stores.users.all()).map((user) => [user.id, user]));
  const sites = await queries
    .selectFrom('deviceGroupMember')
    .innerJoin('deviceGroup', 'deviceGroup.id', 'deviceGroupMember.groupId')
    .select(['deviceGroupMember.deviceId', 'deviceGroupMember.groupId'])
    .where('deviceGroup.site', '=', 1)
    .execute();
  return {
    revision,
    at,
    offlineLogin,
    authentication,
    hashing: await readHashingPlan(stores.settings),
    trust: await readTrust(queries, stores),
    journal: await readJournalSettings(stores.settings),
    spooling: await readSpooling(stores.settings),
    language: (await readOrganisation(stores.settings)).language,
    canMail: await readCanMail(stores.settings),
    devices: new Map(devices.map((device) => [device.id, device])),
    profiles: new Map((await stores.profiles.all()).map((profile) => [profile.id, profile])),
    users,
    pinsByLength: await stores.credentials.workingPins(at),
    unusedPins: new Set(await createSqlOwnCredentialStore(queries).unused()),
    directory: createDirectory(users, await stores.groups.memberships(), await stores.groups.nestings()),
    sites: new Map(sites.map(({ deviceId, groupId }) => [deviceId, groupId])),
  };
}
