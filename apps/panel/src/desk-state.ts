import type {
  PanelCopyRequest,
  PanelProblemCode,
  PanelScanner,
  PanelScanRequest,
  PanelTask,
  UnavailableReason,
} from '@holdover/api';
import type { ActivityId, BootTime, SessionId } from '@holdover/kernel';

/** What a visit knows of copying, scanning and the device's own panel. */
export interface Desk {
  /** The number of the last question; an answer to an older one changes nothing. */
  readonly lastAsk: number;
  readonly scanner: ScannerSeen;
  readonly copy: CopyChoice;
  readonly scan: ScanChoice;
  readonly target: TargetId | null;
  /** The target that is chosen next is for pages that are here already. */
  readonly redirects: boolean;
  /** As the terminal said last; null until it said anything. */
  readonly tasks: readonly PanelTask[] | null;
  readonly shown: ShownTask | null;
  readonly order: DeskOrder | null;
  readonly lockTrouble: LockTrouble | null;
}

/** The device's panel is not as the person wanted it. */
export interface LockTrouble {
  readonly wanted: 'unlock' | 'lock';
  readonly reason: UnavailableReason | null;
}

/** @field waits asked, and not answered yet · `answer` stays while the next question is on its way */
export interface ScannerSeen {
  readonly ask: number;
  readonly at: BootTime | null;
  readonly waits: boolean;
  readonly answer: Answer<'scanner', { readonly scanner: PanelScanner }> | null;
}

export type TargetId = PanelScanRequest['target'];

/** What the person touched; all else follows from what the device has (`desk-choices.ts`). */
export type CopyChoice = Partial<PanelCopyRequest>;
export type ScanChoice = Partial<Omit<PanelScanRequest, 'target'>>;

/** @field settledAt when it came to its end, or was last looked through after that · `page` chosen to look at; null: the newest */
export interface ShownTask {
  readonly id: ActivityId;
  readonly settledAt: BootTime | null;
  readonly page: number | null;
}

/** Between a touch and the terminal's word about it: no second one goes out. */
export interface DeskOrder {
  readonly ask: number;
  readonly at: BootTime;
  readonly kind: TaskOrder | 'copy' | 'scan' | 'unlock' | 'lock';
  /** The task as it was then. */
  readonly task: PanelTask | null;
}
export type TaskOrder = 'more' | 'finish' | 'retry' | 'cancel';

/** Asked for on top of a set-up screen. */
export type DeskDialog =
  | { readonly kind: 'copies'; readonly typed: string }
  | { readonly kind: 'choice'; readonly of: 'size' | 'color' | 'resolution' };

export type Answer<Is extends string, T> =
  | ({ readonly is: Is } & T)
  | { readonly is: 'refused'; readonly code: PanelProblemCode; readonly reason: UnavailableReason | null }
  | { readonly is: 'unreachable' };

interface OfSession {
  readonly session: SessionId;
  readonly ask: number;
}

export type DeskInput =
  | ({ readonly type: 'scanner-answered' } & OfSession & {
        readonly answer: Answer<'scanner', { readonly scanner: PanelScanner }>;
      })
  | ({ readonly type: 'desk-answered' } & OfSession & { readonly answer: DeskAnswer })
  | { readonly type: 'tasks-listed'; readonly items: readonly PanelTask[] }
  | { readonly type: 'copy-chosen'; readonly choice: CopyChoice }
  | { readonly type: 'scan-chosen'; readonly choice: ScanChoice }
  | { readonly type: 'target-chosen'; readonly target: TargetId | null }
  | { readonly type: 'copy-started' | 'scan-started' | 'task-left' | 'task-begun-anew' | 'other-target-asked' }
  | { readonly type: 'copies-dialog-opened' | 'copies-confirmed' }
  | { readonly type: 'choice-opened'; readonly of: 'size' | 'color' | 'resolution' }
  | { readonly type: 'task-opened'; readonly id: ActivityId }
  | { readonly type: 'page-chosen'; readonly page: number }
  | { readonly type: 'task-ordered'; readonly order: TaskOrder }
  | { readonly type: 'unlock-asked' | 'lock-asked' };

/** `task` a copy or scan began · `done` the order was taken */
export type DeskAnswer = Answer<'task', { readonly task: PanelTask }> | { readonly is: 'done' };

export type DeskEffect =
  | ({ readonly type: 'ask-scanner' } & OfSession)
  | ({ readonly type: 'start-copy' } & OfSession & { readonly request: PanelCopyRequest })
  | ({ readonly type: 'start-scan' } & OfSession & { readonly request: PanelScanRequest })
  | ({ readonly type: 'order-task' } & OfSession & {
        readonly id: ActivityId;
        readonly order: TaskOrder;
        readonly target: TargetId | null;
      })
  | ({ readonly type: 'unlock-panel' | 'lock-panel' } & OfSession);
