import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { concatBytes } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { DECOMPRESS } from './decompress.ts';

const DOCUMENT = Buffer.from('%PDF-1.7 '.repeat(1_000));

test.each([
  ['gzip', gzipSync(DOCUMENT)],
  ['gzip', Buffer.concat([gzipSync(DOCUMENT.subarray(0, 100)), gzipSync(DOCUMENT.subarray(100))])],
  ['deflate', deflateRawSync(DOCUMENT)],
  ['deflate', deflateRawSync(DOCUMENT, { level: 0 })],
  ['deflate', deflateSync(DOCUMENT)],
] as const)('RFC 8011 §5.4.32: %s is undone, however it is cut (%#)', async (compression, bytes) => {
  expect(Buffer.compare(await undone(compression, inParts(bytes, 1_000)), DOCUMENT)).toBe(0);
  expect(Buffer.compare(await undone(compression, inParts(bytes.subarray(0), 1)), DOCUMENT)).toBe(0);
});

test.each([
  ['gzip', 'what is none', Buffer.from('%PDF-1.7')],
  ['gzip', 'what breaks off', gzipSync(DOCUMENT).subarray(0, 30)],
  ['deflate', 'what is none', Buffer.from('%PDF-1.7')],
  ['deflate', 'what breaks off', deflateRawSync(DOCUMENT).subarray(0, 30)],
] as const)('%s of %s is the client’s fault', async (compression, _, bytes) => {
  await expect(undone(compression, inParts(bytes, 7))).rejects.toMatchObject({
    status: 'client-error-compression-error',
    owner: 'caller',
  });
});

test('a client that breaks off is not blamed for its compression', async () => {
  const broken = (async function* () {
    yield gzipSync(DOCUMENT).subarray(0, 30);
    throw new RangeError('gone');
  })();
  await expect(undone('gzip', broken)).rejects.toThrow('gone');
});

test('only as much is inflated as is asked for: a bomb costs what is read of it', async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  let sent = 0;
  const counted = (async function* () {
    for await (const part of inParts(bomb, 1_024)) {
      sent += part.length;
      yield part;
    }
  })();
  const inflated = DECOMPRESS.gzip(counted)[Symbol.asyncIterator]();
  for (let left = 1024 * 1024; left > 0;) {
    const next = await inflated.next();
    left -= next.done === true ? Infinity : next.value.length;
  }
  await inflated.return?.();
  expect(sent).toBeLessThan(bomb.length / 2);
});

async function undone(compression: 'gzip' | 'deflate', data: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of DECOMPRESS[compression](data)) parts.push(part);
  return concatBytes(parts);
}

async function* inParts(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
