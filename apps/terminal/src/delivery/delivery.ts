import type { PanelScanTarget, PanelTaskReason } from '@holdover/api';
import type { ActivityId, Instant } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import type { OpenDocument } from '../print/open-document.ts';

/** A finished scan, complete and encrypted on this disk. */
export interface ScannedDocument {
  /** Makes its delivery once (protocol, `scanUpload`). */
  readonly activityId: ActivityId;
  readonly user: Pick<HeldUser, 'id' | 'userName' | 'scanToMe'>;
  readonly scannedAt: Instant;
  /** `scan-2026-11-22-223015.pdf`: nothing of the person or the content. */
  readonly fileName: string;
  readonly format: 'application/pdf' | 'image/jpeg';
  readonly pages: number;
  readonly bytes: number;
  /** From its beginning, as often as is needed. */
  open(): Promise<OpenDocument>;
}

/** Why a scan did not get to its target. */
export type DeliveryReason = Extract<
  PanelTaskReason,
  | 'target-unreachable'
  | 'target-sign-in'
  | 'target-refused'
  | 'target-full'
  | 'target-not-trusted'
  | 'no-usb-stick'
  | 'too-large'
  | 'no-email'
  | 'disk-full'
>;

/**
 * `delivered` it is there, whole, under a name of its own · `held` durable on this terminal, to be sent after the server's return; the
 * outbox has a copy of its own · `failed` nothing is left of it at the target, and it can be tried again.
 */
export type Delivered =
  | { readonly delivered: 'delivered' | 'held' }
  | { readonly delivered: 'failed'; readonly reason: DeliveryReason };

export interface Delivery {
  /** For this person now, in the order the panel shows them. */
  targets(user: Pick<HeldUser, 'scanToMe'>): readonly PanelScanTarget[];
  /** Never rejects. Ends within the idle time-out of its connection once `signal` is aborted, leaving nothing behind at the target. */
  deliver(target: PanelScanTarget['id'], document: ScannedDocument, signal: AbortSignal): Promise<Delivered>;
  /** Scans that wait for the server. */
  held(): number;
  /** Called when targets come or go: a stick, the link, the profile. */
  subscribe(listener: () => void): () => void;
  /** Ends what is under way; what is held stays. */
  close(): Promise<void>;
}
