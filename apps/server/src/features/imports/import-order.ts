import type { Language } from '@holdover/api';
import type { UserSourceId } from '@holdover/kernel';

/** One person as a directory has them. An absent field leaves as it is; an empty list takes away what the source gave. */
export interface SourceEntry {
  /** What the directory calls them for ever: whoever is renamed there stays the same user. */
  readonly externalId: string;
  readonly userName: string;
  readonly fullName?: string;
  readonly email?: string;
  readonly language?: Language;
  readonly enabled?: boolean;
  /** By name. */
  readonly groups?: readonly string[];
  /** As the directory writes them. */
  readonly cards?: readonly string[];
}

/** What an import says while it goes on. `code` is stable, kebab-case; nothing secret. Lines beyond the thousandth are not kept. */
export interface ImportLog {
  say(level: 'info' | 'warning' | 'error', code: string, values?: Readonly<Record<string, string | number>>): void;
}

/** A directory to be read, once, from its beginning to its end. */
export interface ImportSource {
  readonly sourceId: UserSourceId;
  /**
   * Everybody there. A Fault that it throws fails the import by its code, and nothing is applied.
   * @param signal aborted when the import is cancelled or the server stops
   */
  read(log: ImportLog, signal: AbortSignal): AsyncIterable<SourceEntry>;
}

/** A CSV file as it arrives, in UTF-8. */
export interface ImportFile {
  readonly csv: AsyncIterable<Uint8Array>;
}

export interface ImportOrder {
  readonly from: ImportFile | ImportSource;
  /** Finds out what would be, and changes nothing. */
  readonly dryRun: boolean;
  /** Users of the same origin (this source; for a file those of none) whom it does not name are disabled. */
  readonly deactivateMissing: boolean;
}
