import { createSecureContext } from 'node:tls';
import { listenIpp, type IppListener } from '@holdover/nodejs';
import { urlHost } from './host-names.ts';
import type { OpenFleet } from './open-fleet.ts';
import type { Printing } from './open-printing.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * Serves the queues (G1), over TLS alone unless it is the demo's.
 * @returns undefined where no address is given
 * @throws Fault `port-taken`, `cannot-listen`
 */
export async function listenForJobs(
  { ipp, plainIpp, tls, logger }: ServerOptions,
  { fleet, printing }: { readonly fleet: OpenFleet; readonly printing: Printing },
): Promise<IppListener | undefined> {
  if (ipp === undefined) return undefined;
  const secure = plainIpp !== true;
  const identity = secure ? (tls ?? (await fleet.webIdentity([ipp.host]))) : undefined;
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
  printing.listensAt({ scheme: secure ? 'ipps' : 'ipp', host: urlHost(ipp.host), port: listener.port });
  return listener;
}
