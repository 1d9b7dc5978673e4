import type { PanelScanner } from '@holdover/api';
import { describe, expect, test } from 'vitest';
import { copyOf, scanOf, sourceOf } from './desk-choices.ts';

describe('what is chosen', () => {
  test('at first the loaded feeder, one copy, black and white, one-sided', () => {
    expect(copyOf(scannerOf({}), {})).toEqual({
      source: 'feeder',
      twoSidedOriginal: false,
      copies: 1,
      color: false,
      twoSided: false,
      size: 'a4',
    });
  });

  test('the glass while the feeder is empty, and where there is no glass the feeder', () => {
    const empty = { duplex: true, loaded: false };
    expect(sourceOf(scannerOf({ feeder: empty }), undefined)).toBe('platen');
    expect(sourceOf(scannerOf({ feeder: empty }), 'feeder')).toBe('platen');
    expect(sourceOf(scannerOf({ feeder: empty, platen: false }), undefined)).toBe('feeder');
    expect(sourceOf(scannerOf({}), 'platen')).toBe('platen');
  });

  test('what the device lacks is not asked of it, whatever was chosen', () => {
    const plain = scannerOf({
      feeder: null,
      colors: ['grayscale'],
      sizes: ['letter'],
      copy: { color: true, duplex: false, mostCopies: 9 },
    });
    const all = { twoSidedOriginal: true, copies: 50, color: true, twoSided: true, size: 'a3' } as const;
    expect(copyOf(plain, all)).toEqual({
      source: 'platen',
      twoSidedOriginal: false,
      copies: 9,
      color: false,
      twoSided: false,
      size: 'letter',
    });
  });

  test('a target that cannot be reached any more is none', () => {
    const gone = { id: 'usb', kind: 'usb', name: '', available: false, reason: 'no-usb-stick', held: false } as const;
    expect(scanOf(scannerOf({ targets: [gone] }), { scan: {}, target: 'usb' })).toBeNull();
  });
});

function scannerOf(more: Partial<PanelScanner>): PanelScanner {
  return {
    platen: true,
    feeder: { duplex: true, loaded: true },
    colors: ['black-and-white', 'grayscale', 'color'],
    resolutions: [150, 300, 600],
    sizes: ['a4', 'a3'],
    copy: { color: true, duplex: true, mostCopies: 99 },
    targets: [{ id: 'usb', kind: 'usb', name: '', available: true, held: false }],
    ...more,
  };
}
