import type { CredentialId, DeviceId, GroupId, Instant, JobId, TerminalId, UserId } from '@holdover/kernel';

/** Whoever was deleted: sessions and activities stay under their name. */
interface FormerUserTable {
  id: UserId;
  userName: string;
  userNameKey: string;
  deletedAt: Instant;
}

/** A terminal whose device was reported stolen. */
interface StolenReportTable {
  terminalId: TerminalId;
  deviceId: DeviceId;
  keyProtector: 'tpm2' | 'systemd-credential' | 'keyfile';
  reportedAt: Instant;
}

/** What it held then. Names are of then: the credential or its owner may be gone since. */
interface StolenCredentialTable {
  terminalId: TerminalId;
  credentialId: CredentialId;
  kind: 'pin' | 'card';
  ending: string;
  userId: UserId;
  userName: string;
  fullName: string;
  /** 1: a generated PIN is in its place. */
  replaced: 0 | 1;
}

interface StolenJobTable {
  terminalId: TerminalId;
  jobId: JobId;
  name: string;
  userName: string;
}

/** Tables of groups in groups, of who was there before, and of stolen devices. */
export interface DirectoryTables {
  userGroupInGroup: { groupId: GroupId; memberGroupId: GroupId };
  formerUser: FormerUserTable;
  stolenReport: StolenReportTable;
  stolenCredential: StolenCredentialTable;
  stolenJob: StolenJobTable;
}
