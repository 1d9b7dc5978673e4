import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, makeId } from '@holdover/kernel';
import { openDocuments, type Documents } from '@holdover/sealed-store';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TINY_JPEG } from '../testing/scripted-scanner.ts';
import { openPageStore, type PageName, type PageStore } from './page-store.ts';

const TASK = makeId('activity', instant(1), createSeededEntropy('pages'));

let folder: string;
let documents: Documents<PageName>;
let pages: PageStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pages-'));
  documents = await openDocuments(folder, new Uint8Array(32));
  pages = await openPageStore(documents, createMemoryLogger());
});
afterEach(() => rmSync(folder, { recursive: true }));

const files = () => readdirSync(folder).filter((name) => name.startsWith('act_'));

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test('a page is there as it came, however it came, with its size', async () => {
  for (const [page, size] of [1, 7, 333].entries()) {
    expect(await pages.add(TASK, page + 1, inParts(TINY_JPEG, size))).toEqual({ width: 16, height: 8, bytes: 333 });
    const parts: Uint8Array[] = [];
    for await (const part of pages.read(TASK, page + 1)) parts.push(part);
    expect(Buffer.concat(parts).equals(TINY_JPEG)).toBe(true);
  }
});

test('of a page that breaks off, is no image or ends within its head nothing is left', async () => {
  const breaking = async function* () {
    yield Buffer.concat([TINY_JPEG, Buffer.alloc(200_000)]);
    throw new TypeError('as the test told');
  };
  await expect(pages.add(TASK, 1, breaking())).rejects.toThrow('as the test told');
  await expect(pages.add(TASK, 1, inParts(Buffer.from('GIF89a and so on'), 4))).rejects.toMatchObject({
    code: 'not-jpeg',
  });
  await expect(pages.add(TASK, 1, inParts(TINY_JPEG.subarray(0, 20), 20))).rejects.toMatchObject({ code: 'not-jpeg' });
  const endless = Buffer.concat([TINY_JPEG.subarray(0, 2), ...Array<Buffer>(12).fill(segment(65_000))]);
  await expect(pages.add(TASK, 1, inParts(endless, 4_096))).rejects.toMatchObject({ code: 'not-jpeg' });
  expect(files()).toEqual([]);
  await pages.add(TASK, 1, inParts(TINY_JPEG, 100));
});

test('a full disk is said to be that, wherever it is met', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const writer = await documents.create(`${TASK}.9`);
  for (const broken of [
    { create: () => Promise.reject(full) },
    { create: async () => ({ ...writer, write: () => Promise.reject(full), abort: async () => undefined }) },
    {
      create: async () => ({
        write: async () => undefined,
        finish: () => Promise.reject(full),
        abort: async () => undefined,
      }),
    },
  ]) {
    const store = await openPageStore({ ...documents, ...broken }, createMemoryLogger());
    await expect(store.add(TASK, 1, inParts(TINY_JPEG, 100))).rejects.toMatchObject({ code: 'disk-full' });
  }
  await writer.abort();
});

test('a start clears what an earlier run left', async () => {
  const large = Buffer.concat([TINY_JPEG, Buffer.alloc(100_000)]);
  await pages.add(TASK, 1, inParts(large, 10_000));
  expect(files()).toHaveLength(1);
  await openPageStore(await openDocuments(folder, new Uint8Array(32)), createMemoryLogger());
  expect(files()).toEqual([]);
});

/** An application segment, which a scanner may fill as it likes. */
function segment(length: number): Buffer {
  const bytes = Buffer.alloc(length + 2);
  bytes.writeUInt16BE(0xffe2);
  bytes.writeUInt16BE(length, 2);
  return bytes;
}
