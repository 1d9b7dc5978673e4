import { createSecretKey } from 'node:crypto';
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSegments, type DocumentSegments, type SegmentsOptions } from './document-segments.ts';

const key = createSecretKey(Buffer.alloc(32, 3));
const DAMAGED = { code: 'sealed-file-damaged' };

let folder: string;
let segments: DocumentSegments;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-segments-'));
  segments = await openHere();
});
afterEach(() => rm(folder, { recursive: true }));

const openHere = (options: Partial<SegmentsOptions> = {}): Promise<DocumentSegments> =>
  openSegments({ folder, key, ...options });
const add = (...ids: string[]): Promise<unknown> => Promise.all(ids.map((id) => segments.add(id, contentOf(id))));
const contentOf = (id: string): Uint8Array => utf8(`the content of ${id} `.repeat(20));
const read = async (id: string, from = segments): Promise<string> => fromUtf8(await from.read(id));
const isWhole = async (id: string, from = segments): Promise<boolean> =>
  (await read(id, from).catch(() => '')) === fromUtf8(contentOf(id));
const fileOf = (number: number): string => join(folder, `segment-0000000${number}.sealed`);
const files = async (): Promise<string[]> => (await readdir(folder)).toSorted();

/** Opened the way it is after a power cut: from the disk alone. */
const afterPowerCut = async (...held: string[]): Promise<DocumentSegments> => {
  const again = await openHere();
  await again.keepOnly(new Set(held));
  return again;
};

describe('what was added', () => {
  test('[G3b] comes back, also after a power cut', async () => {
    await add('a', 'b', 'c');
    const again = await afterPowerCut('a', 'b', 'c');
    for (const id of ['a', 'b', 'c']) expect([await isWhole(id), await isWhole(id, again)]).toEqual([true, true]);
    expect((await stat(fileOf(1))).mode & 0o777).toBe(0o600);
  });

  test('[G3a] shows nothing of itself, and the same content twice has nothing in common', async () => {
    const content = utf8('confidential salary list '.repeat(100));
    await segments.add('a', content);
    const first = await readFile(fileOf(1));
    await segments.add('b', content);
    const second = (await readFile(fileOf(1))).subarray(first.length);
    expect(first.includes('salary')).toBe(false);
    for (let at = 60; at + 8 < 2_000; at++) expect(second.includes(first.subarray(at, at + 8))).toBe(false);
  });

  test('[G3a] opens under its own key and its own id alone', async () => {
    await add('job-1', 'job-2');
    await expect((await openHere({ key: createSecretKey(Buffer.alloc(32)) })).read('job-1')).rejects.toMatchObject(
      DAMAGED,
    );
    const bytes = await readFile(fileOf(1));
    const swapped = bytes.toString('latin1').replaceAll('job-1', 'job-x').replaceAll('job-2', 'job-1');
    await writeFile(fileOf(1), Buffer.from(swapped.replaceAll('job-x', 'job-2'), 'latin1'));
    const again = await openHere();
    for (const id of ['job-1', 'job-2']) await expect(again.read(id)).rejects.toMatchObject(DAMAGED);
  });

  test('[G3a] does not open with a changed byte anywhere, and its neighbours do', async () => {
    await add('a');
    const length = (await readFile(fileOf(1))).length;
    await add('b');
    const whole = await readFile(fileOf(1));
    for (let at = 20; at < length; at += 7) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(fileOf(1), changed);
      const again = await openHere();
      await expect(again.read('a')).rejects.toMatchObject(DAMAGED);
      expect(await isWhole('b', again)).toBe(true);
    }
  });

  test('by those who come while one is flushed shares the next flush', async () => {
    let flushes = 0;
    segments = await openHere({
      openFile: patched((file) => {
        const datasync = file.datasync.bind(file);
        file.datasync = () => {
          flushes += 1;
          return datasync();
        };
      }),
    });
    await add('first', ...Array.from({ length: 20 }, (_, n) => `other-${n}`));
    expect(flushes).toBeLessThanOrEqual(2);
  });
});

describe('a power cut', () => {
  test('[G3c] at every octet of a record leaves the records before it and nothing of it', async () => {
    await add('a');
    const before = (await readFile(fileOf(1))).length;
    await add('b');
    const whole = await readFile(fileOf(1));
    for (let length = before; length < whole.length; length += 3) {
      await writeFile(fileOf(1), whole.subarray(0, length));
      const again = await afterPowerCut('a');
      expect([await isWhole('a', again), again.has('b')]).toEqual([true, false]);
    }
  });

  test('[G3c] with zeros where a record should be leaves the records before it', async () => {
    await add('a');
    await truncate(fileOf(1), 10_000);
    expect(await isWhole('a', await afterPowerCut('a'))).toBe(true);
  });

  test('[G3b] what is added after it is found after the next one', async () => {
    await add('a', 'b');
    await truncate(fileOf(1), (await stat(fileOf(1))).size - 5);
    segments = await afterPowerCut('a');
    await add('c');
    const again = await afterPowerCut('a', 'c');
    expect([await isWhole('a', again), await isWhole('c', again)]).toEqual([true, true]);
  });

  test('[G3c] before anybody was told leaves no file when nothing else is held', async () => {
    await add('a');
    await afterPowerCut();
    expect(await files()).toEqual([]);
  });

  test('[G3b] in the middle of moving leaves a document twice, and it stays once', async () => {
    await add('a');
    await writeFile(fileOf(2), await readFile(fileOf(1)));
    const again = await afterPowerCut('a');
    expect([await isWhole('a', again), await files()]).toEqual([true, ['segment-00000002.sealed']]);
  });

  test('a file that was cut below what is held is no document, and says so', async () => {
    await add('a');
    await truncate(fileOf(1), 50);
    await expect(segments.read('a')).rejects.toMatchObject(DAMAGED);
    await expect((await openHere()).read('a')).rejects.toMatchObject(DAMAGED);
  });
});

