import type {
  PanelCopyRequest,
  PanelScanner,
  PanelScanRequest,
  PanelScanTarget,
  ScanColor,
  ScanSize,
  ScanSource,
} from '@holdover/api';
import type { CopyChoice, Desk, ScanChoice, TargetId } from './desk-state.ts';

/** What the printing device has and lets this person do; null while it is not known. */
export function scannerOf({ scanner }: Desk): PanelScanner | null {
  return scanner.answer?.is === 'scanner' ? scanner.answer.scanner : null;
}

/** Where sheets are taken from: as chosen where that works, else the loaded feeder, else the glass. */
export function sourceOf(scanner: PanelScanner, chosen: ScanSource | undefined): ScanSource {
  const loaded = scanner.feeder?.loaded === true;
  if (chosen === 'platen' && scanner.platen) return 'platen';
  return loaded || !scanner.platen ? 'feeder' : 'platen';
}

/** Whether there is something to scan as far as the device can tell. */
export function canStart(scanner: PanelScanner, source: ScanSource): boolean {
  return source === 'platen' ? scanner.platen : scanner.feeder?.loaded === true;
}

/** The copy as it would be made now: the person's choices, less what the device lacks. */
export function copyOf(scanner: PanelScanner, choice: CopyChoice): PanelCopyRequest {
  const source = sourceOf(scanner, choice.source);
  return {
    source,
    twoSidedOriginal: hasTwoSidedOriginals(scanner, source) && choice.twoSidedOriginal === true,
    copies: Math.min(choice.copies ?? 1, scanner.copy.mostCopies),
    color: copiesInColor(scanner) && choice.color === true,
    twoSided: scanner.copy.duplex && choice.twoSided === true,
    size: sizeOf(scanner, choice.size),
  };
}

/** The scan as it would be made now; null while no target that works is chosen. */
export function scanOf(
  scanner: PanelScanner,
  { scan: choice, target: chosen }: Pick<Desk, 'scan' | 'target'>,
): PanelScanRequest | null {
  const target = targetOf(scanner, chosen);
  if (target === null || !target.available) return null;
  return { target: target.id, ...scanOptionsOf(scanner, choice) };
}

export function scanOptionsOf(scanner: PanelScanner, choice: ScanChoice): Required<ScanChoice> {
  const source = sourceOf(scanner, choice.source);
  return {
    source,
    twoSidedOriginal: hasTwoSidedOriginals(scanner, source) && choice.twoSidedOriginal === true,
    color: scanColorOf(scanner, choice.color),
    resolution: resolutionOf(scanner, choice.resolution),
    size: sizeOf(scanner, choice.size),
    format: choice.format ?? 'pdf',
  };
}

export function targetOf(scanner: PanelScanner, chosen: TargetId | null): PanelScanTarget | null {
  return scanner.targets.find(({ id }) => id === chosen) ?? null;
}

export const hasTwoSidedOriginals = ({ feeder }: PanelScanner, source: ScanSource): boolean =>
  source === 'feeder' && feeder?.duplex === true;

/** Colour copies need a printer, a scanner and a person who may. */
export const copiesInColor = ({ copy, colors }: PanelScanner): boolean => copy.color && colors.includes('color');

const firstOf = <T>(wanted: T | undefined, offered: readonly T[], usual: T): T =>
  wanted !== undefined && offered.includes(wanted) ? wanted : offered.includes(usual) ? usual : (offered[0] ?? usual);

const sizeOf = ({ sizes }: PanelScanner, wanted: ScanSize | undefined): ScanSize => firstOf(wanted, sizes, 'a4');

const scanColorOf = ({ colors }: PanelScanner, wanted: ScanColor | undefined): ScanColor =>
  firstOf(wanted, colors, 'color');

/** Papers in 300 dpi are read well and stay small. */
const resolutionOf = ({ resolutions }: PanelScanner, wanted: number | undefined): number =>
  firstOf(wanted, resolutions, 300);
