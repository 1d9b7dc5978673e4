import type { GroupId, UserId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Group, ListedGroup } from './group.ts';

export interface GroupStore {
  create(group: Group): Promise<void>;
  rename(id: GroupId, name: string): Promise<void>;
  /** Its members stay users. */
  delete(id: GroupId): Promise<void>;
  read(id: GroupId): Promise<ListedGroup | undefined>;
  /** Whatever its case. */
  findByName(name: string): Promise<Group | undefined>;
  page(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<ListedGroup>>;
  /** @returns whether the user was not in it before */
  add(id: GroupId, user: UserId): Promise<boolean>;
  /** @returns whether the user was in it */
  remove(id: GroupId, user: UserId): Promise<boolean>;
  /** Every membership but the built-in group's. */
  memberships(): Promise<readonly { readonly groupId: GroupId; readonly userId: UserId }[]>;
}
