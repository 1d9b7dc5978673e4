import type { AlertKind } from '@holdover/api';
import type { AlertId, DeviceId, Instant, TerminalId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';

export interface AlertSubject {
  readonly kind: AlertKind;
  readonly deviceId: DeviceId;
}

export interface NewAlert extends AlertSubject {
  readonly terminalId: TerminalId | null;
  readonly detail: string;
}

export interface Alert extends Omit<NewAlert, 'deviceId'> {
  readonly id: AlertId;
  readonly deviceId: DeviceId | null;
  readonly deviceName: string | null;
  readonly raisedAt: Instant;
  readonly clearedAt: Instant | null;
}

export interface AlertQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly state: 'standing' | 'cleared' | 'all';
  readonly kind?: AlertKind | undefined;
  readonly deviceId?: DeviceId | undefined;
}

/** Invariant: of each kind at most one alert stands for a device; none is deleted. */
export interface AlertStore {
  /** Inside a change only: it keeps others from raising the same. @returns undefined when one stands already */
  raise(alert: NewAlert & { readonly id: AlertId; readonly raisedAt: Instant }): Promise<Alert | undefined>;
  /** @returns what stood */
  clear(id: AlertId, at: Instant): Promise<Alert | undefined>;
  read(id: AlertId): Promise<Alert | undefined>;
  standing(kinds: readonly AlertKind[]): Promise<readonly Alert[]>;
  page(question: AlertQuestion): Promise<Page<Alert>>;
}
