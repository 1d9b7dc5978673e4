import type { Instant } from '@holdover/kernel';

/** From then on a user or a credential opens something, or nothing. */
export interface EntitlementChange {
  readonly at: Instant;
  readonly granted: boolean;
}

/**
 * F5: whether it opened something at that moment, by all that is known now: a user disabled and enabled again since was disabled
 * in between. Without a change it always did; of a grant and a withdrawal of one moment the withdrawal counts.
 */
export function isEntitledAt(changes: readonly EntitlementChange[], at: Instant): boolean {
  let latest: EntitlementChange | undefined;
  for (const change of changes) {
    if (change.at > at || (latest !== undefined && latest.at > change.at)) continue;
    const granted = change.granted && (latest?.at !== change.at || latest.granted);
    latest = { at: change.at, granted };
  }
  return latest?.granted ?? true;
}
