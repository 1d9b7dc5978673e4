import { concatBytes } from '@holdover/kernel';
import PDFDocument from 'pdfkit';
import type { PixelSize } from './jpeg-size.ts';

export interface PdfPages {
  readonly sizes: readonly PixelSize[];
  /** JPEG, from 1. */
  readonly page: (number: number) => AsyncIterable<Uint8Array>;
  /** Dots an inch: a page of the PDF is as large as what was scanned. */
  readonly resolution: number;
  readonly createdAt: Date;
}

const POINTS_AN_INCH = 72;

/**
 * A PDF of JPEG pages, each as it was scanned. The same pages and time make the same octets.
 * Invariant: holds one page at a time in memory.
 */
export async function* pdfOfPages({ sizes, page, resolution, createdAt }: PdfPages): AsyncGenerator<Uint8Array> {
  const info = { Producer: 'Holdover', Creator: 'Holdover', CreationDate: createdAt };
  // An empty name: there is no text, and no font is looked for.
  const pdf = new PDFDocument({ autoFirstPage: false, bufferPages: false, compress: false, font: '', info });
  try {
    for (const [index, size] of sizes.entries()) {
      addPage(pdf, await wholeOf(page(index + 1)), inPoints(size, resolution));
      yield* written(pdf);
    }
    pdf.end();
    yield* written(pdf);
  } finally {
    pdf.destroy();
  }
}

function addPage(pdf: InstanceType<typeof PDFDocument>, jpeg: Buffer, { width, height }: PixelSize): void {
  pdf.addPage({ size: [width, height], margin: 0 });
  // EXIF would turn a page that lies as it was scanned.
  const place = { width, height, ignoreOrientation: true };
  pdf.image(jpeg, 0, 0, place);
}

function inPoints({ width, height }: PixelSize, resolution: number): PixelSize {
  const scale = POINTS_AN_INCH / resolution;
  return { width: width * scale, height: height * scale };
}

/** What pdfkit has ready: it writes without asking whether anybody reads. */
function* written(pdf: InstanceType<typeof PDFDocument>): Generator<Uint8Array> {
  for (;;) {
    const chunk: unknown = pdf.read();
    if (!(chunk instanceof Uint8Array)) return;
    yield chunk;
  }
}

async function wholeOf(data: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of data) parts.push(part);
  return Buffer.from(concatBytes(parts));
}
