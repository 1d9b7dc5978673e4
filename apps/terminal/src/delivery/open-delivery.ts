import type { PanelScanTarget } from '@holdover/api';
import type { Clock, Entropy, Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { worksNow } from '@holdover/offline-login';
import type { ScanTarget, TerminalProfile } from '@holdover/protocol';
import type { TerminalStores } from '../store/terminal-stores.ts';
import type { Delivered, Delivery, DeliveryReason } from './delivery.ts';
import type { OpenFolder } from './folder.ts';
import { createLeftovers } from './leftovers.ts';
import { openOutbox, type Outbox, type ScanServer } from './outbox.ts';
import { createOutboxStore } from './outbox-store.ts';
import { putInFolder } from './put-in-folder.ts';
import { reasonOf } from './target-refusal.ts';
import type { RemoteFolders } from './remote-folders.ts';
import { createUsbFolder } from './usb-folder.ts';
import type { UsbSticks } from './usb-sticks.ts';

export interface DeliveryOptions {
  readonly stores: Pick<TerminalStores, 'spool' | 'outbox'>;
  readonly profile: () => Pick<TerminalProfile, 'scanToUsb' | 'scanTargets'> | undefined;
  readonly server: ScanServer;
  /** The server is asked now: C1's `online`, `degraded` and `returning`. */
  readonly asksServer: () => boolean;
  readonly onLink: (listener: () => void) => void;
  readonly sticks: UsbSticks;
  readonly folders: RemoteFolders;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Takes over scans that a restart left in the outbox. */
export async function openDelivery(options: DeliveryOptions): Promise<Delivery> {
  const { stores, sticks, onLink } = options;
  const listeners = new Set<() => void>();
  const changed = (): void => listeners.forEach((listener) => listener());
  const outbox = await openOutbox({
    ...options,
    store: createOutboxStore(stores.spool),
    documents: stores.outbox,
    onHeld: changed,
  });
  const endSticks = sticks.subscribe(changed);
  onLink(() => {
    outbox.wake();
    changed();
  });
  const deliver = createDeliver(options, outbox);
  const closing = new AbortController();

  return {
    targets: (user) => targetsFor(options, user),
    async deliver(id, document, signal) {
      try {
        return await deliver(id, document, AbortSignal.any([signal, closing.signal]));
      } catch (error) {
        const { activityId } = document;
        options.logger.warn('A scan was not delivered', { activityId, target: id, error: describeError(error) });
        return { delivered: 'failed', reason: reasonOf(error) };
      }
    },
    held: () => outbox.held(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closing.abort();
      endSticks();
      sticks.close();
      outbox.close();
    },
  };
}

function createDeliver(
  { sticks, profile, folders }: DeliveryOptions,
  outbox: Outbox,
): (...given: Parameters<Delivery['deliver']>) => Promise<Delivered> {
  const leftovers = createLeftovers();

  const openerOf = (id: Exclude<PanelScanTarget['id'], 'me'>): OpenFolder | DeliveryReason => {
    if (id === 'usb') {
      const stick = sticks.current();
      return stick === undefined ? 'no-usb-stick' : async () => createUsbFolder(stick);
    }
    const target = profile()?.scanTargets.find((known) => known.id === id);
    return target === undefined ? 'target-refused' : leftovers.clearing(target.id, folders.opener(target));
  };
  return async (id, document, signal) => {
    if (id === 'me') return outbox.take(document, signal);
    const open = openerOf(id);
    if (typeof open === 'string') return { delivered: 'failed', reason: open };
    const folder = await open(signal);
    try {
      await putInFolder(folder, document, signal);
      return { delivered: 'delivered' };
    } finally {
      await folder.close();
    }
  };
}

function targetsFor(
  { profile, asksServer, sticks, folders }: DeliveryOptions,
  { scanToMe }: Parameters<Delivery['targets']>[0],
): readonly PanelScanTarget[] {
  const known = profile();
  const held = worksNow('scan-to-me', asksServer() ? 'asked' : 'away') === 'held';
  const me: PanelScanTarget = scanToMe
    ? { id: 'me', kind: 'me', name: '', available: true, held }
    : { id: 'me', kind: 'me', name: '', available: false, reason: 'no-email', held: false };
  const usb: PanelScanTarget =
    sticks.current() === undefined
      ? { id: 'usb', kind: 'usb', name: '', available: false, reason: 'no-usb-stick', held: false }
      : { id: 'usb', kind: 'usb', name: '', available: true, held: false };
  return [
    me,
    ...(known?.scanToUsb === true ? [usb] : []),
    ...(known?.scanTargets ?? []).map((target) => folderTarget(target, folders)),
  ];
}

function folderTarget({ id, kind, name }: ScanTarget, folders: RemoteFolders): PanelScanTarget {
  return folders.canReach(kind)
    ? { id, kind, name, available: true, held: false }
    : { id, kind, name, available: false, reason: 'not-set-up', held: false };
}
