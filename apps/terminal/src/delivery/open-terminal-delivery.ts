import { asksServer } from '@holdover/offline-login';
import type { TerminalStores } from '../store/terminal-stores.ts';
import type { Ports } from '../terminal-options.ts';
import type { Records } from '../terminal-records.ts';
import type { ServerSide } from '../terminal-server-side.ts';
import type { Delivery } from './delivery.ts';
import { openDelivery } from './open-delivery.ts';
import { createRemoteFolders } from './remote-folders.ts';
import { tidyStick } from './usb-folder.ts';
import { NO_STICKS, watchUsbSticks } from './usb-sticks.ts';

export interface DeliveryParts {
  readonly stores: Pick<TerminalStores, 'spool' | 'outbox'>;
  readonly records: Pick<Records, 'cache'>;
  readonly server: Pick<ServerSide, 'link' | 'client' | 'isConnected' | 'onLink'>;
}

/** Where the scans of this terminal go. */
export function openTerminalDelivery(ports: Ports, { stores, records, server }: DeliveryParts): Promise<Delivery> {
  const { clock, logger, findSticks: find } = ports;
  return openDelivery({
    ...ports,
    stores,
    profile: () => records.cache.state()?.profile,
    server: { sendScan: server.client.sendScan, isConnected: () => server.isConnected() },
    asksServer: () => asksServer(server.link.mode()),
    onLink: (listener) => server.onLink(listener),
    sticks: find === undefined ? NO_STICKS : watchUsbSticks({ clock, find, tidy: tidyStick }),
    folders: createRemoteFolders({ clock, logger }),
  });
}
