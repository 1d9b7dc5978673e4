/** What a printer said of itself, as far as clients of a queue ask. */
export interface PrinterAbilities {
  readonly color: boolean;
  readonly duplex: boolean;
  readonly formats: readonly string[];
  readonly media: readonly string[];
  readonly pagesPerMinute: number;
}

/** Of devices that have not told: what every IPP Everywhere printer takes (PWG 5100.14 §4.1). */
export const GENERIC_PRINTER: PrinterAbilities = {
  color: true,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster'],
  media: ['iso_a4_210x297mm', 'na_letter_8.5x11in'],
  pagesPerMinute: 20,
};

/** Leaves it to the server to look; every queue takes it, so that there is always one format. */
const ANY_FORMAT = 'application/octet-stream';

/**
 * G7: the formats and paper sizes of all of them, since nobody knows at which one a job will be printed. Colour and duplex of any:
 * a device without prints the same document in black, or on one side. What a queue advertises it accepts, so it is never nothing:
 * without a common paper size the generic ones stand.
 */
export function sharedAbilities(printers: readonly PrinterAbilities[]): PrinterAbilities {
  const [first, ...others] = printers;
  if (first === undefined) return GENERIC_PRINTER;
  const shared = (of: (printer: PrinterAbilities) => readonly string[]): readonly string[] =>
    of(first).filter((value) => others.every((other) => of(other).includes(value)));
  const media = shared(({ media: sizes }) => sizes);
  return {
    color: printers.some(({ color }) => color),
    duplex: printers.some(({ duplex }) => duplex),
    formats: [ANY_FORMAT, ...shared(({ formats }) => formats).filter((format) => format !== ANY_FORMAT)],
    media: media.length === 0 ? GENERIC_PRINTER.media : media,
    pagesPerMinute: Math.max(1, Math.min(...printers.map(({ pagesPerMinute }) => pagesPerMinute))),
  };
}
