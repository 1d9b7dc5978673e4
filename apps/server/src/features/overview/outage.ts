import { OUTAGE_LEAST_SECONDS } from '@holdover/api';
import { instant, seconds, type Instant } from '@holdover/kernel';

/** What is known of a terminal's last link. */
export interface LastLink {
  readonly lastContactAt: Instant | null;
  /** When the server it was linked to was last alive; null where the end of the link was seen. */
  readonly serverAliveAt: Instant | null;
}

export interface Absence {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

/** How often a server says that it is alive, and after what silence it is taken for dead. */
export const ALIVE_EVERY = seconds(10);
export const ALIVE_WITHIN = seconds(OUTAGE_LEAST_SECONDS);

/**
 * The outage that ends with a contact now, if it is one. A link whose end nobody saw stood until its server was last alive: with a
 * server that still is, it broke within a few heartbeats.
 */
export function outageBefore({ lastContactAt, serverAliveAt }: LastLink, now: Instant): Absence | undefined {
  if (lastContactAt === null) return undefined;
  const startedAt = instant(Math.max(lastContactAt, serverAliveAt ?? 0));
  return now - startedAt > seconds(OUTAGE_LEAST_SECONDS) ? { startedAt, endedAt: now } : undefined;
}
