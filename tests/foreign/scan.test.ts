import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger } from '@holdover/testbed';
import { findTool, scratchFolder } from '@holdover/testbed/peers';
import { createVirtualScanner, type VirtualScanner } from '@holdover/virtual-device';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

/** Names the scanner by its place in the list of airscan.conf. */
const DEVICE = 'airscan:e0:Virtual';
/** A sheet a tenth of a second. */
const FAST = 600;

const scratch = scratchFolder('scan');
let scanner: VirtualScanner;

beforeAll(async () => {
  scanner = await createVirtualScanner({
    model: 'kyocera',
    host: '127.0.0.1',
    port: 0,
    sidesPerMinute: FAST,
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
    logger: createMemoryLogger(),
  });
  const config = join(scratch.path, 'sane.d');
  mkdirSync(config);
  writeFileSync(join(config, 'dll.conf'), 'airscan\n');
  writeFileSync(
    join(config, 'airscan.conf'),
    `[devices]\nVirtual = ${scanner.url}, eSCL\n[options]\ndiscovery = disable\nws-discovery = off\n`,
  );
});

afterAll(async () => {
  await scanner.close();
  scratch.remove();
});

beforeEach(() => {
  scanner.setFault(undefined);
});

interface Scanned {
  readonly code: number;
  readonly output: string;
}

/** What scanimage does with a source of the scanner. */
async function scanimage(...args: readonly string[]): Promise<Scanned> {
  const env = { ...process.env, SANE_CONFIG_DIR: join(scratch.path, 'sane.d'), LC_ALL: 'C' };
  const all = ['-d', DEVICE, '--format', 'pnm', ...args];
  try {
    const { stdout, stderr } = await promisify(execFile)(findTool('scanimage'), all, { env, cwd: scratch.path });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }; // of execFile
    return { code, output: stdout + stderr };
  }
}

interface Picture {
  readonly kind: 'P5' | 'P6';
  readonly width: number;
  readonly height: number;
  /** The channels of a pixel; 0 to 255. */
  at(x: number, y: number): readonly number[];
}

/** A portable gray or pixel map, as scanimage writes it. */
function picture(name: string): Picture {
  const bytes = readFileSync(join(scratch.path, name));
  const head = /^(P[56])\n(?:#[^\n]*\n)*(\d+) (\d+)\n255\n/.exec(bytes.subarray(0, 200).toString('latin1'));
  if (head === null) return expect.fail(`${name} is no picture`);
  const [kind, width, height] = [head[1] === 'P6' ? 'P6' : 'P5', Number(head[2]), Number(head[3])] as const;
  const channels = kind === 'P6' ? 3 : 1;
  const start = head[0].length;
  expect(bytes.length - start).toBe(width * height * channels);
  return {
    kind,
    width,
    height,
    at: (x, y) => [...bytes.subarray(start + (y * width + x) * channels).subarray(0, channels)],
  };
}

/** The paper, and the first stroke of its text, as the scanner draws them. */
function paperAndInk(image: Picture, resolution: number): { readonly paper: readonly number[]; readonly ink: number } {
  const stroke = Math.max(1, Math.round((0.12 * resolution) / 8)) * 8;
  const inside = Math.round(4.5 * stroke);
  return { paper: image.at(2, 2), ink: Math.max(...image.at(inside, inside + stroke)) };
}

describe('scanimage with sane-airscan', () => {
  test.each([
    ['Color', 75, 'P6'],
    ['Gray', 300, 'P5'],
  ] as const)('from the glass, %s, %i dpi', async (mode, resolution, kind) => {
    const size = ['-x', '210', '-y', '297'];
    const before = scanner.scanned();
    const args = [
      '--source',
      'Flatbed',
      '--mode',
      mode,
      '--resolution',
      String(resolution),
      ...size,
      '-o',
      'glass.pnm',
    ];
    expect(await scanimage(...args)).toMatchObject({ code: 0 });
    expect(scanner.scanned()).toBe(before + 1);
    const image = picture('glass.pnm');
    expect(image.kind).toBe(kind);
    expect(Math.abs(image.width - (210 / 25.4) * resolution)).toBeLessThan(3);
    expect(Math.abs(image.height - (297 / 25.4) * resolution)).toBeLessThan(3);
    const { paper, ink } = paperAndInk(image, resolution);
    expect(ink).toBeLessThan(60);
    expect(Math.min(...paper)).toBeGreaterThan(150);
  });

  test('from the feeder, both sides of each sheet, every page another', async () => {
    const before = scanner.scanned();
    scanner.loadFeeder(3, { twoSided: true });
    const { output } = await scanimage(
      '--source',
      'ADF Duplex',
      '--mode',
      'Color',
      '--resolution',
      '100',
      '--batch=d%d.pnm',
    );
    expect(output).toContain('6 pages scanned');
    expect([scanner.scanned() - before, scanner.feeder()]).toEqual([6, { sheets: 0, state: 'empty' }]);
    const papers = [1, 2, 3, 4, 5, 6].map((page) => paperAndInk(picture(`d${page}.pnm`), 100).paper.join());
    expect(new Set(papers).size).toBe(6);
  });

  test('an empty feeder', async () => {
    const { code, output } = await scanimage(
      '--source',
      'ADF',
      '--mode',
      'Gray',
      '--resolution',
      '75',
      '-o',
      'none.pnm',
    );
    expect(code).not.toBe(0);
    expect(output).toContain('Document feeder out of documents');
  });

  test('a jam after the first page; cleared, the other two are scanned', async () => {
    const args = ['--source', 'ADF', '--mode', 'Gray', '--resolution', '75', '--batch=j%d.pnm'];
    scanner.loadFeeder(3);
    scanner.setFault({ kind: 'jam', afterSides: 1 });
    const jammed = await scanimage(...args);
    expect(jammed.output).toContain('Document feeder jammed');
    expect(jammed.output).toContain('1 page scanned');
    expect(scanner.feeder()).toEqual({ sheets: 1, state: 'jam' });
    scanner.setFault(undefined);
    expect((await scanimage(...args)).output).toContain('2 pages scanned');
  });
});
