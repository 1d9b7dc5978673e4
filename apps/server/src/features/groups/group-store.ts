import type { GroupId, UserId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Group, ListedGroup, Membership, Nesting } from './group.ts';

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
  /** Every membership but the built-in group's: who was put where, whatever group is in which. */
  memberships(): Promise<readonly Membership[]>;
  /** @returns whether the group was not in it before */
  nest(id: GroupId, member: GroupId): Promise<boolean>;
  /** @returns whether the group was in it */
  unnest(id: GroupId, member: GroupId): Promise<boolean>;
  /** The groups that this one is in. */
  holding(id: GroupId): Promise<readonly GroupId[]>;
  /** Those of these whose members a directory names. */
  sourced(ids: readonly GroupId[]): Promise<ReadonlySet<GroupId>>;
  nestings(): Promise<readonly Nesting[]>;
}
