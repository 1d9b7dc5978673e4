import { makeId, present, type ActivityId, type DeviceId, type JobId } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger } from '@holdover/testbed';
import { SYSTEM } from '../actor.ts';
import { createChanges } from '../changes/changes.ts';
import type { Database } from '../database/database.ts';
import { createAuditLog } from '../features/audit/audit-log.ts';
import { createJobClaims } from '../features/jobs/claims.ts';
import type { Job } from '../features/jobs/job.ts';
import { leaveJobs } from '../features/jobs/settle-claims.ts';
import { NO_SCAN_TARGETS, type Profile } from '../features/profiles/profile.ts';
import type { Queue } from '../features/queues/queue.ts';
import { createSqlTerminalStore } from '../features/terminals/terminal-store-sql.ts';
import type { TerminalRecord } from '../features/terminals/terminal.ts';
import type { User } from '../features/users/user.ts';
import type { Peer } from '../gateway/peer.ts';
import { openStores } from '../stores.ts';
import { addTerminal, createJournal, digest, entropy, NOW, prepareIntake, print, printed } from './intake-world.ts';
import { sampleJob, sampleQueue, sampleUser } from './sample-job.ts';

const PROFILE: Profile = {
  id: makeId('profile', NOW, entropy),
  name: 'Standard',
  loginMethods: ['pin'],
  idleTimeoutSeconds: 60,
  maxSyncedUsers: 100,
  requireProtector: 'any',
  cardTransformation: null,
  ...NO_SCAN_TARGETS,
  actions: [],
  default: false,
  createdAt: NOW,
};

export const newActivity = (): ActivityId => makeId('activity', NOW, entropy);

/** Queues, jobs and terminals over one database, and who claims and books. */
export async function createClaimWorld(database: Database) {
  const stores = openStores(database.queries);
  const clock = createFakeClock(NOW);
  const told: string[] = [];
  const changes = createChanges({ database, clock, auditLog: createAuditLog(digest, entropy) });
  const spool = {
    changed: (was: Job, next: Job) => void told.push(`${was.state} to ${next.state}`),
    async *document(id: JobId) {
      yield new TextEncoder().encode(id);
    },
  };
  const claims = createJobClaims({ database, spool, clock, logger: createMemoryLogger() });
  const intake = await prepareIntake(database, spool);
  await stores.profiles.create(PROFILE);
  return {
    stores,
    clock,
    changes: told,
    claims,
    intake,
    ...createMaker(database),
    revoke: async ({ id }: TerminalRecord): Promise<void> => {
      await changes.make(SYSTEM, async (change) => {
        await createSqlTerminalStore(change.queries).revoke(id, change.at);
        await leaveJobs(change, id, spool);
      });
    },
    job: async ({ id }: Job): Promise<Job> => present(await stores.jobs.read(id), 'the job'),
    /** What the terminal's journal says of a print, beginning and end; only those wanted. */
    book: async (
      terminal: TerminalRecord,
      activityId: ActivityId,
      { outcome = 'completed', ends = true }: { outcome?: 'completed' | 'failed' | 'unknown'; ends?: boolean } = {},
    ): Promise<void> => {
      const journal = createJournal(terminal.id);
      journal.add({ ...print, activityId, sessionId: null });
      if (ends) journal.add({ ...printed(2), activityId, outcome, toReview: outcome === 'unknown' });
      await intake.accept(terminal, journal.texts());
    },
  };
}

function createMaker(database: Database) {
  const stores = openStores(database.queries);
  const profileId = PROFILE.id;
  let names = 0;
  return {
    /** A device and its terminal, as the gateway lets it in. */
    addPeer: async (active = true): Promise<Peer> => {
      const id: DeviceId = makeId('device', NOW, entropy);
      const model = 'kyocera' as const;
      const device = { id, name: `Device ${++names}`, model, profileId, address: null, active, printerPin: null };
      await stores.devices.create({ ...device, createdAt: NOW });
      return peerOf(await addTerminal(database, id), { model, profileId, active });
    },
    addUser: async (more: Partial<User> = {}): Promise<User> => {
      const user = sampleUser(`user-${++names}`, { createdAt: NOW, ...more });
      await stores.users.create(user);
      return user;
    },
    addQueue: async (more: Partial<Queue> = {}): Promise<Queue> => {
      const queue = sampleQueue(`queue-${++names}`, more);
      await stores.queues.create(queue);
      return queue;
    },
    addJob: async (queue: Queue, more: Partial<Job> = {}): Promise<Job> => {
      const bytes = makeId('job', NOW, entropy).length;
      const job = sampleJob(queue.id, { createdAt: NOW, bytes, ...more });
      await stores.jobs.insertMany([job]);
      return job;
    },
  };
}

function peerOf(terminal: TerminalRecord, device: Peer['device']): Peer {
  const certificate = {
    serial: terminal.id,
    terminalId: terminal.id,
    issuedAt: NOW,
    usedAt: NOW,
    supersededAt: null,
    revokedAt: null,
    issuer: '',
  };
  return { terminal, certificate, device, revoked: false };
}
