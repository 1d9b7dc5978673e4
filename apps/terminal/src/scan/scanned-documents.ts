import { makeId, toRfc3339, type ActivityId, type Clock, type Entropy, type Instant } from '@holdover/kernel';
import type { Delivery, Delivered, ScannedDocument } from '../delivery/delivery.ts';
import { openDocument } from '../print/open-document.ts';
import type { PanelScanTarget } from '@holdover/api';
import type { ScannedPage } from './page-store.ts';
import { pdfOfPages } from './pdf-of-pages.ts';

/** A scan that is over, as it lies here. */
export interface FinishedScan {
  readonly activityId: ActivityId;
  readonly user: ScannedDocument['user'];
  readonly format: 'pdf' | 'jpeg';
  readonly pages: readonly ScannedPage[];
  readonly page: (number: number) => AsyncIterable<Uint8Array>;
  readonly resolution: number;
  readonly scannedAt: Instant;
}

/** What a scan goes out as: one PDF, or an image a page. Their names, ids and octets are the same at every try. */
export interface ScannedDocuments {
  /** All of them, or from the first that did not get there. Never rejects. */
  deliver(delivery: Delivery, target: PanelScanTarget['id'], signal: AbortSignal): Promise<Delivered>;
}

/** @throws what reading the pages throws */
export async function scannedDocuments(
  scan: FinishedScan,
  ids: { readonly clock: Clock; readonly entropy: Entropy },
): Promise<ScannedDocuments> {
  const documents = scan.format === 'pdf' ? [await pdfDocument(scan)] : imageDocuments(scan, ids);
  let there: { readonly target: PanelScanTarget['id']; readonly count: number } | undefined;

  return {
    async deliver(delivery, target, signal) {
      const before = there?.target === target ? there.count : 0;
      let delivered: Delivered = { delivered: 'delivered' };
      for (const [index, document] of documents.entries()) {
        if (index < before) continue;
        const one = await delivery.deliver(target, document, signal);
        if (one.delivered === 'failed') return one;
        if (one.delivered === 'held') delivered = one;
        there = { target, count: index + 1 };
      }
      return delivered;
    },
  };
}

async function pdfDocument(scan: FinishedScan): Promise<ScannedDocument> {
  const { activityId, user, pages, scannedAt, page, resolution } = scan;
  const octets = (): AsyncGenerator<Uint8Array> =>
    pdfOfPages({ sizes: pages, page, resolution, createdAt: new Date(scannedAt) });
  let bytes = 0;
  for await (const chunk of octets()) bytes += chunk.length;
  return {
    activityId,
    user,
    scannedAt,
    fileName: `${baseName(scannedAt)}.pdf`,
    format: 'application/pdf',
    pages: pages.length,
    bytes,
    open: () => openDocument(octets()),
  };
}

function imageDocuments(
  { activityId, user, pages, scannedAt, page }: FinishedScan,
  { clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy },
): readonly ScannedDocument[] {
  return pages.map(({ bytes }, index) => ({
    // Who takes documents in takes each id once.
    activityId: index === 0 ? activityId : makeId('activity', clock.wall(), entropy),
    user,
    scannedAt,
    fileName: pages.length === 1 ? `${baseName(scannedAt)}.jpg` : `${baseName(scannedAt)}-${index + 1}.jpg`,
    format: 'image/jpeg',
    pages: 1,
    bytes,
    open: () => openDocument(page(index + 1)),
  }));
}

/** `scan-2026-11-22-223015`, in UTC. */
function baseName(at: Instant): string {
  return `scan-${toRfc3339(at).slice(0, 19).replace('T', '-').replaceAll(':', '')}`;
}
