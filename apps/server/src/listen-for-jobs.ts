import { createSecureContext } from 'node:tls';
import { createAnnouncer, listenIpp } from '@holdover/nodejs';
import { announceQueues } from './features/discovery/announce-queues.ts';
import { urlHost } from './host-names.ts';
import type { OpenFleet } from './open-fleet.ts';
import type { Printing } from './open-printing.ts';
import type { ServerOptions } from './server-options.ts';

export interface JobListener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the queues (G1), over TLS alone unless it is the demo's, and announces them.
 * @returns undefined where no address is given
 * @throws Fault `port-taken`, `cannot-listen`
 */
export async function listenForJobs(
  { ipp, plainIpp, announce, tls, logger }: ServerOptions,
  { fleet, printing }: { readonly fleet: OpenFleet; readonly printing: Printing },
): Promise<JobListener | undefined> {
  if (ipp === undefined) return undefined;
  const secure = plainIpp !== true;
  const own = () =>
    printing.identity({
      hosts: [ipp.host],
      authority: fleet.authority.authority.certificate,
      issue: fleet.webIdentity,
    });
  const identity = secure ? (tls ?? (await own())) : undefined;
  const listener = await listenIpp({
    ...ipp,
    ...(identity === undefined
      ? {}
      : { tls: createSecureContext({ cert: identity.certificate, key: identity.privateKey, minVersion: 'TLSv1.2' }) }),
    tlsOnly: secure,
    printerAt: printing.printers.printerAt,
    authenticate: printing.signIn,
    logger,
    title: 'Holdover print queues',
  });
  const { host, port } = listener;
  const scheme = secure ? 'ipps' : 'ipp';
  printing.listensAt({ scheme, host: urlHost(ipp.host), port });
  if (announce !== true) return listener;
  const announcer = createAnnouncer({ host: ipp.host, id: fleet.authority.fleetId, logger });
  const sayGoodbye = announceQueues({ printers: printing.printers, announcer, port, scheme });
  const close = async (): Promise<void> => {
    await sayGoodbye();
    await listener.close();
  };
  return { host, port, close };
}
