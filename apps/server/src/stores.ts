import type { Queries } from './database/database.ts';
import type { AdministratorStore } from './features/administrators/administrator-store.ts';
import { createSqlAdministratorStore } from './features/administrators/administrator-store-sql.ts';
import type { AuditStore } from './features/audit/audit-store.ts';
import { createSqlAuditStore } from './features/audit/audit-store-sql.ts';
import type { CredentialStore } from './features/credentials/credential-store.ts';
import { createSqlCredentialStore } from './features/credentials/credential-store-sql.ts';
import type { DeviceGroupStore } from './features/device-groups/device-group-store.ts';
import { createSqlDeviceGroupStore } from './features/device-groups/device-group-store-sql.ts';
import type { DeviceStore } from './features/devices/device-store.ts';
import { createSqlDeviceStore } from './features/devices/device-store-sql.ts';
import type { PrinterStore } from './features/devices/printer-store.ts';
import { createSqlPrinterStore } from './features/devices/printer-store-sql.ts';
import type { StolenReportStore } from './features/devices/stolen-report-store.ts';
import { createSqlStolenReportStore } from './features/devices/stolen-report-store-sql.ts';
import type { GroupStore } from './features/groups/group-store.ts';
import { createSqlGroupStore } from './features/groups/group-store-sql.ts';
import type { ImportStore } from './features/imports/import-store.ts';
import { createSqlImportStore } from './features/imports/import-store-sql.ts';
import type { DeviceJobStore, JobStore } from './features/jobs/job-store.ts';
import { createSqlDeviceJobStore } from './features/jobs/device-job-store-sql.ts';
import { createSqlJobStore } from './features/jobs/job-store-sql.ts';
import type { ProfileStore } from './features/profiles/profile-store.ts';
import { createSqlProfileStore } from './features/profiles/profile-store-sql.ts';
import type { QueueStore } from './features/queues/queue-store.ts';
import { createSqlQueueStore } from './features/queues/queue-store-sql.ts';
import type { SettingStore } from './features/settings/setting-store.ts';
import { createSqlSettingStore } from './features/settings/setting-store-sql.ts';
import type { UserPasswordStore } from './features/users/user-password-store.ts';
import { createSqlUserPasswordStore } from './features/users/user-password-store-sql.ts';
import type { UserSourceStore } from './features/user-sources/user-source-store.ts';
import { createSqlUserSourceStore } from './features/user-sources/user-source-store-sql.ts';
import type { UserStore } from './features/users/user-store.ts';
import { createSqlUserStore } from './features/users/user-store-sql.ts';
import type { RevisionStore } from './changes/revision-store.ts';
import { createSqlRevisionStore } from './changes/revision-store-sql.ts';

/** Every store of the server's own, over the database or over one transaction of it. */
export interface Stores {
  readonly administrators: AdministratorStore;
  readonly audit: AuditStore;
  readonly credentials: CredentialStore;
  readonly deviceGroups: DeviceGroupStore;
  readonly deviceJobs: DeviceJobStore;
  readonly devices: DeviceStore;
  readonly groups: GroupStore;
  readonly imports: ImportStore;
  readonly jobs: JobStore;
  readonly printers: PrinterStore;
  readonly profiles: ProfileStore;
  readonly queues: QueueStore;
  readonly revisions: RevisionStore;
  readonly settings: SettingStore;
  readonly stolenReports: StolenReportStore;
  readonly userPasswords: UserPasswordStore;
  readonly userSources: UserSourceStore;
  readonly users: UserStore;
}

export function openStores(queries: Queries): Stores {
  return {
    administrators: createSqlAdministratorStore(queries),
    audit: createSqlAuditStore(queries),
    credentials: createSqlCredentialStore(queries),
    deviceGroups: createSqlDeviceGroupStore(queries),
    deviceJobs: createSqlDeviceJobStore(queries),
    devices: createSqlDeviceStore(queries),
    groups: createSqlGroupStore(queries),
    imports: createSqlImportStore(queries),
    jobs: createSqlJobStore(queries),
    printers: createSqlPrinterStore(queries),
    profiles: createSqlProfileStore(queries),
    queues: createSqlQueueStore(queries),
    revisions: createSqlRevisionStore(queries),
    settings: createSqlSettingStore(queries),
    stolenReports: createSqlStolenReportStore(queries),
    userPasswords: createSqlUserPasswordStore(queries),
    userSources: createSqlUserSourceStore(queries),
    users: createSqlUserStore(queries),
  };
}
