import type { Instant } from '@holdover/kernel';
import type { Attribute } from '../codec/message.ts';
import type { JobState } from '../registry/states.ts';
import type { Status } from '../registry/statuses.ts';

/** What a job is created with: checked against the printer's description, nothing unsupported left in it. */
export interface JobTicket {
  /** requesting-user-name, or the authenticated user where there is one; `anonymous` when neither is known. */
  readonly userName: string;
  readonly authenticated: boolean;
  readonly name: string;
  /** Job template attributes the printer takes. */
  readonly template: readonly Attribute[];
}

export interface DocumentTicket {
  readonly format: string;
  readonly name: string | undefined;
  /** As it arrives; the printer has undone the compression it was told of. */
  readonly data: AsyncIterable<Uint8Array>;
}

/** A job as the printer shows it. Times that have not come are undefined. */
export interface JobView {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly userName: string;
  readonly state: JobState;
  readonly stateReasons: readonly string[];
  readonly stateMessage?: string;
  readonly createdAt: Instant;
  readonly processingAt?: Instant | undefined;
  readonly completedAt?: Instant | undefined;
  readonly bytes: number;
  readonly documents: number;
  readonly documentFormat?: string | undefined;
  readonly documentName?: string | undefined;
  /** In the document times copies, when it could be counted. */
  readonly impressions?: number | undefined;
  readonly impressionsCompleted: number;
  readonly sheetsCompleted: number;
  readonly template: readonly Attribute[];
  /** Of this job, beyond those above; replaces one of the same name. */
  readonly more?: readonly Attribute[];
}

/** An expected refusal is a value: the status for the client and a sentence for a log. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly status: Status; readonly message: string };

export function refuse(status: Status, message: string): Outcome<never> {
  return { ok: false, status, message };
}

export function accept<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/**
 * The jobs behind a printer object. Its owner decides what happens to them.
 * Invariant: job ids are positive, rise, and are never given twice by one printer.
 */
export interface JobsPort {
  /** Whether a job with this ticket would be taken now (Validate-Job). */
  check(ticket: JobTicket): Promise<Outcome<void>>;
  /** Print-Job. Resolves when the job is as safe as the owner promises; on refusal or throw nothing is left of it. */
  print(ticket: JobTicket, document: DocumentTicket): Promise<Outcome<JobView>>;
  /** Create-Job: an open job that waits for documents. */
  open(ticket: JobTicket): Promise<Outcome<JobView>>;
  /** Send-Document; `last` closes the job. */
  addDocument(id: number, document: DocumentTicket, last: boolean): Promise<Outcome<JobView>>;
  /** No more documents come. */
  close(id: number): Promise<Outcome<JobView>>;
  find(id: number): Promise<JobView | undefined>;
  /** All that are still known, in order of their ids; of very many, those that are over last and those that wait longest. */
  list(of?: JobsOf): Promise<readonly JobView[]>;
  /** How many come to their end before this one; counted in `list` where this is missing, job after job. */
  countBefore?(job: JobView): Promise<number>;
  /** How many are not over; counted in `list` where this is missing. */
  countUnfinished?(): Promise<number>;
  /** Refuses a job that has come to its end with client-error-not-possible. */
  cancel(id: number): Promise<Outcome<void>>;
  /**
   * Hold-Job (RFC 8011 §4.3.5): the job becomes or stays `pending-held`; one that is being printed is refused with
   * client-error-not-possible.
   * @param until a value of job-hold-until-supported; `indefinite` where the client named none
   */
  hold(id: number, until: string): Promise<Outcome<void>>;
  /** Release-Job (RFC 8011 §4.3.6): undoes a hold; a job that waits for its owner goes on waiting for its owner. */
  release(id: number): Promise<Outcome<void>>;
  /**
   * Set-Job-Attributes (RFC 3380 §4.2): all of them or, refused, none. They are checked against the description as
   * those of a new job; `deleted` names template attributes the job shall no longer have.
   */
  setAttributes(id: number, changes: JobChanges): Promise<Outcome<void>>;
  /** Restart-Job (RFC 8011 §4.3.7): a job at its end is printed again where its document was kept. */
  restart?(id: number, until: string | undefined): Promise<Outcome<void>>;
}

/** Whose jobs are asked for; whoever answers with others as well is not wrong. */
export interface JobsOf {
  readonly userName?: string | undefined;
}

export interface JobChanges {
  readonly name?: string | undefined;
  readonly template: readonly Attribute[];
  readonly deleted: readonly string[];
}

/** The template of a job after Set-Job-Attributes. */
export function changedTemplate(template: readonly Attribute[], changes: JobChanges): readonly Attribute[] {
  const replaced = new Set([...changes.template.map(({ name }) => name), ...changes.deleted]);
  return [...template.filter(({ name }) => !replaced.has(name)), ...changes.template];
}
