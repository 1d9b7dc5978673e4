import type { GroupId, Instant, UserId, UserSourceId } from '@holdover/kernel';

/** A set of users. The built-in one has everybody in it, without a row for each. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly builtIn: boolean;
  /** The directory that names its members, and what it is called there for ever. */
  readonly sourceId: UserSourceId | null;
  readonly externalId: string | null;
  readonly createdAt: Instant;
}

export interface ListedGroup extends Group {
  /** Groups in this one. */
  readonly groups: readonly GroupId[];
  readonly members: number;
  /** With those of its groups, each once. */
  readonly allMembers: number;
}

/** A user put into a group. */
export interface Membership {
  readonly groupId: GroupId;
  readonly userId: UserId;
}

/** A group put into a group. One level: `memberGroupId` holds none, and `groupId` is in none. */
export interface Nesting {
  readonly groupId: GroupId;
  readonly memberGroupId: GroupId;
}
