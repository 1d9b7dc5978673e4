import type { ActivityId, Clock, Entropy, Logger } from '@holdover/kernel';
import type { Documents } from '@holdover/sealed-store';
import type { Database } from '../../database/database.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Stores } from '../../stores.ts';
import type { Alerts } from '../alerts/alerts.ts';
import { sendMail } from '../mail/mail-sender.ts';
import { readMail, readMailAccess } from '../mail/mail-settings.ts';
import { readOrganisation } from '../settings/settings.ts';
import { createScanIntake, type ScanIntake } from './scan-intake.ts';
import { isHere, startScanMailer, type ScanMailer } from './scan-mailer.ts';
import { createSqlScanStore } from './scan-store-sql.ts';

export interface OpenScansDeps {
  readonly database: Database;
  readonly stores: Stores;
  readonly keys: ServerKeys;
  readonly documents: Documents<ActivityId>;
  readonly alerts: Pick<Alerts, 'raise'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Scans that terminals hand in, on their way to those who made them. */
export interface Scans extends Pick<ScanMailer, 'wake' | 'stop'>, ScanIntake {}

/** Documents that a crash left without a row are removed, and what waits is sent. */
export async function openScans(deps: OpenScansDeps): Promise<Scans> {
  const { database, stores, keys, documents } = deps;
  const store = createSqlScanStore(database.queries);
  const waiting = (await store.waiting()).map(({ id }) => id);
  await documents.keepOnly(waiting);
  const own: ActivityId[] = [];
  for (const id of waiting) if (await isHere(documents, id)) own.push(id);
  const mailer = startScanMailer(
    {
      ...deps,
      store,
      users: stores.users,
      organisation: () => readOrganisation(stores.settings),
      sender: async () => {
        const access = await readMailAccess(stores.settings, keys);
        return access.settings.enabled ? (message) => sendMail(access, message) : undefined;
      },
    },
    own,
  );
  const intake = createScanIntake({
    ...deps,
    store,
    users: stores.users,
    settings: () => readMail(stores.settings),
    onTaken: mailer.take,
  });
  return { wake: mailer.wake, stop: mailer.stop, take: intake.take };
}
