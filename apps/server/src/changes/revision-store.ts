/** What terminals are measured by: rises with every change of what any of them could hold. */
export interface RevisionStore {
  /** 1 before the first change. */
  read(): Promise<{ readonly revision: number }>;
  raiseRevision(): Promise<number>;
  /** Waits until no other transaction is making a change. Inside a transaction only. */
  lockChanges(): Promise<void>;
}
