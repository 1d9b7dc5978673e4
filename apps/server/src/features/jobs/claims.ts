import {
  ALL_DEVICES,
  later,
  seconds,
  type ActivityId,
  type Cancel,
  type Clock,
  type Instant,
  type Logger,
  type TerminalId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type {
  JobClaim,
  JobClaimAnswer,
  JobDocumentRequest,
  JobProgress,
  JobProgressAnswer,
  JobRemoval,
  JobsAnswer,
  JobsRequest,
  ServerJob,
} from '@holdover/protocol';
import type { Database, Queries } from '../../database/database.ts';
import type { SentDocument } from '../../gateway/gateway-door.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Peer } from '../../gateway/peer.ts';
import { openStores, type Stores } from '../../stores.ts';
import { claimed, ended, isOver, unclaimed, type Job } from './job.ts';
import type { OwnedJob } from './job-store.ts';
import { hasBegun, type JobChange } from './settle-claims.ts';
import type { Spool } from './spool.ts';

/** What terminals do with jobs of the server. Who asks was let in: trusted, neither revoked nor suspended. */
export interface JobClaims {
  list(peer: Peer, request: JobsRequest): Promise<JobsAnswer>;
  claim(peer: Peer, claim: JobClaim): Promise<JobClaimAnswer>;
  /** @throws GatewayRefusal `not-found` for what this terminal has not claimed, or whose owner may not print any more (B7) */
  document(peer: Peer, request: JobDocumentRequest): Promise<SentDocument>;
  progress(peer: Peer, progress: JobProgress): Promise<JobProgressAnswer>;
  remove(peer: Peer, removal: JobRemoval): Promise<{ readonly removed: boolean }>;
  stop(): void;
}

export interface JobClaimsDeps {
  readonly database: Database;
  readonly spool: Pick<Spool, 'document' | 'changed'>;
  readonly clock: Pick<Clock, 'wall' | 'after'>;
  readonly logger: Logger;
}

/** Of one list. */
const MOST_LISTED = 1_000;

/**
 * A claim may be younger than what a terminal says it prints: calls overtake each other. Longer than any of them takes, with the
 * deadline of the terminal's.
 */
const YOUNG = seconds(60);

export function createJobClaims({ database, spool, clock, logger }: JobClaimsDeps): JobClaims {
  const change = async <T>(work: (changing: Changing) => Promise<T>): Promise<T> => {
    const { result, changes } = await database.transact(async (queries) => {
      const changing: Changing = { stores: openStores(queries), queries, at: clock.wall(), changes: [] };
      return { result: await work(changing), changes: changing.changes };
    });
    for (const { was, next } of changes) spool.changed(was, next);
    return result;
  };
  const lookAgain = createLookAgain(clock, (peer, progress) => {
    change((changing) => follow(changing, peer, progress)).catch((error: unknown) => {
      logger.error('Claims were not looked over', { terminalId: peer.terminal.id, error: describeError(error) });
    });
  });
  return {
    list: async (peer, request) => ({
      jobs: (await jobsAt(openStores(database.queries), peer, request)).map(toMessage),
    }),
    claim: (peer, claim) => change(async (changing) => ({ claim: await claimJob(changing, peer, claim) })),
    document: async ({ terminal }, { jobId, activityId }) => {
      const stores = openStores(database.queries);
      const job = await stores.jobs.read(jobId);
      const isTheirs = job?.claim?.terminalId === terminal.id && job.claim.activityId === activityId;
      if (job?.state !== 'printing' || !isTheirs || !(await mayBePrinted(stores, job))) {
        throw new GatewayRefusal('not-found', 'This terminal has not claimed such a job');
      }
      return { data: spool.document(jobId), length: job.bytes };
    },
    progress: async (peer, progress) => {
      const { cancel, isYoung } = await change((changing) => follow(changing, peer, progress));
      lookAgain.heard(peer, isYoung ? progress : undefined);
      return { cancel };
    },
    remove: (peer, removal) => change(async (changing) => ({ removed: await removeJob(changing, peer, removal) })),
    stop: lookAgain.stop,
  };
}

/** Of a terminal that says nothing more, the claims that were too young to end are looked at once more. */
function createLookAgain(clock: Pick<Clock, 'after'>, look: (peer: Peer, progress: JobProgress) => void) {
  const waiting = new Map<TerminalId, Cancel>();
  return {
    heard: (peer: Peer, progress: JobProgress | undefined): void => {
      const { id } = peer.terminal;
      waiting.get(id)?.();
      waiting.delete(id);
      if (progress === undefined) return;
      const cancel = clock.after(YOUNG, () => {
        waiting.delete(id);
        look(peer, progress);
      });
      waiting.set(id, cancel);
    },
    stop: (): void => waiting.forEach((cancel) => cancel()),
  };
}

interface Changing {
  readonly stores: Stores;
  readonly queries: Queries;
  readonly at: Instant;
  readonly changes: JobChange[];
}

async function jobsAt(stores: Stores, { terminal, device }: Peer, request: JobsRequest): Promise<readonly OwnedJob[]> {
  if (device?.active !== true) return [];
  if (request.of === 'device') return stores.jobs.waitingFor(terminal.deviceId, MOST_LISTED);
  const groups = (await stores.devices.read(terminal.deviceId))?.deviceGroups ?? [];
  return stores.jobs.heldFor(request.userId, groups, MOST_LISTED);
}

function toMessage({ job, owner }: OwnedJob): ServerJob {
  const { id, name, createdAt, format, bytes, pages, color, template, priority } = job;
  const whose = { userId: owner.id, userName: owner.userName, mayColor: owner.color };
  return { id, ...whose, name, createdAt, format, bytes, pages, color, template, priority };
}

/** Asked again after a lost answer it is claimed as before. */
async function claimJob(
  changing: Changing,
  peer: Peer,
  { jobId, activityId, userId }: JobClaim,
): Promise<JobClaimAnswer['claim']> {
  const { stores, at } = changing;
  const { id: terminalId, deviceId } = peer.terminal;
  const job = await stores.jobs.read(jobId);
  if (job === undefined || isOver(job)) return 'gone';
  if (job.state === 'printing') {
    const isSame = job.claim?.terminalId === terminalId && job.claim.activityId === activityId;
    return isSame ? 'claimed' : 'taken';
  }
  if (!(await isFor(stores, peer, job, userId)) || !(await mayBePrinted(stores, job))) return 'not-yours';
  const claim = { terminalId, deviceId, activityId, userId, claimedAt: at };
  return (await put(changing, job, claimed(job, claim))) ? 'claimed' : 'taken';
}

/** Held jobs are their owner's at the queue's devices; those that wait for a device are that device's, whoever is there. */
async function isFor(stores: Stores, peer: Peer, job: Job, userId: JobClaim['userId']): Promise<boolean> {
  const { terminal, device } = peer;
  if (device?.active !== true) return false;
  if (job.state === 'waiting') return job.deviceId === terminal.deviceId;
  return job.userId !== null && job.userId === userId && (await isReleasedHere(stores, peer, job));
}

/** G1. */
async function isReleasedHere(stores: Stores, { terminal }: Peer, { queueId }: Job): Promise<boolean> {
  const queue = await stores.queues.read(queueId);
  if (queue?.kind !== 'pull') return false;
  const groups = (await stores.devices.read(terminal.deviceId))?.deviceGroups ?? [];
  const { deviceGroups } = queue;
  return deviceGroups.length === 0 || deviceGroups.some((id) => id === ALL_DEVICES || groups.includes(id));
}

/** B7, G5: its owner is there, enabled, and may print it in its colours. */
async function mayBePrinted(stores: Stores, { userId, color }: Job): Promise<boolean> {
  const owner = userId === null ? undefined : await stores.users.read(userId);
  return owner?.enabled === true && (owner.color || color !== true);
}

/**
 * Invariant: a claim ends without the journal only when its terminal, back and heard, does not name it and nothing of it is in the
 * books: then no byte of it went to a printer (F1).
 */
async function follow(
  changing: Changing,
  { terminal }: Peer,
  { running }: JobProgress,
): Promise<JobProgressAnswer & { readonly isYoung: boolean }> {
  let isYoung = false;
  const named = new Map(running.map(({ activityId, ...seen }) => [activityId, seen]));
  const cancel: ActivityId[] = [];
  for (const job of await changing.stores.jobs.claimedBy(terminal.id)) {
    if (job.claim === null) continue;
    const { activityId, claimedAt } = job.claim;
    const seen = named.get(activityId);
    if (seen === undefined) {
      if (await hasBegun(changing.queries, activityId)) continue;
      if (later(claimedAt, YOUNG) > changing.at) isYoung = true;
      else await put(changing, job, unclaimed(job, changing.at));
      continue;
    }
    if (job.cancelRequested) cancel.push(activityId);
    if (seen.impressions !== job.impressions || seen.sheets !== job.sheets)
      await put(changing, job, { ...job, ...seen });
  }
  return { cancel, isYoung };
}

async function removeJob(changing: Changing, peer: Peer, { jobId, userId }: JobRemoval): Promise<boolean> {
  const job = await changing.stores.jobs.read(jobId);
  if (job?.state !== 'held' || !(await isFor(changing.stores, peer, job, userId))) return false;
  return put(changing, job, ended(job, 'cancelled', changing.at));
}

async function put({ stores, changes }: Changing, was: Job, next: Job): Promise<boolean> {
  if (!(await stores.jobs.replace(was, next))) return false;
  changes.push({ was, next });
  return true;
}
