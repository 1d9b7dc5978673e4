import type { DocumentScan } from './count-pages.ts';

/*
 * PWG 5102.4 (PWG Raster): "RaS2", then for each page a header of 1,796 octets, big-endian, and its lines.
 * A line: repeat count − 1, then runs until the width is full:
 *   0–127    one pixel, repeated n + 1 times
 *   128      the rest of the line is blank
 *   129–255  257 − n pixels as they are
 */
const SYNC = 4;
const PAGE_HEADER = 1796;
const WIDTH_AT = 372;
const HEIGHT_AT = 376;
const BITS_PER_PIXEL_AT = 388;
const COLOR_SPACE_AT = 400;
/** W, K and sGray of the header's colour spaces. */
const GRAY_SPACES: ReadonlySet<number> = new Set([0, 3, 18]);

type Expecting =
  | { readonly at: 'sync' | 'header' }
  | { readonly at: 'repeat' | 'run' }
  /** Octets of a pixel run, passed over. */
  | { readonly at: 'pixels' }
  | { readonly at: 'damaged' };

/** Counts page headers by walking the compressed lines; pixels are never unpacked. */
export function createRasterScan(): DocumentScan {
  return new RasterScan();
}

class RasterScan implements DocumentScan {
  #expecting: Expecting['at'] = 'sync';
  /** Octets still to be skipped in `sync`, `header` and `pixels`. */
  #left = SYNC;
  readonly #header = new Uint8Array(PAGE_HEADER);
  #width = 0;
  #pixelOctets = 1;
  #lines = 0;
  #column = 0;
  #repeat = 1;
  #pages = 0;
  #color = false;

  push(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && this.#expecting !== 'damaged') {
      if (this.#expecting === 'repeat' || this.#expecting === 'run') {
        this.#octet(chunk[at] ?? 0);
        at += 1;
        continue;
      }
      const part = chunk.subarray(at, at + this.#left);
      if (this.#expecting === 'header') this.#header.set(part, PAGE_HEADER - this.#left);
      this.#left -= part.length;
      at += part.length;
      if (this.#left === 0) this.#skipped();
    }
  }

  end(): { pages: number | undefined; color: boolean | undefined } {
    const whole = this.#expecting === 'header' && this.#left === PAGE_HEADER && this.#pages > 0;
    return whole ? { pages: this.#pages, color: this.#color } : { pages: undefined, color: undefined };
  }

  #skipped(): void {
    if (this.#expecting === 'sync') this.#expectHeader();
    else if (this.#expecting === 'header') this.#beginPage();
    else this.#afterRun();
  }

  #expectHeader(): void {
    this.#expecting = 'header';
    this.#left = PAGE_HEADER;
  }

  #beginPage(): void {
    const view = new DataView(this.#header.buffer);
    this.#width = view.getUint32(WIDTH_AT);
    this.#lines = view.getUint32(HEIGHT_AT);
    this.#pixelOctets = Math.max(1, Math.floor(view.getUint32(BITS_PER_PIXEL_AT) / 8));
    if (view.getUint32(BITS_PER_PIXEL_AT) < 8) this.#width = Math.ceil(this.#width / 8);
    if (!GRAY_SPACES.has(view.getUint32(COLOR_SPACE_AT))) this.#color = true;
    this.#pages += 1;
    this.#expecting = this.#width === 0 || this.#lines === 0 ? 'damaged' : 'repeat';
  }

  #octet(octet: number): void {
    if (this.#expecting === 'repeat') {
      this.#repeat = octet + 1;
      this.#column = 0;
      this.#expecting = 'run';
    } else if (octet === 128) {
      this.#column = this.#width;
      this.#afterRun();
    } else {
      const literal = octet > 128;
      const pixels = literal ? 257 - octet : octet + 1;
      this.#column += pixels;
      this.#left = (literal ? pixels : 1) * this.#pixelOctets;
      this.#expecting = 'pixels';
    }
  }

  #afterRun(): void {
    if (this.#column < this.#width) {
      this.#expecting = 'run';
      return;
    }
    this.#lines -= this.#repeat;
    if (this.#lines > 0) this.#expecting = 'repeat';
    else this.#expectHeader();
  }
}
