import type { GroupId, Instant, UserId, UserSourceId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { ListedUser, User } from './user.ts';

export interface UserQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly group?: GroupId | undefined;
  /** With those of groups in it. */
  readonly nested?: boolean | undefined;
  readonly source?: UserSourceId | undefined;
  readonly enabled?: boolean | undefined;
  /** B9: with a PIN of fewer digits that has not ended. */
  readonly pinBelow?: { readonly length: number; readonly now: Instant } | undefined;
}

export interface UserStore {
  /** @throws what the database says when the name is taken: behaviour looks first */
  create(user: User): Promise<void>;
  update(user: User): Promise<void>;
  /** Sessions and activities of whoever is deleted stay under this name. */
  remember(user: Pick<User, 'id' | 'userName'>, deletedAt: Instant): Promise<void>;
  /** With credentials and memberships. */
  delete(id: UserId): Promise<void>;
  read(id: UserId): Promise<ListedUser | undefined>;
  /** Whatever its case. */
  findByUserName(userName: string): Promise<User | undefined>;
  page(question: UserQuestion): Promise<Page<ListedUser>>;
  /** Everybody, in no order: what members() chooses from. */
  all(): Promise<readonly User[]>;
  /** Groups that do not exist are left out. @returns those that exist */
  setGroups(id: UserId, groups: readonly GroupId[]): Promise<readonly GroupId[]>;
}
