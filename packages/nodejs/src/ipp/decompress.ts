import { Readable } from 'node:stream';
import { createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { IppFault, type Decompress } from '@holdover/ipp';
import { concatBytes } from '@holdover/kernel';

/** The values of compression-supported beside `none` (RFC 8011 §5.4.32), undone as the document streams in. */
export const DECOMPRESS: Readonly<Record<'gzip' | 'deflate', Decompress>> = {
  gzip: (data) => through(data, () => createGunzip()),
  deflate: (data) => through(data, inflaterFor),
};

type Inflater = ReturnType<typeof createGunzip>;

/** RFC 8011 means RFC 1951, which CUPS sends; others wrap it as HTTP does (RFC 1950), and say so in its first octets. */
function inflaterFor(start: Uint8Array): Inflater {
  const [method = 0, flags = 0] = start;
  const wrapped = (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0;
  return wrapped ? createInflate() : createInflateRaw();
}

async function* through(
  data: AsyncIterable<Uint8Array>,
  inflaterOf: (start: Uint8Array) => Inflater,
): AsyncGenerator<Uint8Array> {
  const parts = data[Symbol.asyncIterator]();
  const start = await firstTwo(parts);
  const inflater = inflaterOf(start);
  const source = Readable.from(after(start, parts));
  source.once('error', (error) => inflater.destroy(error));
  const inflated: AsyncIterable<Uint8Array> = source.pipe(inflater);
  try {
    for await (const part of inflated) yield part;
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new IppFault({
      status: 'client-error-compression-error',
      message: 'the compressed document is damaged',
      cause,
    });
  } finally {
    source.destroy();
    inflater.destroy();
  }
}

async function firstTwo(parts: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let start = new Uint8Array(0);
  while (start.length < 2) {
    const next = await parts.next();
    if (next.done === true) break;
    start = concatBytes([start, next.value]);
  }
  return start;
}

async function* after(start: Uint8Array, parts: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (start.length > 0) yield start;
  for (let next = await parts.next(); next.done !== true; next = await parts.next()) yield next.value;
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
