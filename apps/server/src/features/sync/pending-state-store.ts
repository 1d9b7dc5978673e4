import type { Instant, TerminalId } from '@holdover/kernel';
import type { Holding } from './holding.ts';

/** A state on its way: sent, not yet acknowledged. */
export interface PendingState {
  readonly terminalId: TerminalId;
  readonly revision: number;
  readonly generation: number;
  readonly computedAt: Instant;
  /** Canonical JSON. */
  readonly settings: string;
  readonly holdings: readonly Omit<Holding, 'terminalId' | 'knownAt' | 'acknowledged'>[];
}

/** Invariant: at most one for each terminal, the last that was sent. */
export interface PendingStateStore {
  put(pending: PendingState): Promise<void>;
  read(terminalId: TerminalId): Promise<PendingState | undefined>;
  remove(terminalId: TerminalId): Promise<void>;
}
