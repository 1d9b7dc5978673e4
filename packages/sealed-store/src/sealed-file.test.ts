import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { concatBytes, utf8 } from '@holdover/kernel';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CHUNK_BYTES, HEADER_BYTES, TAG_BYTES } from './sealed-chunks.ts';
import { createSealedFileWriter, openSealedFile } from './sealed-file.ts';

const key = new Uint8Array(32).fill(3);
const context = 'job_1';
const SEALED_CHUNK = CHUNK_BYTES + TAG_BYTES;

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-sealed-file-'));
  file = join(folder, 'job');
});
afterEach(() => rm(folder, { recursive: true }));

function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

async function write(bytes: Uint8Array, step = 10_000): Promise<number> {
  const writer = await createSealedFileWriter({ file, key, context });
  for (let at = 0; at < bytes.length; at += step) await writer.write(bytes.subarray(at, at + step));
  return writer.finish();
}

async function read(options = { file, key, context }): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of (await openSealedFile(options)).chunks()) parts.push(chunk);
  return concatBytes(parts);
}

describe('a sealed file', () => {
  test.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 200_000])(
    'of %i bytes comes back',
    async (length) => {
      const bytes = pattern(length);
      expect(await write(bytes, 7_777)).toBe(length);
      expect((await openSealedFile({ file, key, context })).size).toBe(length);
      expect(Buffer.compare(await read(), bytes)).toBe(0);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
    },
  );

  test('cut at every chunk boundary, and beside each, does not open as whole', async () => {
    await write(pattern(3 * CHUNK_BYTES + 100));
    const whole = await readFile(file);
    for (let boundary = HEADER_BYTES; boundary <= whole.length; boundary += SEALED_CHUNK) {
      for (const at of [boundary - 1, boundary, boundary + 1, boundary + TAG_BYTES]) {
        if (at >= whole.length) continue;
        await writeFile(file, whole.subarray(0, at));
        await expect(read()).rejects.toMatchObject({ code: 'sealed-file-damaged' });
      }
    }
  });

  test('a changed byte anywhere, reordered, doubled or added chunks do not open', async () => {
    await write(pattern(2 * CHUNK_BYTES + 100));
    const whole = await readFile(file);
    const chunk = (n: number) => whole.subarray(HEADER_BYTES + n * SEALED_CHUNK, HEADER_BYTES + (n + 1) * SEALED_CHUNK);
    const head = whole.subarray(0, HEADER_BYTES);
    const changed = [0, 10, HEADER_BYTES, HEADER_BYTES + SEALED_CHUNK - 1, whole.length - 1].map((at) => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    });
    const rearranged = [
      [1, 0, 2],
      [0, 0, 1, 2],
      [0, 2],
      [0, 1, 2, 2],
    ].map((order) => Buffer.concat([head, ...order.map(chunk)]));
    for (const wrong of [...changed, ...rearranged, Buffer.concat([whole, Buffer.alloc(1)])]) {
      await writeFile(file, wrong);
      await expect(read()).rejects.toMatchObject({ code: 'sealed-file-damaged' });
    }
  });

  test('opens only under its own key and context', async () => {
    await write(pattern(100));
    await expect(read({ file, key: new Uint8Array(32), context })).rejects.toMatchObject({
      code: 'sealed-file-damaged',
    });
    await expect(read({ file, key, context: 'job_2' })).rejects.toMatchObject({ code: 'sealed-file-damaged' });
  });

  test('of a newer format is told apart from a damaged one', async () => {
    await write(pattern(100));
    const whole = await readFile(file);
    whole[3] = 2;
    await writeFile(file, whole);
    await expect(read()).rejects.toMatchObject({ code: 'sealed-file-newer' });
  });

  test('[G3a] holds no run of the plaintext, and the same document twice has nothing in common', async () => {
    const bytes = utf8('confidential salary list '.repeat(8_000));
    await write(bytes);
    const first = await readFile(file);
    await rm(file);
    await write(bytes);
    const second = await readFile(file);
    expect(first.includes('salary')).toBe(false);
    expect(first.subarray(4, 4 + 64).equals(second.subarray(4, 4 + 64))).toBe(false);
    for (let at = HEADER_BYTES; at + 8 < 2_000; at += 1)
      expect(second.includes(first.subarray(at, at + 8))).toBe(false);
  });

  test('given up leaves nothing behind, and never overwrites', async () => {
    const writer = await createSealedFileWriter({ file, key, context });
    await writer.write(pattern(100_000));
    await writer.abort();
    expect(await readdir(folder)).toEqual([]);
    await write(pattern(10));
    await expect(createSealedFileWriter({ file, key, context })).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await read()).toHaveLength(10);
  });
});
