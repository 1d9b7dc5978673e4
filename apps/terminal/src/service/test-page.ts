import type { UnavailableReason } from '@holdover/api';
import { toRfc3339, type Instant } from '@holdover/kernel';
import PDFDocument from 'pdfkit';

export interface TestPageFacts {
  readonly deviceName: string;
  readonly printer: string;
  readonly makeAndModel: string;
  readonly terminalVersion: string;
  readonly at: Instant;
}

/** `printed` the device took it; nobody follows it further. */
export type TestPageOutcome =
  | { readonly outcome: 'printed' }
  | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason };

const MARGIN = 72;

/** One page, A4, with the fonts every PDF reader has. */
export function testPage({ deviceName, printer, makeAndModel, terminalVersion, at }: TestPageFacts): Promise<Buffer> {
  const page = new PDFDocument({ size: 'A4', margin: MARGIN, info: { Title: 'Holdover test page' } });
  const parts: Buffer[] = [];
  page.on('data', (part: Buffer) => parts.push(part));
  const done = new Promise<Buffer>((resolve) => {
    page.on('end', () => resolve(Buffer.concat(parts)));
  });
  page.font('Helvetica-Bold').fontSize(24).text('Holdover test page').moveDown();
  page.font('Helvetica').fontSize(12);
  for (const line of [deviceName, makeAndModel, printer, `Terminal ${terminalVersion}`, toRfc3339(at)]) page.text(line);
  page.end();
  return done;
}
