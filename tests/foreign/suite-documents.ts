import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sampleDocument } from '@holdover/demo';
import { plainJpeg } from './plain-jpeg.ts';
import { A4, pwgRaster, RASTER_TYPES, type RasterPage } from './pwg-raster.ts';

/** The documents ipptool's suites name; Debian does not bring them. */
export function writeSuiteDocuments(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const put = (name: string, content: Uint8Array | string): void => writeFileSync(join(folder, name), content);
  put('document-a4.pdf', sampleDocument('A4', 4));
  put('document-letter.pdf', sampleDocument('Letter', 4));
  put('onepage-a4.pdf', sampleDocument('A4', 1));
  put('onepage-letter.pdf', sampleDocument('Letter', 1));
  put('document-a4.ps', POSTSCRIPT);
  put('document-letter.ps', POSTSCRIPT);
  put('testfile.ps', POSTSCRIPT);
  put('testfile.txt', 'A page of text.\n');
  put('color.jpg', plainJpeg(3, 8));
  put('gray.jpg', plainJpeg(1, 8));
  writeRasterSamples(folder);
}

const POSTSCRIPT = '%!PS-Adobe-3.0\n%%Pages: 1\n%%Page: 1 1\nshowpage\n%%EOF\n';

const LETTER = { media: 'na_letter_8.5x11in', width: 612, height: 792 };
const PHOTO = { media: 'na_index-4x6_4x6in', width: 288, height: 432 };
const RESOLUTIONS = [150, 180, 300, 360, 600, 720];

/** As PWG names them; ipp-everywhere.test stops at the first that is missing, whether the printer takes it or not. */
const SAMPLES: Readonly<Record<string, readonly [RasterPage, pages: number]>> = {
  'color.jpg-4x6': [PHOTO, 1],
  'gray.jpg-4x6': [PHOTO, 1],
  'onepage-a4': [A4, 1],
  'onepage-letter': [LETTER, 1],
  'document-a4': [A4, 4],
  'document-letter': [LETTER, 4],
};

function writeRasterSamples(folder: string): void {
  for (const dpi of RESOLUTIONS) {
    for (const type of RASTER_TYPES) {
      const parent = join(folder, `pwg-raster-samples-${dpi}dpi`, type.name);
      mkdirSync(parent, { recursive: true });
      for (const [name, [page, pages]] of Object.entries(SAMPLES)) {
        writeFileSync(join(parent, `${name}-${type.name}-${dpi}dpi.pwg`), pwgRaster(type, page, dpi, pages));
      }
    }
  }
}
