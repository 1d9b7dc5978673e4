import { minutes, type Cancel, type Clock } from '@holdover/kernel';
import type { PrinterReport } from '@holdover/protocol';
import { UNKNOWN_DEVICE, type DeviceAbilities } from '../spool/device-queue.ts';
import type { AskedAbilities } from './printer-link.ts';
import type { PrinterTrust } from './printer-trust.ts';

export interface PrinterWatchOptions {
  readonly printerUri: string;
  readonly ask: () => Promise<AskedAbilities | undefined>;
  readonly trust: Pick<PrinterTrust, 'seen'> | undefined;
  readonly clock: Clock;
  /** The device can do something else than before. */
  readonly onChanged: () => void;
}

/** What the device says of itself, asked now and again; one that is away keeps what it said last. */
export interface PrinterWatch {
  abilities(): DeviceAbilities;
  /** What it takes; none before it said so. */
  formats(): readonly string[];
  /** Undefined until there is something to say. */
  report(): PrinterReport | undefined;
  stop(): void;
}

/** A changed device shows in the queue after this. */
const ASK_EVERY = minutes(5);
/** One that was away, or whose certificate was not approved. */
const ASK_AGAIN = minutes(1);

export function watchPrinter({ printerUri, ask, trust, clock, onChanged }: PrinterWatchOptions): PrinterWatch {
  let known: AskedAbilities | undefined;
  let cancel: Cancel = () => undefined;
  let stopped = false;
  const look = (): void => {
    let answered = false;
    ask()
      .then((told) => {
        if (told === undefined) return;
        answered = true;
        const isNew = JSON.stringify(told) !== JSON.stringify(known);
        known = told;
        if (isNew) onChanged();
      })
      .catch(() => undefined)
      .finally(() => {
        if (!stopped) cancel = clock.after(answered ? ASK_EVERY : ASK_AGAIN, look);
      });
  };
  look();
  return {
    abilities: () => known?.abilities ?? UNKNOWN_DEVICE,
    formats: () => known?.abilities.formats ?? [],
    report() {
      const certificate = trust?.seen() ?? null;
      return known === undefined && certificate === null ? undefined : reportOf(printerUri, known, certificate);
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}

function reportOf(
  uri: string,
  known: AskedAbilities | undefined,
  certificate: PrinterReport['certificate'],
): PrinterReport {
  const { makeAndModel, color, duplex, formats, media, pagesPerMinute } = known?.abilities ?? UNKNOWN_DEVICE;
  return {
    uri: uri.slice(0, 1_023),
    uuid: known?.uuid ?? null,
    makeAndModel: makeAndModel.slice(0, 127),
    color,
    duplex,
    formats: formats.filter((format) => format.length <= 255).slice(0, 100),
    media: media.filter((name) => name.length <= 255).slice(0, 100),
    pagesPerMinute: Math.min(Math.max(0, pagesPerMinute), 10_000),
    certificate,
  };
}
