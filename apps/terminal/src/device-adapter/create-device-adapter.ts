import type { Clock } from '@holdover/kernel';
import type { DeviceAdapterOptions } from './device-adapter-options.ts';
import type { DeviceAdapter } from './device-adapter.ts';
import { createSnmpAdapter } from './snmp-adapter.ts';
import { createVirtualAdapter } from './virtual-adapter.ts';

/** Connects to nothing yet. A vendor's platform is one more case here (docs/device-adapters.md). */
export function createDeviceAdapter(options: DeviceAdapterOptions, clock: Clock): DeviceAdapter {
  switch (options.kind) {
    case 'snmp':
      return createSnmpAdapter(options, clock);
    case 'virtual':
      return createVirtualAdapter(options, clock);
  }
}
