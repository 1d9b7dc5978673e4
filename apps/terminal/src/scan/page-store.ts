import { concatBytes, Fault, type ActivityId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Documents, SealedFileWriter } from '@holdover/sealed-store';
import { jpegSize, LONGEST_JPEG_HEAD, type PixelSize } from './jpeg-size.ts';

/** Page n of a task, from 1. */
export type PageName = `${ActivityId}.${number}`;

export interface ScannedPage extends PixelSize {
  readonly bytes: number;
}

/** Pages of copies and scans, JPEG, encrypted where they lie. Nothing of them outlives the program. */
export interface PageStore {
  /**
   * Durable when it resolves; otherwise nothing is left of it.
   * @throws Fault `disk-full`, `not-jpeg`, `page-too-large`; what reading the octets throws
   */
  add(task: ActivityId, page: number, data: AsyncIterable<Uint8Array>): Promise<ScannedPage>;
  /** @throws Fault `sealed-file-damaged` at the first part that is not as it was stored */
  read(task: ActivityId, page: number): AsyncIterable<Uint8Array>;
  remove(task: ActivityId, page: number): Promise<void>;
  /** Pages 1 to `pages` go; nobody waits for it. */
  drop(task: ActivityId, pages: number): void;
}

/** A3 in colour at 1,200 dots an inch, badly compressible. One page at a time is in memory when a PDF is made of them. */
const LARGEST_PAGE = 96 * 1024 ** 2;

/** What an earlier run left behind goes. */
export async function openPageStore(documents: Documents<PageName>, logger: Logger): Promise<PageStore> {
  await documents.keepOnly([]);
  return {
    async add(task, page, data) {
      const writer = await documents.create(nameOf(task, page)).catch(rethrown);
      try {
        return await write(writer, data);
      } catch (error) {
        await writer.abort().catch(() => undefined);
        return rethrown(error);
      }
    },
    read: (task, page) => documents.read(nameOf(task, page)),
    remove: (task, page) => documents.remove(nameOf(task, page)),
    drop(task, pages) {
      removeAll(documents, task, pages).catch((error: unknown) =>
        logger.warn('Scanned pages could not be removed; the next start removes them', {
          activity: task,
          error: describeError(error),
        }),
      );
    },
  };
}

async function write(writer: SealedFileWriter, data: AsyncIterable<Uint8Array>): Promise<ScannedPage> {
  let size: PixelSize | undefined;
  let head: Uint8Array = new Uint8Array(0);
  let bytes = 0;
  for await (const part of data) {
    bytes += part.length;
    if (bytes > LARGEST_PAGE) throw unusable('page-too-large', `The page has more than ${LARGEST_PAGE} octets`);
    if (size === undefined) {
      head = concatBytes([head, part]);
      size = sizeIn(head);
    }
    await writer.write(part);
  }
  if (size === undefined) throw notJpeg();
  await writer.finish();
  return { ...size, bytes };
}

/** Undefined until it has come. */
function sizeIn(head: Uint8Array): PixelSize | undefined {
  const size = jpegSize(head);
  if (size === 'not-jpeg' || (size === 'more' && head.length > LONGEST_JPEG_HEAD)) throw notJpeg();
  return size === 'more' ? undefined : size;
}

async function removeAll(documents: Documents<PageName>, task: ActivityId, pages: number): Promise<void> {
  for (let page = 1; page <= pages; page += 1) await documents.remove(nameOf(task, page));
}

function nameOf(task: ActivityId, page: number): PageName {
  return `${task}.${page}`;
}

function notJpeg(): Fault {
  return unusable('not-jpeg', 'The scanner gave a page that is no JPEG image');
}

function unusable(code: string, message: string): Fault {
  return new Fault({ owner: 'peer', code, message });
}

function rethrown(cause: unknown): never {
  const isFull = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
  if (!isFull) throw cause;
  throw new Fault({ owner: 'environment', code: 'disk-full', message: 'There is no room for the page', cause });
}
