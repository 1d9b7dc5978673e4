import { CSV_MOST_BYTES } from '@holdover/api';
import { isNodeError } from '@holdover/nodejs';
import type { SealedFileWriter } from '@holdover/sealed-store';
import { ProblemFault } from '../../problem-fault.ts';

/**
 * Stages a file as it arrives; memory holds a chunk of it. Nothing is left of one that does not arrive whole.
 * @throws ProblemFault `too-large`, `bad-request` for what is no UTF-8 or breaks off; what the writer throws
 */
export async function receiveFile(
  bytes: AsyncIterable<Uint8Array>,
  writer: SealedFileWriter,
  mostBytes = CSV_MOST_BYTES,
): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let length = 0;
  try {
    for await (const chunk of bytes) {
      length += chunk.length;
      if (length > mostBytes) throw tooLarge();
      requireText(() => decoder.decode(chunk, { stream: true }));
      await writer.write(chunk);
    }
    requireText(() => decoder.decode());
    await writer.finish();
  } catch (error) {
    await writer.abort();
    // Whoever hung up hears nothing of it, and nothing is to be mended here.
    throw isNodeError(error) && error.code === 'ECONNRESET' ? new ProblemFault('bad-request', { cause: error }) : error;
  }
}

export function tooLarge(): ProblemFault {
  return new ProblemFault('too-large', [{ pointer: '', code: 'too-many-bytes', limit: { maximum: CSV_MOST_BYTES } }]);
}

function requireText(decode: () => string): void {
  try {
    decode();
  } catch {
    throw new ProblemFault('bad-request', [{ pointer: '', code: 'bad-format', limit: { format: 'UTF-8' } }]);
  }
}
