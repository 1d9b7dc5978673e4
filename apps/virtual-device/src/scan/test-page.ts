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

/** Inches, about: what a stroke of a letter is wide. */
const STROKE = 0.12;
/** In strokes: the margin, and letters, which are 5 wide and 7 high, with what parts them. */
const MARGIN = 4;
const ADVANCE = 6;
const LINE = 10;

/** The side as a JPEG: the area of the order, its lines to be read with the naked eye, the paper tinted. */
export function scanJpeg(sheet: Sheet, order: ScanOrder): Generator<Uint8Array> {
  const { resolution, size, offset, color } = order;
  const pixels = (length: number): number => Math.max(1, Math.round((length * resolution) / 300));
  const [left, top] = [pixels(offset.x) >> 3, pixels(offset.y) >> 3];
  // Whole blocks, so that strokes are all of a width.
  const stroke = Math.max(1, Math.round((STROKE * resolution) / 8));
  const ink = toneIn(color, [32, 32, 40]);
  const paper = toneIn(color, sheet.blank ? WHITE : (TINTS[sheet.tint % TINTS.length] ?? WHITE));
  return jpeg(
    { width: pixels(size.width), height: pixels(size.height), resolution, components: color === 'color' ? 3 : 1 },
    (column, row) =>
      isInk(sheet, Math.floor((left + column) / stroke), Math.floor((top + row) / stroke)) ? ink : paper,
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

/** @param x and @param y in strokes */
function isInk({ lines, blank }: Sheet, x: number, y: number): boolean {
  const [column, row] = [x - MARGIN, y - MARGIN];
  if (blank || column < 0 || row < 0) return false;
  const letter = lines[Math.floor(row / LINE)]?.[Math.floor(column / ADVANCE)];
  return letter !== undefined && letterAt(letter, column % ADVANCE, row % LINE);
}

/** Black and white over JPEG is gray with two values. */
function toneIn(color: ScanColor, [red, green, blue]: readonly [number, number, number]): Tone {
  if (color === 'color') return [red, green, blue];
  const gray = 0.299 * red + 0.587 * green + 0.114 * blue;
  return color === 'grayscale' ? [gray] : [gray < 128 ? 0 : 255];
}
