import type { PanelScanTarget } from '@holdover/api';
import { concatBytes } from '@holdover/kernel';
import type { Delivered, Delivery, ScannedDocument } from '../delivery/delivery.ts';

/** What arrived at a target. */
export interface DeliveredDocument extends Pick<
  ScannedDocument,
  'activityId' | 'fileName' | 'format' | 'pages' | 'bytes'
> {
  readonly target: PanelScanTarget['id'];
  readonly content: Uint8Array;
}

/** Targets that do what a test says. */
export interface ScriptedDelivery extends Delivery {
  list: readonly PanelScanTarget[];
  readonly arrived: DeliveredDocument[];
  /** Instead of success. */
  answer: Delivered | undefined;
  /** Waits until it is let go, or aborted. */
  isSlow: boolean;
  letGo(): void;
}

export function target(kind: 'me' | 'usb', change: Partial<PanelScanTarget> = {}): PanelScanTarget {
  return { id: kind, kind, name: '', available: true, held: false, ...change };
}

export function createScriptedDelivery(): ScriptedDelivery {
  let goOn = (): void => undefined;
  const delivery: ScriptedDelivery = {
    list: [target('me'), target('usb')],
    arrived: [],
    answer: undefined,
    isSlow: false,
    letGo() {
      delivery.isSlow = false;
      goOn();
    },
    targets: () => delivery.list,
    async deliver(id, { open, activityId, fileName, format, pages, bytes }, signal) {
      if (delivery.isSlow && !signal.aborted) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
          signal.addEventListener('abort', () => resolve());
        });
      }
      if (signal.aborted) return { delivered: 'failed', reason: 'target-unreachable' };
      if (delivery.answer !== undefined) return delivery.answer;
      const parts: Uint8Array[] = [];
      for await (const part of (await open()).chunks()) parts.push(part);
      delivery.arrived.push({ activityId, fileName, format, pages, bytes, target: id, content: concatBytes(parts) });
      return { delivered: 'delivered' };
    },
    held: () => 0,
    subscribe: () => () => undefined,
    close: async () => undefined,
  };
  return delivery;
}
