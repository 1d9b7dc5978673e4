/** What an image shows in each block of 8 × 8 pixels: brightness, or red, green and blue; 0 to 255. */
export type Mosaic = (column: number, row: number) => Tone;

export type Tone = readonly [gray: number] | readonly [red: number, green: number, blue: number];

export interface JpegSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Dots an inch. */
  readonly resolution: number;
  readonly components: 1 | 3;
}

/**
 * A baseline JPEG (ITU-T T.81, JFIF 1.01) of even blocks, in parts. An even block is its DC coefficient alone,
 * so that a page of any size is made in the time it takes to send it, and every decoder reads it.
 */
export function* jpeg(size: JpegSize, mosaic: Mosaic): Generator<Uint8Array> {
  const { width, height, components } = size;
  yield header(size);
  const bits = createBitWriter();
  const columns = Math.ceil(width / 8);
  const last = Array.from({ length: components }, () => 0);
  for (let row = 0; row < Math.ceil(height / 8); row++) {
    for (let column = 0; column < columns; column++) {
      for (const [index, value] of coefficients(mosaic(column, row)).entries()) {
        writeBlock(bits, value - (last[index] ?? 0));
        last[index] = value;
      }
    }
    if (bits.length() >= PART_BYTES) yield bits.take();
  }
  bits.pad();
  yield bits.take();
  yield Uint8Array.of(0xff, 0xd9);
}

/** §A.3.3, §F.1.1: 8 × (value − 128), divided by the quantisation of 8; in colour by the conversion of JFIF. */
function coefficients(tone: Tone): readonly number[] {
  const [red, green, blue] = tone;
  if (green === undefined || blue === undefined) return [Math.round(red) - 128];
  return [
    Math.round(0.299 * red + 0.587 * green + 0.114 * blue) - 128,
    bounded(-0.168_736 * red - 0.331_264 * green + 0.5 * blue),
    bounded(0.5 * red - 0.418_688 * green - 0.081_312 * blue),
  ];
}

function bounded(value: number): number {
  return Math.max(-128, Math.min(127, Math.round(value)));
}

/** §F.1.2.1: as many ones as the difference has bits, a zero, and those bits (of a negative one less one); then end of block. */
function writeBlock(bits: BitWriter, difference: number): void {
  const size = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
  bits.write((1 << (size + 1)) - 2, size + 1);
  if (size > 0) bits.write(difference > 0 ? difference : difference + (1 << size) - 1, size);
  bits.write(0, 1);
}

const PART_BYTES = 32 * 1024;
/** Differences are between −255 and 255. */
const MOST_BITS = 8;
const QUANTISATION = 8;

function header({ width, height, resolution, components }: JpegSize): Uint8Array {
  const numbers = Array.from({ length: components }, (_, index) => index + 1);
  return Uint8Array.from([
    0xff,
    0xd8,
    ...segment(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 1, ...twice(resolution), ...twice(resolution), 0, 0]),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => QUANTISATION)]),
    ...segment(0xc0, [8, ...twice(height), ...twice(width), components, ...numbers.flatMap((id) => [id, 0x11, 0])]),
    ...segment(0xc4, [0x00, ...lengths(MOST_BITS + 1), ...Array.from({ length: MOST_BITS + 1 }, (_, size) => size)]),
    ...segment(0xc4, [0x10, ...lengths(1), 0]),
    ...segment(0xda, [components, ...numbers.flatMap((id) => [id, 0]), 0, 63, 0]),
  ]);
}

/** §B.2.4.2: one code of each length. */
function lengths(codes: number): readonly number[] {
  return Array.from({ length: 16 }, (_, index) => (index < codes ? 1 : 0));
}

function segment(marker: number, body: readonly number[]): readonly number[] {
  return [0xff, marker, ...twice(body.length + 2), ...body];
}

function twice(value: number): readonly [number, number] {
  return [value >> 8, value & 0xff];
}

interface BitWriter {
  write(value: number, length: number): void;
  /** §F.1.2.3: ones up to the octet. */
  pad(): void;
  /** Of the whole octets so far, which `take` hands out. */
  length(): number;
  take(): Uint8Array;
}

function createBitWriter(): BitWriter {
  let octets = new Uint8Array(4096);
  let length = 0;
  let held = 0;
  let count = 0;
  const put = (octet: number): void => {
    if (length + 2 > octets.length) {
      const grown = new Uint8Array(octets.length * 2);
      grown.set(octets);
      octets = grown;
    }
    octets[length++] = octet;
    // §B.1.1.5: 0xff in the scan is followed by a zero.
    if (octet === 0xff) octets[length++] = 0;
  };
  const write = (value: number, bits: number): void => {
    held = (held << bits) | value;
    count += bits;
    while (count >= 8) {
      count -= 8;
      put((held >> count) & 0xff);
    }
    held &= (1 << count) - 1;
  };
  return {
    write,
    pad: () => {
      if (count > 0) write((1 << (8 - count)) - 1, 8 - count);
    },
    length: () => length,
    take: () => {
      const taken = octets.slice(0, length);
      length = 0;
      return taken;
    },
  };
}
