import type { ImportId, Instant, UserSourceId } from '@holdover/kernel';

interface UserSourceTable {
  id: UserSourceId;
  name: string;
  nameKey: string;
  enabled: 0 | 1;
  /** JSON, without the password. */
  settings: string;
  passwordSealed: string | null;
  lastImportId: ImportId | null;
  nextAt: Instant | null;
  /** While a synchronization is being begun. */
  claimedAt: Instant | null;
  createdAt: Instant;
}

export interface UserSourceTables {
  userSource: UserSourceTable;
  /** Missing or disabled in the directory when it was last read. */
  userSourceAbsent: { userSourceId: UserSourceId; externalId: string };
}
