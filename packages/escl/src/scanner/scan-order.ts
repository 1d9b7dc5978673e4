import type { ScanSettings } from '../codec/settings.ts';
import type { ScannerAbilities, SourceAbilities } from '../scanner.ts';
import type { ScanOrder } from './scanner-port.ts';

/** The smallest area that is scanned, in 1/300 inch. */
const SMALLEST = 15;

/** What is left open is chosen as for a document on the glass: 300 dpi, in colour. Undefined for what the scanner cannot do. */
export function orderOf(settings: ScanSettings, abilities: ScannerAbilities): ScanOrder | undefined {
  const source = settings.source ?? (abilities.platen === undefined ? 'feeder' : 'platen');
  const able: SourceAbilities | undefined = abilities[source];
  if (able === undefined) return undefined;
  if (settings.duplex && (source === 'platen' || abilities.feeder?.duplex !== true)) return undefined;
  const color = chosen(settings.color, able.colors, 'color');
  const resolution = chosen(settings.resolution, able.resolutions, 300);
  const format = chosen(settings.format, able.formats, 'image/jpeg');
  const area = areaOf(settings, able);
  if (color === undefined || resolution === undefined || format === undefined || area === undefined) return undefined;
  return { source, duplex: settings.duplex, color, resolution, format, intent: settings.intent, ...area };
}

function chosen<T>(wanted: T | undefined, able: readonly T[], usual: T): T | undefined {
  if (wanted !== undefined) return able.includes(wanted) ? wanted : undefined;
  return able.includes(usual) ? usual : able[0];
}

function areaOf(
  { region }: ScanSettings,
  { largest }: SourceAbilities,
): Pick<ScanOrder, 'size' | 'offset'> | undefined {
  if (region === undefined) return { size: largest, offset: { x: 0, y: 0 } };
  const { x, y, width, height } = region;
  if (width < SMALLEST || height < SMALLEST || x + width > largest.width || y + height > largest.height)
    return undefined;
  return { size: { width, height }, offset: { x, y } };
}
