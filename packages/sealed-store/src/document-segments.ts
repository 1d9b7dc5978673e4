import type { KeyObject } from 'node:crypto';
import { open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { writeParts } from './batched-file.ts';
import { createGroupCommit } from './group-commit.ts';
import { damaged } from './sealed-chunks.ts';
import { appended, worthMoving, type Place, type Segment } from './segment.ts';
import { scanSegment } from './segment-file.ts';
import { ERASED_SALT, frame, openRecord, sealRecord, type SegmentRecord } from './segment-record.ts';
import { syncFolder } from './sync-folder.ts';

/** Small documents, many in one file, so that those who wait at the same time share a flush. */
export interface DocumentSegments {
  has(id: string): boolean;
  /** Sealed when it returns, durable when it resolves. */
  add(id: string, document: Uint8Array): Promise<void>;
  /** @throws Fault `sealed-file-damaged`, also where there is none */
  read(id: string): Promise<Uint8Array>;
  /** Makes it unreadable at once and gives its room back in time. Harmless where there is none. */
  remove(id: string): Promise<void>;
  keepOnly(ids: ReadonlySet<string>): Promise<void>;
  /** The room of what was removed so far is given back, as far as that is worth it. */
  tidied(): Promise<void>;
}

export interface SegmentsOptions {
  readonly folder: string;
  readonly key: KeyObject;
  /** From this length on the next segment is begun. */
  readonly segmentBytes?: number;
  readonly openFile?: typeof open;
}

/** Some hundred documents; what is gone takes no more room than this and what is held together. */
const SEGMENT_BYTES = 32 * 1024 * 1024;
/** In one flush; four megabytes at the most. */
const MOST_AT_ONCE = 64;
/** Long enough for the next of those who send without a pause. */
const CLOSED_AFTER_MS = 20;
const NAME = /^segment-(\d{8})\.sealed$/;

export function isSegment(name: string): boolean {
  return NAME.test(name);
}

/** Finds what is in the folder's segments. A record that is not whole is none: nobody was told of it. */
export async function openSegments(options: SegmentsOptions): Promise<DocumentSegments> {
  const names = (await readdir(options.folder)).filter(isSegment).toSorted();
  return new Segments(options, names);
}

/**
 * Invariant: an id is in `#places` only when its record is whole and flushed. Segments of an earlier run and one that failed are
 * never appended to: behind a record that was cut off nothing is found. Which documents count is the caller's to say by
 * `keepOnly` at every start: so a removal need not survive a power cut.
 */
class Segments implements DocumentSegments {
  readonly #options: Required<SegmentsOptions>;
  readonly #places = new Map<string, Place>();
  readonly #segments = new Set<Segment>();
  readonly #commit = createGroupCommit<SegmentRecord, Place>((records) => this.#append(records), MOST_AT_ONCE);
  /** The one that is appended to next. */
  #current: Segment | undefined;
  /** The one that is appended to now: it is not dropped, whatever is gone of it. */
  #busy: Segment | undefined;
  #open: { readonly segment: Segment; readonly file: FileHandle } | undefined;
  #idle: NodeJS.Timeout | undefined;
  #lastNumber = 0;
  #tidying: Promise<void> | undefined;

  constructor(options: SegmentsOptions, names: readonly string[]) {
    this.#options = { segmentBytes: SEGMENT_BYTES, openFile: open, ...options };
    for (const name of names) this.#read(name);
  }

  has(id: string): boolean {
    return this.#places.has(id);
  }

  async add(id: string, document: Uint8Array): Promise<void> {
    this.#put(id, await this.#commit(sealRecord(this.#options.key, id, document)));
  }

  async read(id: string): Promise<Uint8Array> {
    for (;;) {
      const place = this.#places.get(id);
      const sealed = place === undefined ? undefined : await this.#sealedAt(place);
      if (sealed !== undefined) return openRecord(this.#options.key, id, sealed);
      // Else it was moved between the look and the read.
      if (this.#places.get(id) === place) throw damaged('is not there');
    }
  }

  async remove(id: string): Promise<void> {
    const place = this.#places.get(id);
    if (place === undefined) return;
    this.#places.delete(id);
    await this.#forget(place);
    this.#tidy();
  }

  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    for (const id of this.#places.keys()) if (!ids.has(id)) await this.remove(id);
    for (const segment of this.#segments) if (this.#isSpent(segment)) await this.#drop(segment);
  }

  async tidied(): Promise<void> {
    await this.#tidying;
  }

  /** Of one found twice the power went while it was moved: both are the same. */
  #read(name: string): void {
    const segment = this.#made(Number(NAME.exec(name)?.[1]));
    for (const { at, head } of scanSegment(segment.file)) {
      segment.bytes = at + head.bytes;
      if (head.isErased) continue;
      segment.live += head.bytes;
      this.#put(head.id, { segment, at, head });
    }
  }

  /** One write and one flush for all. Of what fails nothing is found again. */
  async #append(records: readonly SegmentRecord[]): Promise<readonly Place[]> {
    const segment = (this.#current ??= this.#made(this.#lastNumber + 1));
    const isNew = segment.bytes === 0;
    this.#busy = segment;
    clearTimeout(this.#idle);
    try {
      const file = await this.#opened(segment, isNew ? 'wx' : 'r+');
      const parts = records.flatMap((record) => record.parts);
      await writeParts(file, parts, segment.bytes);
      await file.datasync();
      if (isNew) await syncFolder(this.#options.folder);
      const places = records.map(({ head }) => appended(segment, head));
      if (segment.bytes >= this.#options.segmentBytes) this.#current = undefined;
      return places;
    } catch (error) {
      this.#current = undefined;
      await this.#giveUp(segment);
      throw error;
    } finally {
      this.#busy = undefined;
      this.#idle = setTimeout(() => void this.#close(), CLOSED_AFTER_MS).unref();
    }
  }

  /** Stays open while group follows group. */
  async #opened(segment: Segment, flags: string): Promise<FileHandle> {
    if (this.#open?.segment !== segment) {
      await this.#close();
      this.#open = { segment, file: await this.#options.openFile(segment.file, flags, 0o600) };
    }
    return this.#open.file;
  }

  async #close(): Promise<void> {
    const open = this.#open;
    if (open === undefined || open.segment === this.#busy) return;
    this.#open = undefined;
    await open.file.close().catch(() => undefined);
  }

  /** After a failed flush nobody knows what of it is on disk; what was flushed before is. */
  async #giveUp(segment: Segment): Promise<void> {
    if (segment.live === 0) await this.#drop(segment);
    else await this.#with(segment, 'r+', (file) => file.truncate(segment.bytes)).catch(() => undefined);
  }

  #made(number: number): Segment {
    const name = `segment-${String(number).padStart(8, '0')}.sealed`;
    const segment = { file: join(this.#options.folder, name), bytes: 0, live: 0 };
    this.#segments.add(segment);
    this.#lastNumber = number;
    return segment;
  }

  #put(id: string, place: Place): void {
    const earlier = this.#places.get(id);
    if (earlier !== undefined) earlier.segment.live -= earlier.head.bytes;
    this.#places.set(id, place);
  }

  async #forget({ segment, at, head }: Place): Promise<void> {
    segment.live -= head.bytes;
    if (this.#isSpent(segment)) return this.#drop(segment);
    await this.#with(segment, 'r+', (file) => file.write(ERASED_SALT, 0, ERASED_SALT.length, at + head.saltAt)).catch(
      unlessGone,
    );
  }

  #isSpent(segment: Segment): boolean {
    return segment.live === 0 && segment !== this.#busy;
  }

  async #drop(segment: Segment): Promise<void> {
    if (segment === this.#current) this.#current = undefined;
    this.#segments.delete(segment);
    await rm(segment.file, { force: true });
  }

  /** Gives room back when more is gone than held. What fails is tried again with the next removal. */
  #tidy(): void {
    this.#tidying ??= this.#moveOut()
      .catch(() => undefined)
      .finally(() => (this.#tidying = undefined));
  }

  async #moveOut(): Promise<void> {
    const worst = (): Segment | undefined => worthMoving(this.#segments, this.#current, this.#options.segmentBytes);
    for (let segment = worst(); segment !== undefined; segment = worst()) {
      const held = [...this.#places].filter(([, place]) => place.segment === segment);
      if (held.length === 0) return;
      while (held.length > 0) await Promise.all(held.splice(0, MOST_AT_ONCE).map((one) => this.#move(...one)));
      // What was flushed a moment ago may have no place yet.
      if (this.#isSpent(segment)) await this.#drop(segment);
    }
  }

  /** Sealed as it is: where it lies is no part of what is authenticated. */
  async #move(id: string, place: Place): Promise<void> {
    const sealed = await this.#sealedAt(place);
    if (sealed === undefined) return;
    const moved = await this.#commit(frame(id, [sealed]));
    if (this.#places.get(id) === place) this.#put(id, moved);
    else await this.#forget(moved);
  }

  /** Undefined when its segment is no more. */
  async #sealedAt({ segment, at, head }: Place): Promise<Buffer | undefined> {
    const sealed = Buffer.alloc(head.sealedBytes);
    const read = this.#with(segment, 'r', (file) => file.read(sealed, 0, sealed.length, at + head.sealedAt));
    return (await read.catch(unlessGone)) === undefined ? undefined : sealed;
  }

  async #with<T>(segment: Segment, flags: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
    const file = await this.#options.openFile(segment.file, flags, 0o600);
    try {
      return await use(file);
    } finally {
      await file.close();
    }
  }
}

/** For a file that may have been removed meanwhile. */
export function unlessGone(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
