import { GROUP, decodeMessage, groupOf, type Attribute } from '@holdover/ipp';
import {
  Fault,
  fromBase64Url,
  type ActivityId,
  type Cancel,
  type JobId,
  type Logger,
  type UserId,
} from '@holdover/kernel';
import type { JobsRequest, ServerJob } from '@holdover/protocol';
import type { GatewayClient } from '../link/gateway-client.ts';
import type { Claims } from './claims.ts';
import type { Claimed, JobSource } from './job-source.ts';
import { openDocument, type OpenDocument } from './open-document.ts';
import type { ServerRelease, ServerReleases } from './server-releases.ts';
import type { WaitingJob } from './waiting-job.ts';

export interface ServerJobsOptions {
  readonly client: Pick<GatewayClient, 'jobs' | 'claimJob' | 'jobDocument' | 'removeJob'>;
  readonly claims: Claims;
  readonly releases: ServerReleases;
  readonly isConnected: () => boolean;
  readonly logger: Logger;
}

/** What of the server's jobs is known here. */
export interface ServerJobs extends JobSource {
  /** Asks anew. False: there was no answer, and what was known stays. */
  ask(of: JobsRequest): Promise<boolean>;
  /** Nobody's list is shown any more. */
  forgetUser(): void;
  /** What this device is to print by itself, in that order. */
  direct(): readonly ServerJob[];
  /** Whether the server is there has changed. */
  linkChanged(): void;
}

export function createServerJobs(options: ServerJobsOptions): ServerJobs {
  return new KnownServerJobs(options);
}

/** Invariant: `#user` lists one user's jobs; answers that come after that user left are dropped. */
class KnownServerJobs implements ServerJobs {
  readonly #options: ServerJobsOptions;
  readonly #listeners = new Set<() => void>();
  /** From their claim to the end of their release. */
  readonly #released = new Map<JobId, ActivityId>();
  readonly #printed = new Set<JobId>();
  #user: { readonly id: UserId; jobs: readonly ServerJob[]; elsewhere: ReadonlySet<JobId> } | undefined;
  #direct: readonly ServerJob[] = [];

