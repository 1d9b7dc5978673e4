import { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { IppFault, type Decompress } from '@holdover/ipp';

/** The values of compression-supported beside `none` (RFC 8011 §5.4.32), undone as the document streams in. */
export const DECOMPRESS: Readonly<Record<'gzip' | 'deflate', Decompress>> = {
  gzip: (data) => through(data, createGunzip()),
  deflate: (data) => through(data, createInflate()),
};

async function* through(
  data: AsyncIterable<Uint8Array>,
  inflater: ReturnType<typeof createGunzip>,
): AsyncGenerator<Uint8Array> {
  const source = Readable.from(data);
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

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
