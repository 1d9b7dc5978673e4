import { accept, refuse, type Attribute, type DocumentTicket, type Outcome } from '@holdover/ipp';
import {
  Fault,
  makeId,
  present,
  type ActivityId,
  type Duration,
  type Entropy,
  type Instant,
  type JobId,
  type UserId,
} from '@holdover/kernel';
import { createPageCounter } from '@holdover/nodejs';
import { createGroupCommit, type Documents, type SealedDatabase } from '@holdover/sealed-store';
import { bornAt } from './born-at.ts';
import { createSpoolIndex, type SpoolIndex } from './spool-index.ts';
import type { SpoolJob } from './spool-job.ts';
import { createSpoolStore, type Received, type SpoolStore } from './spool-store.ts';

/** G3: what a spool holds at most. */
export interface SpoolLimits {
  readonly jobs: number;
  readonly bytes: number;
}

/** A terminal's disk is small: 8 GiB is some 1,000 office documents with pictures. */
export const DEFAULT_SPOOL_LIMITS: SpoolLimits = { jobs: 1_000, bytes: 8 * 1024 ** 3 };

/** A document that says it has more is not believed: form feeds alone make a page of every octet. */
const MOST_PAGES = 100_000;

export interface SpoolOptions {
  readonly database: SealedDatabase;
  readonly documents: Documents<JobId>;
  readonly limits?: SpoolLimits;
  /** G2: by the name a job came under; undefined while nobody is known by it. */
  readonly resolveOwner: (name: string) => UserId | undefined;
  /** The time jobs are stamped with. */
  readonly now: () => Instant;
  readonly entropy: Entropy;
}

export interface NewSpoolJob {
  readonly ownerName: string;
  readonly name: string;
  readonly template: readonly Attribute[];
}

type Shared = 'all' | 'size' | 'find' | 'findByNumber' | 'countBefore' | 'subscribe';

export interface Spool extends Pick<SpoolIndex, Shared> {
  /** Held jobs of this user, newest first; jobs that waited for their owner to become known are bound first (G2). */
  heldBy(user: { readonly id: UserId; readonly userName: string }): readonly SpoolJob[];
  /** Whether one more job would be taken. */
  room(): Outcome<void>;
  /** A job that may be forgotten in a power cut: nobody was told of it yet. */
  open(job: NewSpoolJob): SpoolJob;
  /** Durable before it returns: its number may be told, and is never given again. */
  announce(id: JobId): void;
  /** Accepted only once document and row are durable; on refusal or throw nothing is left of the job. */
  receive(id: JobId, document: DocumentTicket): Promise<Outcome<SpoolJob>>;
  /** Of a job that is held: durable before it returns. */
  change(id: JobId, ticket: Pick<SpoolJob, 'name' | 'template'>): void;
  /** @throws Fault `sealed-file-damaged` at the first part that is not as it was stored */
  document(id: JobId): AsyncIterable<Uint8Array>;
  /** Durable before it returns: from now on the job may be on paper. */
  beginRelease(id: JobId, activityId: ActivityId, userName: string): void;
  /** Durable before it returns, and before the outcome goes to the journal. */
  noteOutcome(id: JobId, printed: boolean): void;
  /** The outcome is in the journal: printed jobs go (G3), others are held again. */
  endRelease(id: JobId): Promise<void>;
  remove(id: JobId): Promise<void>;
  /** G3: lets the held jobs grow older; those beyond `limit` go. */
  age(by: Duration, limit: Duration): Promise<void>;
}

/** Opens the spool; what a power cut left half received is removed. */
export async function createSpool(options: SpoolOptions): Promise<Spool> {
  const store = createSpoolStore(options.database);
  for (const job of store.all()) if (job.state === 'incoming') store.remove(job.id);
  await options.documents.keepOnly(store.all().map(({ id }) => id));
  return new DiskSpool(options, store);
}

/** Invariant: a row says `held` only after its document is whole and flushed; a file without a row is rubbish. */
class DiskSpool implements Spool {
  readonly #options: SpoolOptions;
  readonly #store: SpoolStore;
  readonly #limits: SpoolLimits;
  readonly #jobs = createSpoolIndex();
  /** Jobs that have a row. */
  readonly #stored = new Set<JobId>();
  readonly #holdTogether = createGroupCommit<Whole, SpoolJob | undefined>(async (whole) => this.#hold(whole));
  #lastNumber: number;
  /** Octets of documents that are coming in. */
  #incoming = 0;

  readonly all = this.#jobs.all;
  readonly size = this.#jobs.size;
  readonly find = this.#jobs.find;
  readonly findByNumber = this.#jobs.findByNumber;
  readonly countBefore = this.#jobs.countBefore;
  readonly subscribe = this.#jobs.subscribe;

  constructor(options: SpoolOptions, store: SpoolStore) {
    this.#options = options;
    this.#store = store;
    this.#limits = options.limits ?? DEFAULT_SPOOL_LIMITS;
    for (const job of store.all()) {
      this.#jobs.put(job);
      this.#stored.add(job.id);
    }
    this.#lastNumber = store.lastNumber();
  }

  heldBy(user: { readonly id: UserId; readonly userName: string }): readonly SpoolJob[] {
    for (const job of this.all()) {
      if (job.userId === null && isSameName(job.ownerName, user.userName) && isOlder(user.id, job.createdAt)) {
        this.#store.bind(job.id, user.id);
        this.#jobs.put({ ...job, userId: user.id });
      }
    }
    return this.all()
      .filter((job) => job.state === 'held' && job.userId === user.id)
      .toReversed();
  }

