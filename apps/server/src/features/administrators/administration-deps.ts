import type { Clock, Digest, Entropy } from '@holdover/kernel';
import type { Changes } from '../../changes/change.ts';
import type { SlowHash } from '../../keys/slow-hash.ts';
import type { Stores } from '../../stores.ts';
import type { AccessEnds } from './access-ends.ts';

/** What everything about administrators stands on. */
export interface AdministrationDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly slowHash: SlowHash;
  readonly access: AccessEnds;
}
