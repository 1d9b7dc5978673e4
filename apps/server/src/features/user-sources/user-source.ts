import type { Language, ldapAttributes, ldapGroups } from '@holdover/api';
import type { ImportId, Instant, UserSourceId } from '@holdover/kernel';
import type * as z from 'zod';

export type LdapAttributes = z.output<typeof ldapAttributes>;
export type LdapGroups = z.output<typeof ldapGroups>;

/** How a directory is reached and what is read of it. The password is kept apart, sealed. */
export interface LdapSettings {
  readonly url: string;
  readonly startTls: boolean;
  readonly ca: string | null;
  readonly bindDn: string;
  readonly baseDn: string;
  readonly filter: string;
  readonly attributes: LdapAttributes;
  readonly groups: LdapGroups;
  readonly deactivateMissing: boolean;
  readonly checksPasswords: boolean;
  readonly language: Language | null;
  readonly intervalHours: number | null;
}

/** A directory that users come from. */
export interface UserSource {
  readonly id: UserSourceId;
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: LdapSettings;
  /** Sealed under the server key for this source; null without. */
  readonly passwordSealed: string | null;
  readonly lastImportId: ImportId | null;
  /** When it is synchronized by itself; null: only when asked for. */
  readonly nextAt: Instant | null;
  readonly createdAt: Instant;
}