  constructor(options: ServerJobsOptions) {
    this.#options = options;
    for (const { activityId } of this.#interrupted()) options.claims.hold(activityId);
  }

  async ask(of: JobsRequest): Promise<boolean> {
    if (of.of === 'user' && this.#user?.id !== of.userId) this.#user = { id: of.userId, jobs: [], elsewhere: NONE };
    const asked = this.#user;
    const answer = await this.#options.client.jobs(of);
    if (answer.kind !== 'answer') return false;
    const { jobs } = answer.value;
    if (of.of === 'device') this.#direct = jobs;
    else if (asked !== undefined && asked === this.#user) {
      asked.jobs = jobs.filter(({ userId }) => userId === of.userId);
      asked.elsewhere = NONE;
    }
    this.#changed();
    return true;
  }

  forgetUser(): void {
    if (this.#user === undefined) return;
    this.#user = undefined;
    this.#changed();
  }

  direct(): readonly ServerJob[] {
    return this.#direct;
  }

  linkChanged(): void {
    this.#changed();
  }

  listFor(user: { readonly id: UserId }): readonly WaitingJob[] {
    return this.#user?.id === user.id ? this.#user.jobs.map((job) => this.#waiting(job)) : [];
  }

  find(id: JobId): WaitingJob | undefined {
    const job = this.#find(id);
    return job && this.#waiting(job);
  }

  async claim(jobId: JobId, activityId: ActivityId, userId: UserId | null): Promise<Claimed> {
    const { client, claims, isConnected } = this.#options;
    // Whoever asked for it may have left meanwhile, and their list with them.
    if (!isConnected()) return 'unreachable';
    claims.hold(activityId);
    const answer = await client.claimJob({ jobId, activityId, userId });
    const claimed = answer.kind === 'answer' ? CLAIMED[answer.value.claim] : 'unreachable';
    if (claimed === 'claimed') {
      this.#released.set(jobId, activityId);
      return claimed;
    }
    claims.drop(activityId);
    if (claimed === 'gone') this.#forget(jobId);
    if (claimed === 'taken' && this.#user !== undefined) {
      this.#user.elsewhere = new Set([...this.#user.elsewhere, jobId]);
      this.#changed();
    }
    return claimed;
  }

  abandon(id: JobId, activityId: ActivityId): void {
    this.#released.delete(id);
    this.#options.claims.drop(activityId);
  }

  async document(jobId: JobId, activityId: ActivityId): Promise<OpenDocument> {
    const answer = await this.#options.client.jobDocument({ jobId, activityId });
    if (answer.kind === 'document') return openDocument(answer.data);
    if (answer.kind === 'none') throw answer.fault;
    const message = `The server does not give the document of ${jobId} (${answer.status} ${answer.code})`;
    throw new Fault({ owner: 'peer', code: 'document-refused', message });
  }

  begin(jobId: JobId, activityId: ActivityId, userName: string): boolean {
    this.#write([...this.#interrupted(), { jobId, activityId, userName }]);
    return true;
  }

  noteOutcome(id: JobId, printed: boolean): void {
    // The journal's word is all the server needs.
    if (printed) this.#printed.add(id);
  }

  async end(id: JobId): Promise<void> {
    const released = this.#released.get(id);
    this.#released.delete(id);
    this.#write(this.#interrupted().filter(({ jobId }) => jobId !== id));
    if (released !== undefined) this.#options.claims.end(released);
    if (this.#printed.delete(id)) this.#forget(id);
  }

  async remove(jobId: JobId, userId: UserId): Promise<'removed' | 'gone' | 'unreachable'> {
    const answer = await this.#options.client.removeJob({ jobId, userId });
    if (answer.kind !== 'answer') return 'unreachable';
    this.#forget(jobId);
    return answer.value.removed ? 'removed' : 'gone';
  }

  interrupted(activityId: ActivityId): { readonly jobId: JobId; readonly userName: string } | undefined {
    return this.#interrupted().find((release) => release.activityId === activityId);
  }

  async endInterrupted(): Promise<void> {
    const interrupted = this.#interrupted();
    if (interrupted.length === 0) return;
    this.#write([]);
    for (const { activityId } of interrupted) this.#options.claims.end(activityId);
    this.#released.clear();
  }

  subscribe(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #find(id: JobId): ServerJob | undefined {
    return [...(this.#user?.jobs ?? []), ...this.#direct].find((job) => job.id === id);
  }

  #waiting(job: ServerJob): WaitingJob {
    const { id, name, createdAt, format, pages, color } = job;
    const template = templateOf(job);
    const isAway = !this.#options.isConnected();
    return {
      id,
      waits: 'server',
      name,
      createdAt,
      format,
      pages,
      color,
      template: template ?? [],
      obstacle: template === undefined ? 'document-damaged' : isAway ? 'needs-print-server' : null,
      printsElsewhere: this.#user?.elsewhere.has(id) ?? false,
    };
  }

  #forget(id: JobId): void {
    if (this.#user !== undefined) this.#user.jobs = this.#user.jobs.filter((job) => job.id !== id);
    this.#direct = this.#direct.filter((job) => job.id !== id);
    this.#changed();
  }

  #interrupted(): readonly ServerRelease[] {
    return this.#options.releases.read() ?? [];
  }

  #write(releases: readonly ServerRelease[]): void {
    this.#options.releases.write([...releases]);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const NONE: ReadonlySet<JobId> = new Set();
/** Who may not have it sees no more than that it is not there. */
const CLAIMED = { claimed: 'claimed', gone: 'gone', 'not-yours': 'gone', taken: 'taken' } as const;

/** Undefined where it is no template: such a job is shown and not printed. */
function templateOf({ template }: ServerJob): readonly Attribute[] | undefined {
  const bytes = fromBase64Url(template);
  if (bytes === undefined) return undefined;
  try {
    return bytes.length === 0 ? [] : groupOf(decodeMessage(bytes).message, GROUP.job);
  } catch {
    return undefined;
  }
}
