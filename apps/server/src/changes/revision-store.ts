/**
 * What terminals are measured by.
 * `revision` rises with every change of what a terminal should hold; `generation` with every reset (A5).
 */
export interface RevisionStore {
  /** 1 and 1 before the first change. */
  read(): Promise<{ readonly revision: number; readonly generation: number }>;
  raiseRevision(): Promise<number>;
  raiseGeneration(): Promise<number>;
  /** Waits until no other transaction is making a change. Inside a transaction only. */
  lockChanges(): Promise<void>;
}
