import type { Attribute } from '../codec/message.ts';
import { stringOf, stringsOf } from '../model/read.ts';
import { accept, refuse, type Outcome } from './jobs-port.ts';

/** Left to the printer to find out (RFC 8011 §5.1.10). */
export const ANY_FORMAT = 'application/octet-stream';

/** Octets that `formatOf` looks at. */
export const SNIFFED = 16;

/** How documents of a format begin; of each the shortest that no other has. */
const BEGINNINGS: readonly (readonly [string, string])[] = [
  ['%PDF-', 'application/pdf'],
  ['%!', 'application/postscript'],
  ['RaS2', 'image/pwg-raster'],
  ['RaS3', 'application/vnd.cups-raster'],
  ['UNIRAST\0', 'image/urf'],
  ['\u00ff\u00d8\u00ff', 'image/jpeg'],
  ['\u0089PNG\r\n\u001a\n', 'image/png'],
  ['GIF8', 'image/gif'],
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['PK\u0003\u0004', 'application/zip'],
  [') HP-PCL XL;', 'application/vnd.hp-PCLXL'],
  ['\u001bE', 'application/vnd.hp-PCL'],
];

/** What a document is by its first octets; undefined for what is not recognised, such as text. */
export function formatOf(start: Uint8Array): string | undefined {
  const text = Array.from(start.subarray(0, SNIFFED), (octet) => String.fromCharCode(octet)).join('');
  return BEGINNINGS.find(([beginning]) => text.startsWith(beginning))?.[1];
}

/** RFC 8011 §4.2.1.1: refused whatever the fidelity, naming what is taken. */
export function checkFormat(declared: string | undefined, printer: readonly Attribute[]): Outcome<string> {
  const supported = stringsOf(printer, 'document-format-supported');
  const format = declared ?? stringOf(printer, 'document-format-default') ?? ANY_FORMAT;
  return supported.includes(format) ? accept(format) : notSupported(format, supported);
}

/** The same for what the document turns out to be, where its client left that open. */
export function checkBeginning(format: string, start: Uint8Array, printer: readonly Attribute[]): Outcome<string> {
  const found = formatOf(start);
  if (format !== ANY_FORMAT || found === undefined) return accept(format);
  const supported = stringsOf(printer, 'document-format-supported');
  return supported.includes(found) ? accept(format) : notSupported(found, supported);
}

function notSupported(format: string, supported: readonly string[]): Outcome<never> {
  const formats = supported.filter((each) => each !== ANY_FORMAT).join(', ');
  return refuse('client-error-document-format-not-supported', `${format} is not taken, but ${formats}`);
}
