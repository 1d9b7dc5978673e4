import { concatBytes } from '@holdover/kernel';
import { createJpegScan } from './jpeg-scan.ts';
import { createPdfScan } from './pdf-scan.ts';
import { createRasterScan } from './raster-scan.ts';
import { createTextScan } from './text-scan.ts';

/** What a document says of itself. Undefined is "cannot tell". */
export interface DocumentFacts {
  /** What was found to be in it, whatever it was called. */
  readonly format: string;
  /** Of one copy. */
  readonly pages: number | undefined;
  readonly color: boolean | undefined;
}

/** Looks at a document as it streams by, in bounded memory. Never throws for what is in it. */
export interface DocumentScan {
  push(chunk: Uint8Array): void;
  end(): Omit<DocumentFacts, 'format'>;
}

export interface PageCounter {
  push(chunk: Uint8Array): void;
  end(): DocumentFacts;
}

/** Enough to tell formats apart by how they begin (a PDF may have up to 1,024 octets before its header). */
const SNIFFED = 1024;
/** Small chunks are gathered, so that a sender who cuts finely does not make every octet a scan. */
const GATHERED = 64 * 1024;

/**
 * Counts the pages of a document while it passes.
 * `application/octet-stream` asks for the format to be recognised (RFC 8011 §5.1.10).
 */
export function createPageCounter(format: string): PageCounter {
  let gathered: Uint8Array[] = [];
  let length = 0;
  let chosen: { readonly format: string; readonly scan: DocumentScan } | undefined;

  const flush = (): { readonly format: string; readonly scan: DocumentScan } => {
    const [first] = gathered;
    const bytes = first !== undefined && gathered.length === 1 ? first : concatBytes(gathered);
    gathered = [];
    length = 0;
    const found = chosen?.format ?? (format === 'application/octet-stream' ? recognise(bytes) : format);
    chosen ??= { format: found, scan: scanOf(found) };
    chosen.scan.push(bytes);
    return chosen;
  };
  return {
    push(chunk) {
      // A copy: the sender may use its buffer again.
      gathered.push(chunk.slice());
      length += chunk.length;
      if (length >= GATHERED) flush();
    },
    end() {
      const { format: found, scan } = flush();
      return { format: found, ...scan.end() };
    },
  };
}

function scanOf(format: string): DocumentScan {
  switch (format) {
    case 'application/pdf':
      return createPdfScan();
    case 'image/pwg-raster':
      return createRasterScan();
    case 'text/plain':
      return createTextScan();
    case 'image/jpeg':
      return createJpegScan();
    default:
      return { push: () => undefined, end: () => ({ pages: undefined, color: undefined }) };
  }
}

function recognise(start: Uint8Array): string {
  const text = Buffer.from(start.buffer, start.byteOffset, start.byteLength).toString('latin1');
  if (text.slice(0, SNIFFED).includes('%PDF-')) return 'application/pdf';
  if (text.startsWith('RaS2')) return 'image/pwg-raster';
  if (text.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  // Control characters other than those that lay out text are no text.
  // oxlint-disable-next-line no-control-regex
  return /[\u0000-\u0007\u000e-\u001a]/.test(text) ? 'application/octet-stream' : 'text/plain';
}
