import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleDocument } from '@holdover/demo';

/** The documents ipptool's suites name; Debian does not bring them. */
export function writeSuiteDocuments(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: Uint8Array | string): void => writeFileSync(join(folder, name), content);
  put('document-a4.pdf', sampleDocument('A4', 2));
  put('document-letter.pdf', sampleDocument('Letter', 2));
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
