import type { Printer } from '@holdover/ipp';
import { toHex } from '@holdover/kernel';
import type { EnrolAnswer, EnrolRequest, GatewayDoor } from '@holdover/protocol';
import type { FastifyInstance } from 'fastify';
import { createServerClock } from './clock/server-clock.ts';
import { createClockWatch } from './clock/clock-watch.ts';
import { createConsole } from './console.ts';
import { openCore } from './core.ts';
import { createEventHub } from './events/event-hub.ts';
import type { Administrators } from './features/administrators/administrators.ts';
import type { WebIdentity } from './fleet.ts';
import { openFleet, type OpenFleet } from './open-fleet.ts';
import { openPrinting, type Printing } from './open-printing.ts';
import type { OpenServerOptions } from './server-options.ts';

/** A print server down to its ports, without what carries them. */
export interface OpenServer {
  /** What terminals get. */
  readonly door: GatewayDoor;
  /** Console and REST interface, by `app.inject`. */
  readonly app: FastifyInstance;
  readonly administrators: Administrators;
  /** Behind the enrolment listener. @throws Fault with one of the enrolment codes */
  readonly enrol: (request: EnrolRequest) => Promise<EnrolAnswer>;
  /** Behind the IPPS listener: of the path in a queue's uri. */
  readonly printerAt: (path: string) => Printer | undefined;
  close(): Promise<void>;
}

/**
 * Everything a server does, for function calls instead of connections.
 * Invariant: time, chance, disk and slow hash come from the options alone; keys are the system's, and nothing is ordered or
 * named by them.
 * @throws Fault of database and key
 */
export async function openServer(options: OpenServerOptions): Promise<OpenServer> {
  const { fleet, printing, ...rest } = await assembleServer(options, () => Promise.resolve(options.tls));
  return { ...rest, door: fleet.door, enrol: fleet.enrol, printerAt: printing.printers.printerAt };
}

export interface AssembledServer {
  readonly fleet: OpenFleet;
  readonly printing: Printing;
  readonly app: FastifyInstance;
  readonly administrators: Administrators;
  /** `endListeners` once nobody is served any more, and before the database is closed. */
  close(endListeners?: () => Promise<void>): Promise<void>;
}

/** @param identify the console's certificate; plain HTTP without */
export async function assembleServer(
  options: OpenServerOptions,
  identify: (fleet: OpenFleet) => Promise<WebIdentity | undefined>,
): Promise<AssembledServer> {
  const { database: _database, serverKey: _serverKey, slowHash: _slowHash, hashing: _hashing, ...given } = options;
  const clock = createServerClock(options.clock);
  const rest = { ...given, clock };
  const core = await openCore({ ...options, clock });
  const clockWatch = createClockWatch({ ...core, ...rest });
  let printing: Printing | undefined;
  try {
    await clockWatch.start();
    const hub = createEventHub(clock, toHex(options.entropy.bytes(6)));
    const opened = await openPrinting({ ...rest, ...core, hub });
    printing = opened;
    const fleet = await openFleet({ ...rest, ...core, events: hub, spool: opened.spool });
    const tls = await identify(fleet);
    const frameAncestors = options.frameAncestors ?? [];
    const { app, stop } = await createConsole(core, { fleet, hub, printing: opened }, { ...rest, tls, frameAncestors });
    return {
      fleet,
      printing: opened,
      app,
      administrators: core.administrators,
      close: async (endListeners) => {
        await stop();
        await app.close();
        await fleet.stop();
        await endListeners?.();
        await fleet.flush();
        await opened.stop();
        await clockWatch.stop();
        await core.database.close();
      },
    };
  } catch (error) {
    await printing?.stop();
    await clockWatch.stop();
    await core.database.close();
    throw error;
  }
}
