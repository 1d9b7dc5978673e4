import type { GroupId, UserId } from '@holdover/kernel';
import type { Membership, Nesting } from './group.ts';

/**
 * B2h: who counts as a member of each group: who was put into it, and who was put into one of its groups; each once, in no
 * order. Groups without anybody are missing.
 */
export function effectiveMembers(
  memberships: readonly Membership[],
  nestings: readonly Nesting[],
): ReadonlyMap<GroupId, ReadonlySet<UserId>> {
  const direct = new Map<GroupId, Set<UserId>>();
  for (const { groupId, userId } of memberships) {
    const members = direct.get(groupId);
    if (members === undefined) direct.set(groupId, new Set([userId]));
    else members.add(userId);
  }
  const effective = new Map<GroupId, ReadonlySet<UserId>>(direct);
  for (const { groupId, memberGroupId } of nestings) {
    // Of what was put into it alone: one level.
    const added = direct.get(memberGroupId);
    if (added !== undefined) effective.set(groupId, new Set([...(effective.get(groupId) ?? []), ...added]));
  }
  return effective;
}
