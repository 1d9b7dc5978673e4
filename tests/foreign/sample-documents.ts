import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A correct PDF 1.4 of so many pages with a line of text each, with its cross-reference table. */
export function samplePdf(pages: number, size: readonly [number, number] = [595, 842]): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${4 + 2 * i} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (let page = 1; page <= pages; page++) {
    const text = `BT /F1 24 Tf 72 700 Td (Page ${page} of ${pages}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size.join(' ')}] /Contents ${4 + 2 * page - 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return Buffer.from(`${file}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}${trailer}`, 'latin1');
}

const LETTER = [612, 792] as const;

/** The documents ipptool's suites name; Debian does not bring them. */
export function writeSuiteDocuments(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: Buffer | string): void => writeFileSync(join(folder, name), content);
  put('document-a4.pdf', samplePdf(2));
  put('document-letter.pdf', samplePdf(2, LETTER));
  put('document-a4.ps', POSTSCRIPT);
  put('document-letter.ps', POSTSCRIPT);
  put('color.jpg', Buffer.from(jpegHead(3)));
  put('gray.jpg', Buffer.from(jpegHead(1)));
}

const POSTSCRIPT = '%!PS-Adobe-3.0\n%%Pages: 1\n%%Page: 1 1\nshowpage\n%%EOF\n';

/** Start, frame header and end of a JPEG: what a queue that does not render looks at. */
function jpegHead(components: number): number[] {
  const parts = Array.from({ length: components }, (_, i) => [i + 1, 0x11, 0]).flat();
  return [0xff, 0xd8, 0xff, 0xc0, 0, 8 + parts.length, 8, 0, 1, 0, 1, components, ...parts, 0xff, 0xd9];
}
