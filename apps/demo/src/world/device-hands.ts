import { readdirSync } from 'node:fs';
import type { VirtualDevice } from '@holdover/virtual-device';
import type { Handling, StageDevice } from '../stage/stage.ts';

/** Whoever stands at the device, beside its panel. */
export interface DeviceHands {
  see(): Pick<StageDevice, 'feeder' | 'isJammed' | 'isUnlocked' | 'scans'>;
  /** Puts sheets into the feeder. */
  load(sheets: number): void;
  /** @returns whether the device let them */
  do(what: Handling['what']): Promise<boolean>;
}

const SHEETS = 3;
const COPIES = 2;

/** @param stick the folder that is a USB stick in this device's terminal */
export function createDeviceHands(device: VirtualDevice, stick: string): DeviceHands {
  const { escl } = device;
  const isJammed = (): boolean => escl?.feeder().state === 'jam';
  return {
    see: () => ({
      feeder: escl?.feeder().sheets ?? 0,
      isJammed: isJammed(),
      isUnlocked: !device.locked(),
      scans: readdirSync(stick).filter((name) => /\.(pdf|jpg)$/.test(name)).length,
    }),
    load: (sheets) => escl?.loadFeeder(sheets),
    async do(what) {
      switch (what) {
        case 'load-feeder':
          escl?.loadFeeder(SHEETS);
          return escl !== undefined;
        case 'jam':
          escl?.setFault({ kind: 'jam', afterSides: 1 });
          return escl !== undefined;
        case 'take-out':
          escl?.setFault(undefined);
          return escl !== undefined;
        case 'walk-up':
          return (await device.walkUp({ copies: COPIES })).outcome === 'done';
      }
    },
  };
}
