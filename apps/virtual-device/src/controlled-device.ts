import type { Clock, Instant } from '@holdover/kernel';
import type { ControlledDevice } from './control/control-routes.ts';
import { obstacleOf, type DeviceFault } from './device-fault.ts';
import type { DeviceStateFile } from './device-state.ts';
import type { Engine } from './engine.ts';
import { MODELS, type DeviceModel } from './models.ts';
import type { PanelLock } from './panel-lock/panel-lock.ts';
import type { VirtualScanner } from './scan/virtual-scanner.ts';
import type { DeviceFacts } from './snmp/printer-mib.ts';

/** What may change about a device while it runs, its paper apart. */
export interface Condition {
  fault: DeviceFault | undefined;
  acceptingJobs: boolean;
  changedAt: Instant;
}

interface DeviceParts {
  readonly state: DeviceStateFile;
  readonly lock: PanelLock;
  readonly engine: Engine;
}

export function controlledDevice(
  parts: DeviceParts & {
    readonly condition: Condition;
    readonly clock: Clock;
    readonly scanner: VirtualScanner | undefined;
  },
): ControlledDevice {
  const { state, lock, engine, condition, clock, scanner } = parts;
  return {
    uuid: state.now.uuid,
    locked: lock.isLocked,
    setLocked: lock.setLocked,
    walkUp: lock.walkUp,
    counters() {
      const { impressions, colorImpressions, sheets } = state.now;
      return { impressions, colorImpressions, sheets };
    },
    fault: () => condition.fault,
    setFault(fault) {
      condition.fault = fault;
      condition.changedAt = clock.wall();
      engine.setObstacle(obstacleOf(fault));
    },
    scanner: () => scanner,
    scannerFault: () => scanner?.fault(),
    setScannerFault: (fault) => scanner?.setFault(fault),
  };
}

export function deviceFacts(
  { model, name }: { readonly model: DeviceModel; readonly name: string },
  { state, lock, engine }: DeviceParts,
): () => DeviceFacts {
  const { manufacturer, model: modelName } = MODELS[model];
  const { uuid, impressions: before } = state.now;
  return () => ({
    name,
    makeAndModel: `${manufacturer} ${modelName}`,
    uuid,
    impressions: state.now.impressions,
    impressionsSinceStart: state.now.impressions - before,
    locked: lock.isLocked(),
    isPrinting: engine.current !== undefined,
    obstacle: engine.obstacle,
  });
}
