/**
 * What servers over one database tell each other. Lost without a word where a connection is down: whoever listens is told that
 * something may have been missed, and a terminal's heartbeat finds out in any case (C2).
 */
export interface Announcements {
  /** To all other servers; never waited for. At most 7,000 bytes. */
  announce(text: string): void;
  /** Once. `missed` comes first, and after each time when nothing could be heard. */
  listen(listener: AnnouncementListener): void;
  close(): Promise<void>;
}

export interface AnnouncementListener {
  heard(text: string): void;
  missed(): void;
}

/** A database of one server's own. */
export const NO_NEIGHBOURS: Announcements = {
  announce: () => undefined,
  listen: () => undefined,
  close: () => Promise.resolve(),
};
