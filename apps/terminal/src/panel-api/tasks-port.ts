import type { PanelCopyRequest, PanelScanner, PanelScanRequest, PanelTask, UnavailableReason } from '@holdover/api';
import type { ActivityId, Cancel } from '@holdover/kernel';
import type { JobSession } from './jobs-port.ts';

/** `bad-request` this scanner or printer has no such thing · `task-active` somebody's sheets are in the scanner. */
export type TaskRefusal =
  | { readonly outcome: 'not-found' | 'task-active' | 'bad-request' | 'session-ended' }
  | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason };

export type TaskOutcome = { readonly outcome: 'started'; readonly task: PanelTask } | TaskRefusal;

/** Copies and scans behind the panel. Nobody sees another session's. */
export interface TasksPort {
  scanner(session: JobSession): Promise<{ readonly outcome: 'told'; readonly scanner: PanelScanner } | TaskRefusal>;
  copy(session: JobSession, request: PanelCopyRequest): Promise<TaskOutcome>;
  scan(session: JobSession, request: PanelScanRequest): Promise<TaskOutcome>;
  /** Newest first. */
  list(session: Pick<JobSession, 'id'>): readonly PanelTask[];
  act(session: Pick<JobSession, 'id'>, id: ActivityId, what: 'more' | 'finish' | 'cancel'): TaskOutcome;
  /** @param target another than before */
  retry(session: JobSession, id: ActivityId, target: PanelScanRequest['target'] | undefined): TaskOutcome;
  /** JPEG; undefined where there is no such page any more. */
  preview(session: Pick<JobSession, 'id'>, id: ActivityId, page: number): AsyncIterable<Uint8Array> | undefined;
  /** Called after every change of a list, and of what can be done. */
  subscribe(listener: () => void): Cancel;
}
