/** A colour space of PWG 5102.4 §4.3.3 with how a pixel looks in it. */
export interface RasterType {
  /** As `pwg-raster-document-type-supported` names it, with a dash. */
  readonly name: 'black-1' | 'cmyk-8' | 'sgray-8' | 'srgb-8' | 'srgb-16';
  readonly colorSpace: number;
  readonly colors: number;
  readonly bitsPerColor: number;
  /** One unit of the run-length code: a pixel, or eight of one bit. */
  readonly white: readonly number[];
  readonly ink: readonly number[];
}

export const SRGB: RasterType = {
  name: 'srgb-8',
  colorSpace: 19,
  colors: 3,
  bitsPerColor: 8,
  white: [255, 255, 255],
  ink: [40, 90, 200],
};

export const RASTER_TYPES: readonly RasterType[] = [
  { name: 'black-1', colorSpace: 3, colors: 1, bitsPerColor: 1, white: [0], ink: [0xaa] },
  { name: 'cmyk-8', colorSpace: 6, colors: 4, bitsPerColor: 8, white: [0, 0, 0, 0], ink: [200, 60, 0, 0] },
  { name: 'sgray-8', colorSpace: 18, colors: 1, bitsPerColor: 8, white: [255], ink: [90] },
  SRGB,
  { name: 'srgb-16', colorSpace: 19, colors: 3, bitsPerColor: 16, white: white16(), ink: [40, 0, 90, 0, 200, 0] },
];

export interface RasterPage {
  /** PWG 5101.1 name. */
  readonly media: string;
  /** Points. */
  readonly width: number;
  readonly height: number;
}

export const A4: RasterPage = { media: 'iso_a4_210x297mm', width: 595, height: 842 };

/** The longest run of pixels and of equal lines the code can say (PWG 5102.4 §4.4). */
const LONGEST_RUN = 128;
const MOST_EQUAL_LINES = 256;

/** Pages with one band of ink each, in PWG raster. */
export function pwgRaster(type: RasterType, page: RasterPage, dpi: number, pages: number): Buffer {
  const header = pageHeader(type, page, dpi, pages);
  const [width, height] = [header.readUInt32BE(372), header.readUInt32BE(376)];
  const units = Math.ceil((width * type.bitsPerColor) / Math.max(8, type.bitsPerColor));
  const margin = Math.floor(height / 4);
  const bands = [
    equalLines(type.white, units, margin),
    equalLines(type.ink, units, margin),
    equalLines(type.white, units, height - 2 * margin),
  ];
  const whole = Buffer.concat([header, ...bands]);
  return Buffer.concat([Buffer.from('RaS2'), ...Array.from({ length: pages }, () => whole)]);
}

/** PWG 5102.4 §4.3: 1,796 octets, integers big-endian. */
function pageHeader(type: RasterType, page: RasterPage, dpi: number, pages: number): Buffer {
  const header = Buffer.alloc(1796);
  const text = (at: number, value: string): number => header.write(value, at, 63, 'latin1');
  const put = (at: number, ...values: readonly number[]): void =>
    values.forEach((value, index) => header.writeUInt32BE(value, at + 4 * index));
  const [width, height] = [Math.round((page.width * dpi) / 72), Math.round((page.height * dpi) / 72)];
  const bitsPerPixel = type.colors * type.bitsPerColor;
  text(0, 'PwgRaster');
  put(276, dpi, dpi);
  put(340, 1);
  put(352, page.width, page.height);
  put(372, width, height);
  put(384, type.bitsPerColor, bitsPerPixel, Math.ceil((width * bitsPerPixel) / 8), 0, type.colorSpace);
  put(420, type.colors);
  put(452, pages, 1, 1);
  put(464, 0, 0, width, height);
  text(1732, page.media);
  return header;
}

function equalLines(unit: readonly number[], units: number, lines: number): Buffer {
  const line: number[] = [];
  for (let left = units; left > 0; left -= LONGEST_RUN) line.push(Math.min(left, LONGEST_RUN) - 1, ...unit);
  const groups: Buffer[] = [];
  for (let left = lines; left > 0; left -= MOST_EQUAL_LINES) {
    groups.push(Buffer.from([Math.min(left, MOST_EQUAL_LINES) - 1, ...line]));
  }
  return Buffer.concat(groups);
}

function white16(): readonly number[] {
  return [255, 255, 255, 255, 255, 255];
}
