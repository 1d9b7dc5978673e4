import type { PanelServiceStatus } from '@holdover/api';
import type { TestPageOutcome } from './test-page.ts';
import type { ServiceDesk } from './service-desk.ts';

/** The service page of the panel: for who looks after the device, no session of anybody's. */
export interface Service {
  readonly desk: ServiceDesk;
  status(): PanelServiceStatus;
  /** A7. False: there is no server to ask now. */
  synchronize(): boolean;
  printTestPage(): Promise<TestPageOutcome>;
  /** Cannot be undone: the cache is wiped and nothing more is taken in. What the journal holds goes up first. */
  leaveFleet(): void;
  close(): void;
}
