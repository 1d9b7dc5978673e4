import type { Language } from '@holdover/api';
import type { GroupId, Instant, Json, UserId, UserSourceId } from '@holdover/kernel';

export interface User {
  readonly id: UserId;
  readonly userName: string;
  readonly fullName: string;
  readonly email: string | null;
  readonly language: Language | null;
  /** May print and copy in colour (G5). */
  readonly color: boolean;
  readonly enabled: boolean;
  /** The directory that owns them, and what they are called there for ever. */
  readonly sourceId: UserSourceId | null;
  readonly externalId: string | null;
  readonly createdAt: Instant;
}

/** A user with what lists count. */
export interface ListedUser extends User {
  /** Without the built-in one, which everybody is in. */
  readonly groups: readonly GroupId[];
  readonly pins: number;
  readonly cards: number;
  /** What knows their password: this server, or their source. */
  readonly password: 'none' | 'local' | 'source';
}

/** One form for one name, whatever its case: unique, and what B2 sorts by. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** What `q` looks in. */
export function searchTextOf(user: Pick<User, 'userName' | 'fullName' | 'email'>): string {
  return nameKey([user.userName, user.fullName, user.email ?? ''].join('\n'));
}

/** As the audit log shows a user. */
export function auditForm(user: User & { readonly groups?: readonly GroupId[] }): {
  readonly [key: string]: Json | undefined;
} {
  const { userName, fullName, email, language, color, enabled, groups } = user;
  return { userName, fullName, email, language, color, enabled, groups };
}
