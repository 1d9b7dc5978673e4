import type { Clock, Logger } from '@holdover/kernel';
import type { ControlledDevice } from './control/control-routes.ts';
import { openControl, type ControlServer } from './control/control-server.ts';
import type { DeviceFacts } from './snmp/printer-mib.ts';
import { openSnmpAgent, USUAL_ACCESS, type SnmpAccess, type SnmpAgent } from './snmp/snmp-agent.ts';

/** Port 0 takes a free one. */
export interface ListenAt {
  readonly host: string;
  readonly port: number;
}

export interface DoorOptions {
  readonly snmp?: ListenAt;
  /** Usual communities of devices in the field, and nobody of version 3, unless told. */
  readonly snmpAccess?: SnmpAccess;
  readonly control?: ListenAt;
}

/** Where the device is reached beside IPP. */
export interface DeviceDoors {
  /** `HOST:PORT`. */
  readonly snmp: string | undefined;
  /** `http://HOST:PORT/control`. */
  readonly controlUrl: string | undefined;
  close(): Promise<void>;
}

interface Behind {
  readonly device: ControlledDevice;
  readonly facts: () => DeviceFacts;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** @throws Fault `port-taken`, `cannot-listen`; nothing listens then */
export async function openDoors(options: DoorOptions, behind: Behind): Promise<DeviceDoors> {
  const agent = await openAgent(options, behind);
  let control: ControlServer | undefined;
  try {
    control = options.control && (await openControl({ ...options.control, ...behind }));
  } catch (error) {
    await agent?.close();
    throw error;
  }
  return {
    snmp: agent?.address,
    controlUrl: control?.url,
    async close() {
      await Promise.all([agent?.close(), control?.close()]);
    },
  };
}

async function openAgent(
  { snmp, snmpAccess: access = USUAL_ACCESS }: DoorOptions,
  { device, facts, clock, logger }: Behind,
): Promise<SnmpAgent | undefined> {
  if (snmp === undefined) return undefined;
  const switchedOn = clock.boot();
  return openSnmpAgent({
    ...snmp,
    access,
    facts,
    setLocked: (locked) => device.setLocked(locked),
    upSeconds: () => (clock.boot() - switchedOn) / 1_000,
    logger,
  });
}
