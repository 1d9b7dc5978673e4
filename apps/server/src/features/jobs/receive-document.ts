import { accept, refuse, type DocumentTicket, type Outcome } from '@holdover/ipp';
import { Fault, type JobId } from '@holdover/kernel';
import { createPageCounter } from '@holdover/nodejs';
import type { Documents } from '@holdover/sealed-store';
import type { Job } from './job.ts';
import { SPOOL_FULL, type Entry } from './spool-room.ts';

export type Received = Pick<Job, 'format' | 'documentName' | 'bytes' | 'pages' | 'color'>;

/** A document that says it has more is not believed: form feeds alone make a page of every octet. */
const MOST_PAGES = 100_000;

/**
 * Encrypts what comes in, looking at it on the way. What does not fit is refused before it is stored, and not read on.
 * Invariant: the document is durable when it is accepted; refused or failed, nothing is left of it.
 */
export async function receiveDocument(
  { documents, entry }: { readonly documents: Documents<JobId>; readonly entry: Entry },
  id: JobId,
  ticket: DocumentTicket,
): Promise<Outcome<Received>> {
  const counter = createPageCounter(ticket.format);
  let bytes = 0;
  try {
    const writer = await documents.create(id);
    try {
      for await (const chunk of ticket.data) {
        const room = entry.take(chunk.length);
        if (!room.ok) return room;
        bytes += chunk.length;
        counter.push(chunk);
        await writer.write(chunk);
      }
      if (bytes === 0) return refuse('client-error-document-format-error', 'the document is empty');
      await writer.finish();
    } finally {
      await writer.abort();
    }
  } catch (error) {
    if (isDiskFull(error)) return SPOOL_FULL;
    throw error;
  }
  const { format, pages, color } = counter.end();
  const believable = pages !== undefined && pages <= MOST_PAGES;
  return accept({
    format,
    documentName: ticket.name ?? null,
    bytes,
    pages: believable ? pages : null,
    color: color ?? null,
  });
}

function isDiskFull(error: unknown): boolean {
  const cause = error instanceof Fault ? error.cause : error;
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT');
}
