import type { Instant, TerminalId } from '@holdover/kernel';
import type { LastLink } from './outage.ts';

export interface LeftLink {
  readonly id: TerminalId;
  /** When something last came over it. */
  readonly heardAt: Instant;
}

/**
 * Which terminal is linked to which server, as all servers over one database know it.
 * Invariant: a terminal with a server has a link there, or had one when that server was last alive.
 */
export interface LinkStore {
  /** @returns undefined for a terminal that is not in use */
  lastOf(id: TerminalId): Promise<LastLink | undefined>;
  came(run: string, id: TerminalId, at: Instant): Promise<void>;
  linked(run: string, ids: readonly TerminalId[]): Promise<void>;
  /** Of those that are still this server's. */
  left(run: string, links: readonly LeftLink[]): Promise<void>;
  degraded(run: string, ids: readonly TerminalId[], degraded: boolean): Promise<void>;
  /** Those of them that are linked to another server: whether degraded. */
  elsewhere(run: string, ids: readonly TerminalId[]): Promise<ReadonlyMap<TerminalId, boolean>>;
  /** @returns false when it was not on record */
  alive(run: string, at: Instant): Promise<boolean>;
  /** Servers that were last alive before this are gone, and their links with them. @returns how many links */
  bury(except: string, before: Instant): Promise<number>;
  /** Links to servers of which nothing is known are none. */
  forgetUnknown(): Promise<void>;
  /** This one ends: whoever is still linked to it is so until now. */
  end(run: string, at: Instant): Promise<void>;
}
