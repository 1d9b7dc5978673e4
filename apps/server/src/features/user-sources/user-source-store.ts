import type { ImportId, Instant, UserSourceId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { UserSource } from './user-source.ts';

/** Somebody a source has brought. */
export interface BroughtUser {
  readonly externalId: string | null;
  readonly enabled: boolean;
}

export interface UserSourceStore {
  create(source: UserSource): Promise<void>;
  update(source: UserSource): Promise<void>;
  /** Its users and groups stay, as this server's own. */
  delete(id: UserSourceId): Promise<void>;
  read(id: UserSourceId): Promise<UserSource | undefined>;
  findByName(name: string): Promise<UserSource | undefined>;
  page(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<UserSource>>;
  /** How many users each has. */
  countUsers(ids: readonly UserSourceId[]): Promise<ReadonlyMap<UserSourceId, number>>;
  users(id: UserSourceId): Promise<readonly BroughtUser[]>;

  /** Whom it had not, or had disabled, when it was last read: who comes back is enabled again, and nobody else. */
  absent(id: UserSourceId): Promise<ReadonlySet<string>>;
  setAbsent(id: UserSourceId, externalIds: readonly string[]): Promise<void>;

  /** Switched on, and their time has come. */
  due(now: Instant): Promise<readonly UserSource[]>;
  /** @returns whether nobody else moved it meanwhile */
  moveNext(id: UserSourceId, from: Instant, to: Instant | null): Promise<boolean>;
  /** @returns false while it was claimed by somebody after `since` */
  claim(id: UserSourceId, now: Instant, since: Instant): Promise<boolean>;
  /** What came of the claim. */
  settle(id: UserSourceId, importId: ImportId | null): Promise<void>;
}
