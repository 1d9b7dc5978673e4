import type { GroupId, Instant } from '@holdover/kernel';

/** A set of users. The built-in one has everybody in it, without a row for each. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly builtIn: boolean;
  readonly createdAt: Instant;
}

export interface ListedGroup extends Group {
  readonly members: number;
}
