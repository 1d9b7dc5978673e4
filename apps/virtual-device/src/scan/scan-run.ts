import type { ScanOrder, ScanRefusal, ScanRun } from '@holdover/escl';
import { concatBytes, milliseconds, type Clock } from '@holdover/kernel';
import { scanPdf } from './scan-pdf.ts';
import { scanJpeg, type Sheet } from './test-page.ts';

/** A side that was scanned. */
export interface ScannedSide {
  readonly order: ScanOrder;
  /** Of a sheet of the feeder; undefined on the glass. */
  readonly sheet: number | undefined;
  readonly side: 'front' | 'back';
}

/** Draws in what is to be scanned next. */
export type SideSource = () => Drawn | typeof DONE | ScanRefusal;

export interface Drawn extends Omit<ScannedSide, 'order'> {
  readonly image: Sheet;
}

export const DONE = { done: true } as const;

export interface ScanRunOptions {
  readonly clock: Clock;
  readonly sides: SideSource;
  /** What stands in the way of the next side. */
  readonly obstacle: (source: ScanOrder['source']) => ScanRefusal | undefined;
  readonly msPerSide: () => number;
  readonly onSide: (side: ScannedSide) => Promise<void>;
}

/** One scan, side by side; a PDF is made of all of them. What jams is scanned when somebody asks again after it was cleared. */
export function createScanRun(order: ScanOrder, options: ScanRunOptions): ScanRun {
  const pages: Uint8Array[] = [];
  let cancelled = false;
  let stopWaiting = (): void => undefined;

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (ms < 1) {
        resolve();
        return;
      }
      const cancel = options.clock.after(milliseconds(ms), resolve);
      stopWaiting = () => {
        cancel();
        resolve();
      };
    });
  const nextSide = async (): Promise<Iterable<Uint8Array> | typeof DONE | ScanRefusal> => {
    const inTheWay = options.obstacle(order.source);
    if (inTheWay !== undefined) return inTheWay;
    const drawn = options.sides();
    if (!('image' in drawn)) return drawn;
    await wait(options.msPerSide());
    if (cancelled) return DONE;
    await options.onSide({ order, sheet: drawn.sheet, side: drawn.side });
    return scanJpeg(drawn.image, order);
  };
  const nextPdf: ScanRun['next'] = async () => {
    for (;;) {
      const side = await nextSide();
      if ('refusal' in side) return side;
      if (!('done' in side)) pages.push(concatBytes([...side]));
      else if (pages.length === 0) return DONE;
      else return { page: stream(scanPdf(pages.splice(0), order)) };
    }
  };

  return {
    async next() {
      if (cancelled) return DONE;
      if (order.format === 'application/pdf') return nextPdf();
      const side = await nextSide();
      return 'refusal' in side || 'done' in side ? side : { page: stream(side) };
    },
    cancel() {
      cancelled = true;
      stopWaiting();
    },
  };
}

async function* stream(parts: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* parts;
}
