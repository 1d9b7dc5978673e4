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
    const found = chosen?.format ?? formatOf(bytes, format);
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

/** What is plain to see counts for more than what it was called; other formats may well begin as these do. */
function formatOf(start: Uint8Array, declared: string): string {
  if (declared === 'application/octet-stream') return recognise(start);
  return RECOGNISED.has(declared) ? (signed(start) ?? declared) : declared;
}

const RECOGNISED: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/pwg-raster', 'text/plain']);

function signed(start: Uint8Array): string | undefined {
  const text = latin1(start.subarray(0, 8));
  if (text.startsWith('%PDF-')) return 'application/pdf';
  if (text.startsWith('RaS2')) return 'image/pwg-raster';
  return text.startsWith('\u00ff\u00d8\u00ff') ? 'image/jpeg' : undefined;
}

function recognise(start: Uint8Array): string {
  const text = latin1(start);
  if (text.slice(0, SNIFFED).includes('%PDF-')) return 'application/pdf';
  if (text.startsWith('%!')) return 'application/postscript';
  // Control characters other than those that lay out text are no text; ESC begins the languages of printers.
  // oxlint-disable-next-line no-control-regex
  return signed(start) ?? (/[\u0000-\u0007\u000e-\u001b]/.test(text) ? 'application/octet-stream' : 'text/plain');
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
}
