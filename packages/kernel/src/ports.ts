import type { Duration } from './duration.ts';
import type { BootTime, Instant } from './time.ts';

/** Cancels what it was returned by; harmless afterwards. */
export type Cancel = () => void;

/**
 * What time it is, and later.
 * Invariant: `boot` never goes back within a `bootId` and counts suspend; `wall` may jump either way at any time.
 */
export interface Clock {
  /** The machine's idea of the time of day: may be wrong, may jump. */
  wall(): Instant;
  boot(): BootTime;
  /** Differs after every restart of the machine. */
  readonly bootId: string;
  /** Runs `action` once, not before `delay` of boot time has passed. */
  after(delay: Duration, action: () => void): Cancel;
}

/** Unpredictable bytes. */
export interface Entropy {
  bytes(length: number): Uint8Array<ArrayBuffer>;
}

/** The fast digests that pure code needs. */
export interface Digest {
  sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer>;
  hmacSha256(key: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer>;
}

/**
 * Structured log, English.
 * Invariant: no PIN, card number, key, token or file content is ever passed in (security.md).
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

export type LogFields = Readonly<Record<string, unknown>>;
