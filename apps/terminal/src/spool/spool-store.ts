import { decodeMessage, encodeMessage, GROUP, groupOf, type Attribute } from '@holdover/ipp';
import {
  instant,
  isId,
  present,
  type ActivityId,
  type Duration,
  type IdKind,
  type Id,
  type JobId,
  type UserId,
} from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { SpoolJob } from './spool-job.ts';

export type Received = Pick<SpoolJob, 'format' | 'documentName' | 'bytes' | 'pages' | 'color'>;

/** The rows of the spool. Every change is durable when the call returns. */
export interface SpoolStore {
  all(): readonly SpoolJob[];
  /** The highest number ever stored; 0 for none. */
  lastNumber(): number;
  insert(job: SpoolJob): void;
  /** All of what `changes` does, or nothing, with one flush. */
  together(changes: () => void): void;
  hold(id: JobId, received: Received): void;
  bind(id: JobId, user: UserId): void;
  change(id: JobId, ticket: Pick<SpoolJob, 'name' | 'template'>): void;
  setRelease(id: JobId, release: SpoolJob['release']): void;
  remove(id: JobId): void;
  /** Adds to the age of every held job that is not being released. @returns those now older than `limit` */
  age(by: Duration, limit: Duration): readonly JobId[];
}

interface Row {
  readonly number: number;
  readonly id: string;
  readonly state: 'incoming' | 'held';
  readonly owner_name: string;
  readonly user_id: string | null;
  readonly name: string;
  readonly created_at: number;
  readonly template: Buffer;
  readonly format: string | null;
  readonly document_name: string | null;
  readonly bytes: number;
  readonly pages: number | null;
  readonly color: 0 | 1 | null;
  readonly activity_id: string | null;
  readonly released_as: string | null;
  readonly printed: 0 | 1;
}

type InsertRow = Omit<Row, 'activity_id' | 'released_as' | 'printed' | 'template'> & { readonly template: Uint8Array };

export function createSpoolStore(database: SealedDatabase): SpoolStore {
  const select = database.prepare<[], Row>('SELECT * FROM spool_job ORDER BY number');
  const lastNumber = database.prepare<[], { seq: number }>(`SELECT seq FROM sqlite_sequence WHERE name = 'spool_job'`);
  const insert = database.prepare<[InsertRow]>(
    `INSERT INTO spool_job (number, id, state, owner_name, user_id, name, created_at, template, format, document_name,
       bytes, pages, color)
     VALUES (@number, @id, @state, @owner_name, @user_id, @name, @created_at, @template, @format, @document_name,
       @bytes, @pages, @color)`,
  );
  const hold = database.prepare<[string | null, string | null, number, number | null, 0 | 1 | null, string]>(
    `UPDATE spool_job SET state = 'held', format = ?, document_name = ?, bytes = ?, pages = ?, color = ? WHERE id = ?`,
  );
  const bind = database.prepare<[string, string]>('UPDATE spool_job SET user_id = ? WHERE id = ?');
  const change = database.prepare<[string, Uint8Array, string]>(
    'UPDATE spool_job SET name = ?, template = ? WHERE id = ?',
  );
  const setRelease = database.prepare<[string | null, string | null, 0 | 1, string]>(
    'UPDATE spool_job SET activity_id = ?, released_as = ?, printed = ? WHERE id = ?',
  );
  const remove = database.prepare<[string]>('DELETE FROM spool_job WHERE id = ?');
  const age = database.prepare<[number]>(
    `UPDATE spool_job SET aged = aged + ? WHERE state = 'held' AND activity_id IS NULL`,
  );
  const old = database.prepare<[number], { id: string }>(
    `SELECT id FROM spool_job WHERE state = 'held' AND activity_id IS NULL AND aged >= ?`,
  );

  return {
    all: () => select.all().map(jobOf),
    lastNumber: () => lastNumber.get()?.seq ?? 0,
    insert: (job) => void insert.run(rowOf(job)),
    together: (changes) => database.transaction(changes)(),
    hold(id, { format, documentName, bytes, pages, color }) {
      hold.run(format, documentName, bytes, pages, bit(color), id);
    },
    bind: (id, user) => void bind.run(user, id),
    change: (id, { name, template }) => void change.run(name, encodeTemplate(template), id),
    setRelease(id, release) {
      setRelease.run(release?.activityId ?? null, release?.userName ?? null, release?.printed === true ? 1 : 0, id);
    },
    remove: (id) => void remove.run(id),
    age(by, limit) {
      age.run(Math.round(by));
      return old.all(limit).map((row) => idOf('job', row.id));
    },
  };
}

function jobOf(row: Row): SpoolJob {
  return {
    id: idOf('job', row.id),
    number: row.number,
    state: row.state,
    ownerName: row.owner_name,
    userId: row.user_id === null ? null : idOf('user', row.user_id),
    name: row.name,
    createdAt: instant(row.created_at),
    template: decodeTemplate(row.template),
    format: row.format,
    documentName: row.document_name,
    bytes: row.bytes,
    pages: row.pages,
    color: row.color === null ? null : row.color === 1,
    release: releaseOf(row),
  };
}

function rowOf(job: SpoolJob): InsertRow {
  return {
    number: job.number,
    id: job.id,
    state: job.state,
    owner_name: job.ownerName,
    user_id: job.userId,
    name: job.name,
    created_at: job.createdAt,
    template: encodeTemplate(job.template),
    format: job.format,
    document_name: job.documentName,
    bytes: job.bytes,
    pages: job.pages,
    color: bit(job.color),
  };
}

function bit(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0;
}

function releaseOf(row: Row): SpoolJob['release'] {
  if (row.activity_id === null) return null;
  const activityId: ActivityId = idOf('activity', row.activity_id);
  return { activityId, userName: row.released_as ?? row.owner_name, printed: row.printed === 1 };
}

function idOf<K extends IdKind>(kind: K, text: string): Id<K> {
  return present(isId(kind, text) ? text : undefined, `the ${kind} id in the spool`);
}

/** A message that is never sent: its job group is the template. */
const ENVELOPE = { version: { major: 2, minor: 0 }, code: 0, requestId: 1 };

function encodeTemplate(template: readonly Attribute[]): Uint8Array {
  return encodeMessage({ ...ENVELOPE, groups: [{ tag: GROUP.job, attributes: template }] });
}

function decodeTemplate(bytes: Uint8Array): readonly Attribute[] {
  return groupOf(decodeMessage(bytes).message, GROUP.job);
}
