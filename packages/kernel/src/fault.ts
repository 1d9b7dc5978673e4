/**
 * Who caused it:
 * `ours` a defect of this program · `caller` the request cannot be served as asked ·
 * `peer` the other side of a connection misbehaved or refused · `environment` disk, network, clock, memory ·
 * `cancelled` someone stopped it.
 */
export type FaultOwner = 'ours' | 'caller' | 'peer' | 'environment' | 'cancelled';

export interface FaultOptions {
  readonly owner: FaultOwner;
  /** Stable, kebab-case; programs branch on it, texts are looked up by it. */
  readonly code: string;
  /** English, for logs and developers; never contains a secret. */
  readonly message: string;
  /** Whether the same call may succeed later without anything being changed. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** The one error base. Expected refusals (wrong PIN, expired, locked) are values, never faults. */
export class Fault extends Error {
  readonly owner: FaultOwner;
  readonly code: string;
  readonly retryable: boolean;

  constructor(options: FaultOptions) {
    super(`${options.message} [${options.code}]`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.owner = options.owner;
    this.code = options.code;
    this.retryable = options.retryable ?? false;
  }
}

/** For the branch the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new Fault({ owner: 'ours', code: 'unreachable', message: `No case for ${JSON.stringify(value)}` });
}

/** The value, or a fault of ours when an invariant that guaranteed it is broken. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) {
    throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `${what} is absent` });
  }
  return value;
}
