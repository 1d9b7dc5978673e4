import { Fault, fromBase64Url, fromUtf8, present, toBase64Url, toHex, utf8, type Entropy } from '@holdover/kernel';
import type { CredentialId, ImportId, UserId } from '@holdover/kernel';
import type { Documents, SealedFileWriter } from '@holdover/sealed-store';
import type { CredentialKind } from '../credentials/credential.ts';
import type { PreparedSecret, Stretch } from '../credentials/prepared-secret.ts';
import type { ImportRow } from './import-row.ts';
import type { Effect, ImportRecord, RowError } from './import.ts';

/** Some rows as read. */
export interface ReadChunk {
  readonly rows: readonly ImportRow[];
  readonly errors: readonly RowError[];
  /** Keys of the names in rows that are wrong, and their external ids. */
  readonly named: readonly string[];
  readonly externalIds: readonly string[];
}

/** The same rows compared. Secrets are stretched; none is there in clear any more. */
export interface PlanChunk {
  readonly rows: readonly PlannedRow[];
  readonly errors: readonly RowError[];
  /** Of a dry run alone: a real one finds them when it makes them true. */
  readonly effects: readonly Effect[];
  /** Rows read, right or wrong. */
  readonly lines: number;
  /** Who is to be disabled. */
  readonly missing: readonly UserId[];
}

export interface PlannedRow {
  readonly row: Omit<ImportRow, 'pins' | 'cards'>;
  /** Of who is there, or of who will be. */
  readonly userId: UserId;
  readonly isNew: boolean;
  readonly secrets: readonly PlannedSecrets[];
}

/** What the secrets of one field come to. */
export interface PlannedSecrets {
  readonly kind: CredentialKind;
  /** They stay as they are. */
  readonly kept: readonly CredentialId[];
  /** Given by hand before, and named by the row: recognised without the slow hash from now on. */
  readonly recognised: readonly { readonly id: CredentialId; readonly fingerprint: string }[];
  /** After the slow hash, in the order of the field. */
  readonly added: readonly { readonly secret: PreparedSecret; readonly fingerprint: string }[];
}

/**
 * What imports have on the disk, encrypted, until they are over.
 * Invariant: a chunk is there whole or not at all.
 */
export interface Staging {
  /** Names this place, and so the server that goes on with what is in it. */
  readonly owner: string;
  createFile(id: ImportId): Promise<SealedFileWriter>;
  file(id: ImportId): AsyncIterable<Uint8Array>;
  putRead(id: ImportId, number: number, chunk: ReadChunk): Promise<void>;
  read(id: ImportId, number: number): Promise<ReadChunk>;
  putPlan(id: ImportId, number: number, chunk: PlanChunk): Promise<void>;
  /** Undefined where it is not there whole. */
  plan(id: ImportId, number: number): Promise<PlanChunk | undefined>;
  removeChunks(id: ImportId, kind: 'read' | 'plan', count: number): Promise<void>;
  removeFile(id: ImportId): Promise<void>;
  /** What is of none of these goes. */
  keepOnly(imports: readonly ImportRecord[]): Promise<void>;
}

const OWNER = 'owner';

export async function openStaging(documents: Documents<string>, entropy: Entropy): Promise<Staging> {
  const owner = await readOwner(documents, entropy);
  const put = async (id: string, text: string): Promise<void> => {
    // What a stop left half-way is in the way of what takes its place.
    await documents.remove(id);
    const writer = await documents.create(id);
    await writer.write(utf8(text));
    await writer.finish();
  };
  const get = async (id: string): Promise<unknown> => JSON.parse(fromUtf8(await collect(documents.read(id))));
  return {
    owner,
    createFile: (id) => documents.create(id),
    file: (id) => documents.read(id),
    putRead: (id, number, chunk) => put(nameOf(id, 'read', number), JSON.stringify(chunk)),
    read: async (id, number) => (await get(nameOf(id, 'read', number))) as ReadChunk, // as putRead wrote it
    putPlan: (id, number, chunk) =>
      put(
        nameOf(id, 'plan', number),
        JSON.stringify({ ...chunk, rows: chunk.rows.map((row) => withSecrets(row, toText)) }),
      ),
    plan: async (id, number) => {
      try {
        const chunk = (await get(nameOf(id, 'plan', number))) as PlanChunk; // as putPlan wrote it, but for bytes
        return { ...chunk, rows: chunk.rows.map((row) => withSecrets(row, toBytes)) };
      } catch (error) {
        if (isDamaged(error)) return undefined;
        throw error;
      }
    },
    removeChunks: async (id, kind, count) => {
      for (let number = 0; number < count; number++) await documents.remove(nameOf(id, kind, number));
    },
    removeFile: (id) => documents.remove(id),
    keepOnly: (imports) => documents.keepOnly([OWNER, ...imports.flatMap(namesOf)]),
  };
}

/** Nothing is there, or not all of it. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Fault && error.code === 'sealed-file-damaged';
}

async function readOwner(documents: Documents<string>, entropy: Entropy): Promise<string> {
  try {
    return fromUtf8(await collect(documents.read(OWNER)));
  } catch (error) {
    // A server without a place for documents takes no import either.
    if (!isDamaged(error)) return '';
  }
  const owner = toHex(entropy.bytes(16));
  await documents.remove(OWNER);
  const writer = await documents.create(OWNER);
  await writer.write(utf8(owner));
  await writer.finish();
  return owner;
}

function nameOf(id: ImportId, kind: 'read' | 'plan', number: number): string {
  return `${id}-${kind}-${number}`;
}

/** All that may be there; of a plan that is not complete as many chunks as were read, at most. */
function namesOf({ id, work }: ImportRecord): readonly string[] {
  const read = work?.read?.chunks ?? 0;
  const chunks = Array.from({ length: read }, (_, number) => nameOf(id, 'read', number));
  const plans = Array.from({ length: work?.plans ?? read }, (_, number) => nameOf(id, 'plan', number));
  return [id, ...chunks, ...plans];
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** What was stretched: bytes at work, base64url where it is staged. */
function withSecrets(row: PlannedRow, convert: (stretch: Stretch) => unknown): PlannedRow {
  if (row.secrets.every(({ added }) => added.length === 0)) return row;
  const secrets = row.secrets.map((plan) => ({
    ...plan,
    added: plan.added.map(({ secret, fingerprint }) => ({
      secret: { ...secret, stretches: secret.stretches.map(convert) } as unknown as PreparedSecret, // both forms go through here
      fingerprint,
    })),
  }));
  return { ...row, secrets };
}

function toText({ stretched, ...rest }: Stretch): unknown {
  return { ...rest, stretched: toBase64Url(stretched) };
}

function toBytes({ stretched, ...rest }: Stretch): unknown {
  return { ...rest, stretched: present(fromBase64Url(String(stretched)), 'what was stretched') };
}
