import type { PanelScanner, PanelScanRequest, ScanColor, ScanSize as SizeName } from '@holdover/api';
import type { ScannerAbilities, ScanSize, ScanTicket, SourceAbilities } from '@holdover/escl';

/** In 1/300 inch, upright: as sheets lie on a glass, and in most feeders. */
const SIZES: Readonly<Record<SizeName, ScanSize>> = {
  a4: { width: 2_480, height: 3_508 },
  a5: { width: 1_748, height: 2_480 },
  a3: { width: 3_508, height: 4_961 },
  letter: { width: 2_550, height: 3_300 },
  legal: { width: 2_550, height: 4_200 },
};

/** Scanners say their largest region by the glass, and the paper on it may stick out by a hair. */
const TOLERANCE = 30;
/** What text and pictures of a copy need. */
export const COPY_RESOLUTION = 300;

/** What may be asked of a scanner by this person. */
export type ScanChoices = Pick<PanelScanner, 'platen' | 'colors' | 'resolutions' | 'sizes'> & {
  readonly feeder: { readonly duplex: boolean } | undefined;
};

/** @param mayColor G5 */
export function choicesOf(able: ScannerAbilities, mayColor: boolean): ScanChoices {
  const sources = [able.platen, able.feeder].filter((one) => one !== undefined);
  const colors = [...new Set(sources.flatMap((source) => source.colors))];
  return {
    platen: able.platen !== undefined,
    feeder: able.feeder && { duplex: able.feeder.duplex },
    colors: colors.filter((color) => mayColor || color !== 'color'),
    resolutions: [...new Set(sources.flatMap(({ resolutions }) => resolutions))].toSorted((a, b) => a - b),
    sizes: sizeNames().filter((name) => sources.some(({ largest }) => fits(SIZES[name], largest))),
  };
}

export type WantedScan = Pick<PanelScanRequest, 'source' | 'twoSidedOriginal' | 'color' | 'resolution' | 'size'>;

/**
 * What the scanner is asked for. Colour becomes grey for who may not (G5), a resolution the next finer one there is.
 * @returns undefined where the scanner has no such source, or does not see both sides
 */
export function scanTicket(wanted: WantedScan, able: ScannerAbilities, mayColor: boolean): ScanTicket | undefined {
  const source = able[wanted.source];
  const duplex = wanted.twoSidedOriginal;
  if (source === undefined || (duplex && !(wanted.source === 'feeder' && able.feeder?.duplex === true))) {
    return undefined;
  }
  const { largest } = source;
  const size = SIZES[wanted.size];
  return {
    source: wanted.source,
    duplex,
    color: colorFor(wanted.color, source, mayColor),
    resolution: resolutionFor(wanted.resolution, source),
    size: { width: Math.min(size.width, largest.width), height: Math.min(size.height, largest.height) },
    format: 'image/jpeg',
    intent: 'document',
  };
}

function sizeNames(): readonly SizeName[] {
  // Its keys are all there are.
  return Object.keys(SIZES) as SizeName[];
}

function fits(size: ScanSize, largest: ScanSize): boolean {
  return size.width <= largest.width + TOLERANCE && size.height <= largest.height + TOLERANCE;
}

function colorFor(wanted: ScanColor, { colors }: SourceAbilities, mayColor: boolean): ScanColor {
  const allowed = wanted === 'color' && !mayColor ? 'grayscale' : wanted;
  if (colors.includes(allowed)) return allowed;
  return colors.find((color) => color !== 'color') ?? 'grayscale';
}

function resolutionFor(wanted: number, { resolutions }: SourceAbilities): number {
  return resolutions.find((one) => one >= wanted) ?? resolutions.at(-1) ?? wanted;
}
