import { milliseconds, minutes, type Clock, type Duration } from '@holdover/kernel';
import {
  DEFAULT_PIN_THROTTLE,
  emptyBucket,
  fullBucket,
  giveBack,
  keepToken,
  PIN_ATTEMPTS,
  refill,
  takeToken,
  unlock,
  untilNextToken,
  type BootMoment,
  type PinBucket,
  type PinSuccess,
  type PinThrottlePolicy,
} from '@holdover/offline-login';
import { idField } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue, type DurableValue } from '../store/durable-value.ts';
import { durationField, runningTimeField } from '../store/stored-fields.ts';

/** D3: the bucket PIN alone draws on. Each change is flushed when the call returns, unless it says otherwise. */
export interface PinThrottle {
  /** To be called before the PIN is checked, in every link state. */
  take(): { readonly taken: true; readonly attempt: number } | { readonly taken: false; readonly retryAfter: Duration };
  /**
   * Flushed right after the answer, which need not wait for it: a power cut in between costs a token and gives none.
   * @param alike recent failures that look like slips of the right PIN
   */
  succeeded(success: PinSuccess): void;
  failed(attempt: number): void;
  /** *Unlock PIN login*; an order counts once. */
  unlock(order: number): void;
  /** 0 when a token is there. */
  lockedFor(): Duration;
  /** The settings may be others from now on: what has passed was under those before. Nothing is flushed. */
  heedSettings(): void;
  /** Notes the running time, so that a restart loses little of the wait. */
  persist(): void;
}

export interface PinThrottleOptions {
  readonly clock: Clock;
  readonly database: SealedDatabase;
  /** As known now; undefined before the first synchronization. */
  readonly policy: () => PinThrottlePolicy | undefined;
  /** Which bucket; that of PIN alone unless told. */
  readonly name?: BucketName;
}

const BUCKETS = ['pin-bucket', 'service-pin-bucket'] as const;
type BucketName = (typeof BUCKETS)[number];

export function createPinThrottle({ clock, database, policy, name = 'pin-bucket' }: PinThrottleOptions): PinThrottle {
  const durable = bucketIn(database, name);
  // Invariant: a bucket that is lost counts as empty (D3): it must not be worth deleting.
  let bucket = durable.read() ?? emptyBucket();
  const now = (): BootMoment => ({ bootId: clock.bootId, boot: clock.boot() });
  // Before the first synchronization, and after a wipe, what was last set goes on: no wait is shortened by losing the settings.
  const rules = (): PinThrottlePolicy => policy() ?? bucket.under ?? DEFAULT_PIN_THROTTLE;
  const store = (next: PinBucket): void => {
    durable.write(next);
    bucket = next;
  };

  const noteGivenBack = (): void => {
    try {
      durable.write(bucket);
    } catch {
      // It goes with the next note, at the latest that of the running time, whose failure is logged.
    }
  };

  return {
    take() {
      const result = takeToken(bucket, now(), rules());
      store(result.bucket);
      return result.taken ? { taken: true, attempt: result.attempt } : { taken: false, retryAfter: result.retryAfter };
    },
    succeeded(success) {
      bucket = giveBack(bucket, success, now(), rules());
      clock.after(milliseconds(0), noteGivenBack);
    },
    failed: (attempt) => store(keepToken(bucket, attempt)),
    unlock: (order) => store(unlock(bucket, order, now(), rules())),
    lockedFor: () => untilNextToken(refill(bucket, now(), rules()), rules()),
    heedSettings() {
      const next = policy();
      if (next !== undefined) bucket = refill(bucket, now(), next);
    },
    persist: () => store(refill(bucket, now(), rules())),
  };
}

/** A terminal's first buckets are made once, at enrolment; the first policy each meets cuts it to its own size. */
export function makeFirstBucket(database: SealedDatabase): void {
  for (const name of BUCKETS) {
    const durable = bucketIn(database, name);
    if (durable.read() === undefined) {
      durable.write(fullBucket({ pinAttempts: PIN_ATTEMPTS.most, pinRefill: minutes(1) }));
    }
  }
}

const bucketSchema: z.ZodType<PinBucket> = z.strictObject({
  v: z.literal(1),
  tokens: z.int().min(0).max(PIN_ATTEMPTS.most),
  running: runningTimeField,
  refilledAt: durationField,
  under: z.strictObject({ pinAttempts: z.int().min(1).max(PIN_ATTEMPTS.most), pinRefill: durationField }).nullable(),
  pending: z.int().nullable(),
  lastAttempt: z.int(),
  lastUnlock: z.int(),
  givenBack: z.array(z.strictObject({ userId: idField('user'), at: durationField })),
});

function bucketIn(database: SealedDatabase, name: BucketName): DurableValue<PinBucket> {
  return createDurableValue(database, name, bucketSchema);
}
