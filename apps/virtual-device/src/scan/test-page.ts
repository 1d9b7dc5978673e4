import type { ScanColor, ScanOrder } from '@holdover/escl';
import { letterAt } from './letters.ts';
import { jpeg, type Tone } from './jpeg.ts';

/** What lies on the glass, or is on one side of a sheet. */
export interface Sheet {
  readonly lines: readonly string[];
  /** Which of the tints it has. */
  readonly tint: number;
  /** Nothing is printed on it. */
  readonly blank: boolean;
}

/** Inches: a stroke of a letter; wider than a block at 75 dpi, so that none is lost. */
const STROKE = 0.12;
const MARGIN = 0.5;
/** Letters are 5 strokes wide and 7 high. */
const ADVANCE = 6;
const LINE = 10;

/** The side as a JPEG: the area of the order, its lines to be read with the naked eye, the paper tinted. */
export function scanJpeg(sheet: Sheet, order: ScanOrder): Generator<Uint8Array> {
  const { resolution, size, offset, color } = order;
  const pixels = (length: number): number => Math.max(1, Math.round((length * resolution) / 300));
  const inch = (block: number, from: number): number => from / 300 + ((block + 0.5) * 8) / resolution;
  const ink = toneIn(color, [32, 32, 40]);
  const paper = toneIn(color, sheet.blank ? WHITE : (TINTS[sheet.tint % TINTS.length] ?? WHITE));
  return jpeg(
    { width: pixels(size.width), height: pixels(size.height), resolution, components: color === 'color' ? 3 : 1 },
    (column, row) => (isInk(sheet, inch(column, offset.x), inch(row, offset.y)) ? ink : paper),
  );
}

const WHITE = [255, 255, 255] as const;

/** Light, and apart from one another in colour and in brightness. */
const TINTS: readonly (readonly [number, number, number])[] = [
  [255, 214, 170],
  [182, 227, 182],
  [190, 210, 255],
  [250, 240, 160],
  [230, 190, 235],
  [170, 225, 230],
  [225, 225, 225],
  [240, 180, 180],
];

function isInk({ lines, blank }: Sheet, x: number, y: number): boolean {
  if (blank) return false;
  const column = Math.floor((x - MARGIN) / STROKE);
  const row = Math.floor((y - MARGIN) / STROKE);
  if (column < 0 || row < 0) return false;
  const letter = lines[Math.floor(row / LINE)]?.[Math.floor(column / ADVANCE)];
  return letter !== undefined && letterAt(letter, column % ADVANCE, row % LINE);
}

/** Black and white over JPEG is gray with two values. */
function toneIn(color: ScanColor, [red, green, blue]: readonly [number, number, number]): Tone {
  if (color === 'color') return [red, green, blue];
  const gray = 0.299 * red + 0.587 * green + 0.114 * blue;
  return color === 'grayscale' ? [gray] : [gray < 128 ? 0 : 255];
}