  room(): Outcome<void> {
    if (this.size() >= this.#limits.jobs) {
      return refuse('server-error-too-many-jobs', `the spool holds ${this.#limits.jobs} jobs`);
    }
    return this.#bytes() >= this.#limits.bytes ? FULL : accept(undefined);
  }

  open(job: NewSpoolJob): SpoolJob {
    const { now, entropy, resolveOwner } = this.#options;
    const createdAt = now();
    const opened: SpoolJob = {
      ...NOTHING_RECEIVED,
      ...job,
      id: makeId('job', createdAt, entropy),
      number: ++this.#lastNumber,
      state: 'incoming',
      userId: resolveOwner(job.ownerName) ?? null,
      createdAt,
      release: null,
    };
    this.#jobs.put(opened);
    return opened;
  }

  announce(id: JobId): void {
    this.#store.insert(present(this.find(id), 'the job to announce'));
    this.#stored.add(id);
  }

  async receive(id: JobId, document: DocumentTicket): Promise<Outcome<SpoolJob>> {
    const coming = { bytes: 0 };
    try {
      const received = await this.#write(id, document, coming);
      const held = received.ok ? await this.#holdTogether({ id, received: received.value }) : undefined;
      if (held !== undefined) return accept(held);
      await this.remove(id);
      return received.ok ? CANCELED : received;
    } catch (error) {
      await this.remove(id);
      if (isDiskFull(error)) return FULL;
      throw error;
    } finally {
      this.#incoming -= coming.bytes;
    }
  }

  change(id: JobId, ticket: Pick<SpoolJob, 'name' | 'template'>): void {
    const job = present(this.find(id), 'the job to change');
    this.#store.change(id, ticket);
    this.#jobs.put({ ...job, ...ticket });
  }

  document(id: JobId): AsyncIterable<Uint8Array> {
    return this.#options.documents.read(id);
  }

  beginRelease(id: JobId, activityId: ActivityId, userName: string): void {
    const job = present(this.find(id), 'the job to release');
    const release = { activityId, userName, printed: false };
    this.#store.setRelease(id, release);
    this.#jobs.put({ ...job, release });
  }

  noteOutcome(id: JobId, printed: boolean): void {
    const job = this.find(id);
    if (job === undefined || job.release === null) return;
    const release = { ...job.release, printed };
    this.#store.setRelease(id, release);
    this.#jobs.put({ ...job, release });
  }

  async endRelease(id: JobId): Promise<void> {
    const job = this.find(id);
    if (job === undefined || job.release === null) return;
    if (job.release.printed) return this.remove(id);
    this.#store.setRelease(id, null);
    this.#jobs.put({ ...job, release: null });
  }

  async remove(id: JobId): Promise<void> {
    if (this.#stored.delete(id)) this.#store.remove(id);
    this.#jobs.remove(id);
    await this.#options.documents.remove(id);
  }

  async age(by: Duration, limit: Duration): Promise<void> {
    for (const id of this.#store.age(by, limit)) await this.remove(id);
  }

  /** One flush for the rows of all. Undefined for a job that was removed meanwhile. */
  #hold(whole: readonly Whole[]): readonly (SpoolJob | undefined)[] {
    const held = whole.map(({ id, received }) => {
      const job = this.find(id);
      return job && { ...job, ...received, state: 'held' as const };
    });
    const here = held.filter((job) => job !== undefined);
    this.#store.together(() => {
      for (const job of here) {
        if (this.#stored.has(job.id)) this.#store.hold(job.id, job);
        else this.#store.insert(job);
      }
    });
    for (const job of here) {
      this.#stored.add(job.id);
      this.#jobs.put(job);
    }
    return held;
  }

  /** Encrypts what comes in, looking at it on the way. Refuses what does not fit before it is stored. */
  async #write(id: JobId, document: DocumentTicket, coming: { bytes: number }): Promise<Outcome<Received>> {
    const writer = await this.#options.documents.create(id);
    const counter = createPageCounter(document.format);
    try {
      for await (const chunk of document.data) {
        coming.bytes += chunk.length;
        this.#incoming += chunk.length;
        if (this.#bytes() > this.#limits.bytes) return coming.bytes > this.#limits.bytes ? TOO_LARGE : FULL;
        counter.push(chunk);
        await writer.write(chunk);
      }
      if (coming.bytes === 0) return refuse('client-error-document-format-error', 'the document is empty');
      await writer.finish();
    } finally {
      await writer.abort();
    }
    const { format, pages, color } = counter.end();
    const documentName = document.name ?? null;
    const believable = pages !== undefined && pages <= MOST_PAGES;
    const { bytes } = coming;
    return accept({ format, documentName, bytes, pages: believable ? pages : null, color: color ?? null });
  }

  #bytes(): number {
    return this.#jobs.bytes() + this.#incoming;
  }
}

/** A job whose document is whole and flushed. */
interface Whole {
  readonly id: JobId;
  readonly received: Received;
}

const NOTHING_RECEIVED: Received = { format: null, documentName: null, bytes: 0, pages: null, color: null };

const FULL = refuse('server-error-temporary-error', 'the spool is full');
const CANCELED = refuse('server-error-job-canceled', 'the job was canceled');
const TOO_LARGE = refuse('client-error-request-entity-too-large', 'the document is larger than the spool');

/** B2: user names are compared without regard to case. */
function isSameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** G2: a name that is given to somebody later does not open jobs that were sent before. */
function isOlder(user: UserId, job: Instant): boolean {
  return bornAt(user) <= job;
}

function isDiskFull(error: unknown): boolean {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'SQLITE_FULL');
}
