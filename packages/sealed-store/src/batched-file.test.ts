import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBatchWriter, readBatches } from './batched-file.ts';

let folder: string;
let file: FileHandle;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-batches-'));
  file = await open(join(folder, 'file'), 'wx+');
});
afterEach(async () => {
  await file.close();
  await rm(folder, { recursive: true });
});

const pattern = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff));

async function readAll(from: number, to: number, bytes: number): Promise<Buffer[]> {
  const batches: Buffer[] = [];
  for await (const batch of readBatches(file, { from, to, bytes })) batches.push(Buffer.from(batch));
  return batches;
}

describe('a file in batches', () => {
  test.each([0, 1, 9, 10, 11, 20, 95])('of %i octets is read as it was written, however it was cut', async (length) => {
    const whole = pattern(length);
    const writer = createBatchWriter(file, 10);
    for (let at = 0; at < length; at += 3) await writer.add([whole.subarray(at, at + 3)]);
    await writer.end();
    const batches = await readAll(0, length, 10);
    expect(Buffer.concat(batches).equals(whole)).toBe(true);
    expect(batches.slice(0, -1).every((batch) => batch.length === 10)).toBe(true);
  });

  test('of which only a part is asked for', async () => {
    await file.write(pattern(30), 0, 30, 0);
    expect(Buffer.concat(await readAll(5, 25, 8)).equals(pattern(30).subarray(5, 25))).toBe(true);
  });

  test('that is shorter than it should be ends early', async () => {
    await file.write(pattern(15), 0, 15, 0);
    expect(Buffer.concat(await readAll(0, 40, 10))).toHaveLength(15);
  });

  test('that the system takes in pieces is whole all the same', async () => {
    const write = file.write.bind(file);
    Object.assign(file, { writev: (parts: Uint8Array[], at: number) => write(Buffer.concat(parts), 0, 70_000, at) });
    const writer = createBatchWriter(file, 100_000);
    const [first, second] = [pattern(90_000), pattern(60_000)];
    await writer.add([first, second]);
    await writer.end();
    const read = Buffer.concat(await readAll(0, 150_000, 20_000));
    expect(read.equals(Buffer.concat([first, second]))).toBe(true);
  });

  test('[G3d] that could not be flushed on the way fails as a whole', async () => {
    const LOST = Object.assign(new RangeError('input/output error'), { code: 'EIO' });
    Object.assign(file, { datasync: () => Promise.reject(LOST) });
    const writer = createBatchWriter(file, 16 * 1024 * 1024);
    const part = Buffer.alloc(16 * 1024 * 1024);
    for (let n = 0; n < 3; n++) await writer.add([part]);
    await expect(writer.end()).rejects.toBe(LOST);
  });

  test('[G3d] that the disk does not take tells so, with the next part or at the end', async () => {
    const FULL = Object.assign(new RangeError('no space left'), { code: 'ENOSPC' });
    Object.assign(file, { write: () => Promise.reject(FULL) });
    const early = createBatchWriter(file, 10);
    await early.add([pattern(10)]);
    await expect(early.add([pattern(10)])).rejects.toBe(FULL);
    await early.settled();
    const late = createBatchWriter(file, 10);
    await late.add([pattern(3)]);
    await expect(late.end()).rejects.toBe(FULL);
  });

  test('may be left in the middle, and closed at once', async () => {
    await file.write(pattern(100), 0, 100, 0);
    for await (const batch of readBatches(file, { from: 0, to: 100, bytes: 10 })) {
      expect(batch).toHaveLength(10);
      break;
    }
  });
});
