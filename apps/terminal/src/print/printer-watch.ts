import { minutes, seconds, type Cancel, type Clock } from '@holdover/kernel';
import type { PrinterReport } from '@holdover/protocol';
import { UNKNOWN_DEVICE, type DeviceAbilities } from '../spool/device-queue.ts';
import type { AskedAbilities } from './printer-link.ts';
import type { PrinterTrust } from './printer-trust.ts';
import { whyUnreachable } from './release.ts';

export interface PrinterWatchOptions {
  readonly printerUri: string;
  readonly ask: () => Promise<AskedAbilities | undefined>;
  readonly trust: Pick<PrinterTrust, 'seen' | 'isRefused'> | undefined;
  readonly clock: Clock;
  /** The device can do something else than before, is there, or is not. */
  readonly onChanged: () => void;
}

export type PrinterTrouble = ReturnType<typeof whyUnreachable>;

/** What the device says of itself, asked now and again; one that is away keeps what it said last. */
export interface PrinterWatch {
  abilities(): DeviceAbilities;
  /** What it takes; none before it said so. */
  formats(): readonly string[];
  /** Whether nothing can be printed now, as far as the last asking told. */
  trouble(): PrinterTrouble | undefined;
  /** Undefined until there is something to say. */
  report(): PrinterReport | undefined;
  stop(): void;
}

/** A changed device shows in the queue after this. */
const ASK_EVERY = minutes(5);
/** One that was away, or whose certificate was not approved. */
const ASK_AGAIN = seconds(30);

export function watchPrinter({ printerUri, ask, trust, clock, onChanged }: PrinterWatchOptions): PrinterWatch {
  let known: AskedAbilities | undefined;
  let trouble: PrinterTrouble | undefined;
  let wasRefused = false;
  let cancel: Cancel = () => undefined;
  let stopped = false;
  const heard = (told: AskedAbilities | undefined, now: PrinterTrouble | undefined): void => {
    const isNew = trouble !== now || JSON.stringify(told) !== JSON.stringify(known);
    known = told;
    trouble = now;
    wasRefused = trust?.isRefused() === true;
    if (isNew) onChanged();
  };
  const look = (): void => {
    ask()
      .then(
        (told) => heard(told ?? known, undefined),
        (error: unknown) => heard(known, whyUnreachable(error)),
      )
      .catch(() => undefined)
      .finally(() => {
        if (!stopped) cancel = clock.after(trouble === undefined ? ASK_EVERY : ASK_AGAIN, look);
      });
  };
  look();
  return {
    abilities: () => known?.abilities ?? UNKNOWN_DEVICE,
    formats: () => known?.abilities.formats ?? [],
    trouble() {
      if (trust?.isRefused() === true) return 'printer-certificate';
      // An approval shows at once, not with the next asking.
      return wasRefused ? undefined : trouble;
    },
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
