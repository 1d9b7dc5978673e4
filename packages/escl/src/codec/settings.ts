import { EsclFault } from '../escl-fault.ts';
import type { ScanTicket } from '../scanner.ts';
import { at, booleanAt, childrenOf, numberAt, textAt, type Element } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { writeXml } from '../xml/write-xml.ts';
import { COLORS, SOURCES, colorOf, formatOf, sourceOf } from './names.ts';

/** How the scanner is spoken to. */
export interface Dialect {
  readonly version: string;
  readonly formatExt: boolean;
}

/** What a client asks for; what it leaves open is undefined, and the scanner's to choose. */
export interface ScanSettings {
  readonly source: ScanTicket['source'] | undefined;
  readonly duplex: boolean;
  readonly color: ScanTicket['color'] | undefined;
  readonly resolution: number | undefined;
  readonly region: ScanRegion | undefined;
  readonly format: ScanTicket['format'] | undefined;
  readonly intent: ScanTicket['intent'];
}

/** In 1/300 inch. */
export interface ScanRegion {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const OFFSET = { least: 0, most: 118_110 };
const EXTENT = { least: 1, most: 118_110 };
const RESOLUTION = { least: 1, most: 19_200 };

/** eSCL 2.97, ScanSettings: the elements in the order of its schema. */
export function writeSettings(ticket: ScanTicket, { version, formatExt }: Dialect): string {
  const { width, height } = ticket.size;
  return writeXml([
    'scan:ScanSettings',
    [
      ['pwg:Version', version],
      ['scan:Intent', ticket.intent === 'preview' ? 'Preview' : 'Document'],
      [
        'pwg:ScanRegions',
        [
          [
            'pwg:ScanRegion',
            [
              ['pwg:Height', height],
              ['pwg:ContentRegionUnits', 'escl:ThreeHundredthsOfInches'],
              ['pwg:Width', width],
              ['pwg:XOffset', 0],
              ['pwg:YOffset', 0],
            ],
          ],
        ],
      ],
      ['pwg:InputSource', SOURCES[ticket.source]],
      ['pwg:DocumentFormat', ticket.format],
      formatExt ? ['scan:DocumentFormatExt', ticket.format] : undefined,
      ['scan:XResolution', ticket.resolution],
      ['scan:YResolution', ticket.resolution],
      ['scan:ColorMode', COLORS[ticket.color]],
      ticket.source === 'feeder' ? ['scan:Duplex', ticket.duplex] : undefined,
    ],
  ]);
}

/** @throws EsclFault `malformed` for what is no ScanSettings, `unexpected` for a value nobody could follow */
export function readSettings(bytes: Uint8Array): ScanSettings {
  const root = readXml(bytes);
  if (root.name !== 'ScanSettings') throw new EsclFault('malformed', `${root.name} is no ScanSettings`);
  const resolution = numberAt(root, 'XResolution', RESOLUTION);
  if (resolution !== numberAt(root, 'YResolution', RESOLUTION)) {
    throw new EsclFault('unexpected', 'XResolution and YResolution are to be the same');
  }
  return {
    source: understood(root, 'InputSource', sourceOf),
    duplex: booleanAt(root, 'Duplex') ?? false,
    color: understood(root, 'ColorMode', colorOf),
    resolution,
    region: regionOf(root),
    // The later of the two words is the more exact one where a client gives both.
    format: understood(root, 'DocumentFormatExt', formatOf) ?? understood(root, 'DocumentFormat', formatOf),
    intent: textAt(root, 'Intent') === 'Preview' ? 'preview' : 'document',
  };
}

function regionOf(root: Element): ScanRegion | undefined {
  const regions = childrenOf(at(root, 'ScanRegions'), 'ScanRegion');
  if (regions.length > 1) throw new EsclFault('unexpected', 'ScanRegions is to have one region');
  const [region] = regions;
  const units = textAt(region, 'ContentRegionUnits')?.replace(/^.*:/, '');
  if (units !== undefined && units !== 'ThreeHundredthsOfInches') {
    throw new EsclFault('unexpected', 'ContentRegionUnits is to be ThreeHundredthsOfInches');
  }
  const width = numberAt(region, 'Width', EXTENT);
  const height = numberAt(region, 'Height', EXTENT);
  if (width === undefined || height === undefined) return undefined;
  return { x: numberAt(region, 'XOffset', OFFSET) ?? 0, y: numberAt(region, 'YOffset', OFFSET) ?? 0, width, height };
}

function understood<T>(root: Element, name: string, read: (word: string) => T | undefined): T | undefined {
  const word = textAt(root, name);
  if (word === undefined) return undefined;
  const value = read(word);
  if (value === undefined) throw new EsclFault('unexpected', `${name} is none that is known`);
  return value;
}
