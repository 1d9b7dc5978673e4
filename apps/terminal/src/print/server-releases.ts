import { idField } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue, type DurableValue } from '../store/durable-value.ts';

const serverReleases = z.array(
  z.strictObject({ jobId: idField('job'), activityId: idField('activity'), userName: z.string() }),
);

/** Jobs of the server that are on their way to paper here: what the spool says of its own in their rows (F4). */
export type ServerRelease = z.infer<typeof serverReleases>[number];
export type ServerReleases = DurableValue<ServerRelease[]>;

/** @param database the journal's */
export function openServerReleases(database: SealedDatabase): ServerReleases {
  return createDurableValue(database, 'server-releases', serverReleases);
}