describe('what was removed', () => {
  test('[G3f] opens no more, not even for whoever has the key and the disk', async () => {
    await add('a', 'b');
    const before = await readFile(fileOf(1));
    await segments.remove('a');
    await expect(segments.read('a')).rejects.toMatchObject(DAMAGED);
    const after = await readFile(fileOf(1));
    expect(after.length).toBe(before.length);
    expect((await openHere()).has('a')).toBe(false);
    expect(await isWhole('b')).toBe(true);
  });

  test('[G3f] leaves no file behind with the last of it', async () => {
    await add('a', 'b');
    await segments.remove('a');
    await segments.remove('b');
    expect(await files()).toEqual([]);
    await add('c');
    expect(await isWhole('c')).toBe(true);
  });

  test('gives its room back while others stay', async () => {
    const segmentBytes = 4_000;
    segments = await openHere({ segmentBytes });
    const ids = Array.from({ length: 200 }, (_, n) => `job-${n}`);
    await add(...ids);
    const stay = ids.filter((_, n) => n % 20 === 0);
    for (const id of ids) if (!stay.includes(id)) await segments.remove(id);
    const heldBytes = stay.length * 600;
    const bytes = async (): Promise<number> => {
      const sizes = (await files()).map(async (name) => (await stat(join(folder, name))).size);
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    };
    await segments.tidied();
    expect(await bytes()).toBeLessThan(2 * heldBytes + 2 * segmentBytes);
    const again = await afterPowerCut(...stay);
    for (const id of stay) expect([await isWhole(id), await isWhole(id, again)]).toEqual([true, true]);
  });

  test('may be read and removed while it is moved', async () => {
    segments = await openHere({ segmentBytes: 2_000 });
    const ids = Array.from({ length: 100 }, (_, n) => `job-${n}`);
    await add(...ids);
    const removals = ids.slice(0, 90).map((id) => segments.remove(id));
    const reads = ids.slice(90).map((id) => isWhole(id));
    await Promise.all(removals);
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 10 }, () => true));
    await Promise.all(ids.slice(90).map((id) => segments.remove(id)));
    await segments.tidied();
    expect(await files()).toEqual([]);
  });
});

describe('[G3d] a full disk', () => {
  const FULL = Object.assign(new RangeError('no space left'), { code: 'ENOSPC' });

  test.each([
    ['at the first octet', 0],
    ['in the middle of a record', 100],
  ])('%s refuses what does not fit and keeps what was there', async (_, fitting) => {
    let full = false;
    segments = await openHere({
      openFile: patched((file) => writesOnly(file, () => (full ? fitting : undefined), FULL)),
    });
    await add('a');
    const size = (await stat(fileOf(1))).size;
    full = true;
    expect(await Promise.allSettled([add('b'), add('c')])).toMatchObject([{ reason: FULL }, { reason: FULL }]);
    expect([segments.has('b'), await isWhole('a'), (await stat(fileOf(1))).size]).toEqual([false, true, size]);
    full = false;
    await add('b');
    const again = await afterPowerCut('a', 'b');
    expect([await isWhole('a', again), await isWhole('b', again)]).toEqual([true, true]);
  });

  test('that refuses the very first leaves no file', async () => {
    segments = await openHere({ openFile: patched((file) => writesOnly(file, () => 10, FULL)) });
    await expect(add('a')).rejects.toBe(FULL);
    expect(await files()).toEqual([]);
  });

  test('a flush that failed is not believed the second time', async () => {
    let fails = false;
    segments = await openHere({
      openFile: patched((file) => {
        const datasync = file.datasync.bind(file);
        file.datasync = () => (fails ? Promise.reject(FULL) : datasync());
      }),
    });
    await add('a');
    fails = true;
    await expect(add('b')).rejects.toBe(FULL);
    fails = false;
    await add('c');
    expect(await files()).toEqual(['segment-00000001.sealed', 'segment-00000002.sealed']);
    expect([await isWhole('a'), segments.has('b'), await isWhole('c')]).toEqual([true, false, true]);
  });
});

function patched(patch: (file: FileHandle) => void): typeof open {
  return async (...given) => {
    const file = await open(...given);
    patch(file);
    return file;
  };
}

/** Of a write so many octets reach the disk; all while it is undefined. */
function writesOnly(file: FileHandle, fitting: () => number | undefined, error: unknown): void {
  const write = file.write.bind(file);
  Object.assign(file, {
    write: async (data: Uint8Array, offset: number, length: number, position: number) => {
      const bytes = fitting();
      const written = await write(data, offset, bytes ?? length, position);
      if (bytes !== undefined) throw error;
      return written;
    },
  });
}
