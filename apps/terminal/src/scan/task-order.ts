import type { PanelScanTarget } from '@holdover/api';
import type { ScanTicket } from '@holdover/escl';
import type { ActivityId } from '@holdover/kernel';
import type { CopyTicket } from '../copy/copy-ticket.ts';
import type { JobSession } from '../panel-api/jobs-port.ts';

/** What somebody asked for. */
export interface TaskOrder {
  /** Of the activity; of a copy the first, where it is printed again. */
  readonly id: ActivityId;
  readonly session: JobSession;
  readonly scan: ScanTicket;
  readonly want:
    | { readonly kind: 'copy'; readonly ticket: CopyTicket }
    | { readonly kind: 'scan'; readonly target: ScanTarget; readonly format: 'pdf' | 'jpeg' };
}

export type ScanTarget = Pick<PanelScanTarget, 'id' | 'kind' | 'name'>;
