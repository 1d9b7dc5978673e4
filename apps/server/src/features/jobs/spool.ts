import { accept, type DocumentTicket, type JobTicket, type Outcome } from '@holdover/ipp';
import { Fault, hours, ID_PREFIXES, later, type Clock, type Instant, type JobId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { createGroupCommit, type Documents } from '@holdover/sealed-store';
import type { Database, Queries } from '../../database/database.ts';
import { openStores, type Stores } from '../../stores.ts';
import type { Queue } from '../queues/queue.ts';
import { readSpooling } from '../settings/settings.ts';
import { nameKey } from '../users/user.ts';
import { ended, type Job } from './job.ts';
import { createJobNumbers } from './job-numbers.ts';
import { createJobSignals, type JobSignals } from './job-signals.ts';
import { asksToHold, colorOf, templateColumns } from './job-template.ts';
import { receiveDocument } from './receive-document.ts';
import { createSpoolRoom, type SpoolRoom } from './spool-room.ts';

/** A job whose document may come now. */
export interface Incoming {
  readonly number: number;
  /** RFC 9562 text form; its id ends in it. */
  readonly uuid: string;
  readonly queue: Queue;
  readonly ticket: JobTicket;
  readonly createdAt: Instant;
  /** Held by somebody before its document came. */
  readonly held: boolean;
}

/** The server's spool: documents on disk, encrypted, and a row for each. */
export interface Spool {
  readonly room: SpoolRoom;
  readonly signals: JobSignals;
  nextNumber(): Promise<number>;
  /** Accepted only once document and row are durable; on refusal or throw nothing is left of the job (G3). */
  receive(incoming: Incoming, document: DocumentTicket): Promise<Outcome<Job>>;
  /** @throws Fault `sealed-file-damaged` at the first part that is not as it was stored */
  document(id: JobId): AsyncIterable<Uint8Array>;
  /** For whoever replaced a row, after the commit: counts, removes a document that is not kept any more, and tells. */
  changed(was: Job, next: Job): void;
  /** For whoever deleted a row. */
  deleted(job: Job): void;
  /** What was removed so far is gone from the disk. */
  settled(): Promise<void>;
}

export interface SpoolDeps {
  readonly database: Database;
  readonly stores: Stores;
  readonly documents: Documents<JobId>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Rows of one transaction: beyond some hundred nothing is gained, and others wait for the database. */
const ROWS_AT_ONCE = 256;

/** Opens the spool; documents that a crash left without a row are removed. */
export async function openSpool(deps: SpoolDeps): Promise<Spool> {
  const { database, stores, documents, clock, logger } = deps;
  // Servers that share a database each have a folder: what has no row there is nobody's.
  await documents.keepOnly(await stores.jobs.withDocuments());
  const room = createSpoolRoom(await readSpooling(stores.settings));
  room.known(await stores.jobs.use());
  const signals = createJobSignals();
  const numbers = createJobNumbers((count) => stores.jobs.takeNumbers(count));
  const insertOne = createGroupCommit<Draft, Job>((drafts) => insertAll(database, drafts), ROWS_AT_ONCE);
  const removals = new Set<Promise<void>>();

  const remove = (id: JobId): void => {
    const removal = documents
      .remove(id)
      .catch((error: unknown) => logger.warn('A document could not be removed', { id, error: describeError(error) }))
      .finally(() => removals.delete(removal));
    removals.add(removal);
  };
  const changed = (was: Job, next: Job): void => {
    room.changed(was, next);
    if (was.documentKept && !next.documentKept) remove(next.id);
    signals.changed(next);
  };

  return {
    room,
    signals,
    nextNumber: () => numbers.next(),
    receive: async (incoming, document) => {
      const free = room.check();
      if (!free.ok) return free;
      const id = `${ID_PREFIXES.job}${incoming.uuid}` as JobId; // what makeId would give
      const entry = room.enter();
      try {
        const received = await receiveDocument({ documents, entry }, id, document);
        if (!received.ok) return received;
        const retention = hours(room.settings.retentionHours);
        const draft = jobOf(incoming, { ...received.value, id }, later(clock.wall(), retention));
        const job = await insertOne({ incoming, job: draft }).catch((cause: unknown) => {
          remove(id);
          throw notStored(cause);
        });
        entry.keep();
        signals.changed(job);
        return accept(job);
      } finally {
        entry.leave();
      }
    },
    document: (id) => documents.read(id),
    changed,
    deleted: (job) => changed(job, ended(job, 'cancelled', clock.wall())),
    settled: async () => {
      await Promise.all(removals);
    },
  };
}

/** What the client should try again later: the database is full, or away. */
function notStored(cause: unknown): Fault {
  const message = 'A job could not be written to the database';
  return new Fault({ owner: 'environment', code: 'job-not-stored', message, retryable: true, cause });
}

interface Draft {
  readonly incoming: Incoming;
  /** Its owner is filled in as it is written. */
  readonly job: Job;
}

type Document = Pick<Job, 'id' | 'format' | 'documentName' | 'bytes' | 'pages' | 'color'>;

function jobOf({ number, queue, ticket, createdAt }: Incoming, document: Document, expiresAt: Instant): Job {
  return {
    ...document,
    ...templateColumns(ticket.template),
    color: colorOf(ticket.template, document.color),
    number,
    version: 1,
    queueId: queue.id,
    name: storable(ticket.name),
    ownerName: storable(ticket.userName),
    documentName: document.documentName === null ? null : storable(document.documentName),
    userId: null,
    state: 'held',
    deviceId: queue.kind === 'direct' ? queue.deviceId : null,
    claim: null,
    cancelRequested: false,
    impressions: 0,
    sheets: 0,
    createdAt,
    endedAt: null,
    expiresAt,
    documentKept: true,
  };
}

/** PostgreSQL knows no NUL. */
const storable = (text: string): string => text.replaceAll('\0', '');

/** G2: owners are found as the jobs are written, in the same transaction. */
function insertAll(database: Database, drafts: readonly Draft[]): Promise<readonly Job[]> {
  return database.transact(async (queries) => {
    const owners = await ownersOf(queries, drafts);
    const jobs = drafts.map((draft) => withOwner(draft, owners));
    await openStores(queries).jobs.insertMany(jobs);
    return jobs;
  });
}

type Owner = Pick<Job, 'userId'> & { readonly enabled: boolean };

async function ownersOf(queries: Queries, drafts: readonly Draft[]): Promise<ReadonlyMap<string, Owner>> {
  const keys = [...new Set(drafts.map(({ job }) => nameKey(job.ownerName)))];
  const rows = await queries
    .selectFrom('user')
    .select(['id', 'userNameKey', 'enabled'])
    .where('userNameKey', 'in', keys)
    .execute();
  return new Map(rows.map(({ id, userNameKey, enabled }) => [userNameKey, { userId: id, enabled: enabled === 1 }]));
}

/** What a direct queue prints by itself is somebody's who may print. */
function withOwner({ job, incoming }: Draft, owners: ReadonlyMap<string, Owner>): Job {
  const owner = owners.get(nameKey(job.ownerName));
  const printsItself = incoming.queue.kind === 'direct' && owner?.enabled === true;
  const isHeld = incoming.held || asksToHold(incoming.ticket.template);
  return { ...job, userId: owner?.userId ?? null, state: printsItself && !isHeld ? 'waiting' : 'held' };
}
