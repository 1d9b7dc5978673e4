import type { PanelServiceStatus } from '@holdover/api';
import type { BootTime } from '@holdover/kernel';
import type { Refusal, Refused } from './refusal.ts';

/** The page of whoever looks after the device, behind the service PIN. */
export interface ServiceScreen {
  readonly at: 'service';
  readonly page: ServicePage;
  readonly refusal: Refusal | null;
  readonly touchedAt: BootTime;
}

/** Invariant: the service PIN stands in `typing` alone; `checking` knows its length. */
export type ServicePage = PinAsked | OpenService;

type PinAsked =
  | { readonly step: 'typing'; readonly pin: string }
  | { readonly step: 'checking'; readonly ask: number; readonly dots: number };

export interface OpenService {
  readonly step: 'open';
  readonly token: string;
  /** The terminal's five minutes. */
  readonly endsAt: BootTime;
  readonly status: PanelServiceStatus | null;
  readonly heardAt: BootTime;
  readonly running: ServiceOrder | null;
  readonly done: { readonly order: ServiceOrder; readonly at: BootTime } | null;
  /** Leaving the fleet asks for the PIN again. */
  readonly leaving: PinAsked | null;
}

export type ServiceOrder = 'synchronize' | 'test-page' | 'leave';

export type ServiceAnswer<Done> = { readonly is: 'done'; readonly what: Done } | Refused;

export type ServiceInput =
  | { readonly type: 'service-asked' | 'service-left' | 'leave-asked' | 'leave-dismissed' }
  | { readonly type: 'service-order-asked'; readonly order: Exclude<ServiceOrder, 'leave'> }
  | {
      readonly type: 'service-opened';
      readonly ask: number;
      readonly answer: ServiceAnswer<{ readonly token: string; readonly expiresInSeconds: number }>;
    }
  | { readonly type: 'service-told'; readonly token: string; readonly answer: ServiceAnswer<PanelServiceStatus> }
  | {
      readonly type: 'service-ordered';
      readonly token: string;
      readonly order: ServiceOrder;
      readonly answer: ServiceAnswer<null>;
    };

export type ServiceEffect =
  | { readonly type: 'open-service'; readonly ask: number; readonly pin: string }
  | { readonly type: 'ask-service'; readonly token: string }
  | { readonly type: 'order-service'; readonly token: string; readonly order: ServiceOrder };
