import type { DeviceGroupId, DeviceId, Instant, Json, QueueId } from '@holdover/kernel';

/** A printer of the server's own, to which people print. */
export interface Queue {
  readonly id: QueueId;
  /** The last part of its uri: unique. */
  readonly path: string;
  readonly name: string;
  readonly location: string;
  /** `pull` waits for its owner at any of its devices · `direct` prints at its device without anybody there (G1). */
  readonly kind: 'pull' | 'direct';
  /** G2: who owns a job. */
  readonly ownerFrom: 'authenticated' | 'user-name';
  /** Of a pull queue: where its jobs can be released; empty means everywhere. */
  readonly deviceGroups: readonly DeviceGroupId[];
  /** Of a direct queue. */
  readonly deviceId: DeviceId | null;
  readonly acceptingJobs: boolean;
  readonly createdAt: Instant;
}

/** As the audit log shows a queue. */
export function auditForm({ id: _id, createdAt: _at, deviceGroups, ...queue }: Queue): {
  readonly [key: string]: Json;
} {
  return { ...queue, deviceGroups: [...deviceGroups] };
}
