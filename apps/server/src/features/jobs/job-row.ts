import type { Selectable } from 'kysely';
import { bit, type Bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Job, JobClaim, Sides } from './job.ts';

type Row = Selectable<Tables['job']>;

export function toRow(job: Job): Row {
  const { claim, color, cancelRequested, documentKept, ...columns } = job;
  return {
    ...columns,
    ownerKey: nameKey(job.ownerName),
    color: bitOrNull(color),
    claimTerminalId: claim?.terminalId ?? null,
    claimDeviceId: claim?.deviceId ?? null,
    claimActivityId: claim?.activityId ?? null,
    claimUserId: claim?.userId ?? null,
    claimedAt: claim?.claimedAt ?? null,
    cancelRequested: bit(cancelRequested),
    documentKept: bit(documentKept),
    searchText: jobSearchText(job),
  };
}

export function fromRow(row: Row): Job {
  return {
    id: row.id,
    number: row.number,
    version: row.version,
    queueId: row.queueId,
    name: row.name,
    ownerName: row.ownerName,
    userId: row.userId,
    state: row.state as Job['state'], // written by toRow
    template: row.template,
    format: row.format,
    documentName: row.documentName,
    bytes: row.bytes,
    pages: row.pages,
    copies: row.copies,
    color: row.color === null ? null : row.color === 1,
    sides: row.sides as Sides, // written by toRow
    priority: row.priority,
    deviceId: row.deviceId,
    claim: claimFrom(row),
    cancelRequested: row.cancelRequested === 1,
    impressions: row.impressions,
    sheets: row.sheets,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    expiresAt: row.expiresAt,
    documentKept: row.documentKept === 1,
  };
}

function claimFrom(row: Row): JobClaim | null {
  const { claimTerminalId, claimDeviceId, claimActivityId, claimUserId, claimedAt } = row;
  if (claimTerminalId === null || claimDeviceId === null || claimActivityId === null || claimedAt === null) return null;
  return {
    terminalId: claimTerminalId,
    deviceId: claimDeviceId,
    activityId: claimActivityId,
    userId: claimUserId,
    claimedAt,
  };
}

export const bitOrNull = (value: boolean | null): Bit | null => (value === null ? null : bit(value));

/** What `q` looks in. */
export function jobSearchText({ name, ownerName }: Pick<Job, 'name' | 'ownerName'>): string {
  return nameKey([name, ownerName].join('\n'));
}
