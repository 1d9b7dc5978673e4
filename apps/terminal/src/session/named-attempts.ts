import type { Clock, Duration } from '@holdover/kernel';
import {
  forgiveNamed,
  giveBackNamedAttempt,
  NO_NAMED_ATTEMPTS,
  takeNamedAttempt,
  type BootMoment,
  type NamedUserThrottle,
} from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue } from '../store/durable-value.ts';
import { durationField, runningTimeField } from '../store/stored-fields.ts';

/** D3: wrong secrets beside a card or a name, counted by the user they name. Each change is flushed when the call returns. */
export interface NamedAttempts {
  /** To be called before the secret is checked. */
  take(named: string): { readonly taken: true } | { readonly taken: false; readonly retryAfter: Duration };
  /** The attempt just taken for this user was right. */
  succeeded(named: string): void;
  /** Notes the running time, so that a restart loses little of a wait; writes nothing where nobody waits. */
  persist(): void;
}

export function createNamedAttempts(clock: Clock, database: SealedDatabase): NamedAttempts {
  const durable = createDurableValue(database, 'named-attempts', throttleSchema);
  let throttle = durable.read() ?? NO_NAMED_ATTEMPTS;
  const now = (): BootMoment => ({ bootId: clock.bootId, boot: clock.boot() });
  const store = (next: NamedUserThrottle): void => {
    durable.write(next);
    throttle = next;
  };

  return {
    take(named) {
      const attempt = takeNamedAttempt(throttle, named, now());
      store(attempt.throttle);
      return attempt.taken ? { taken: true } : { taken: false, retryAfter: attempt.retryAfter };
    },
    succeeded: (named) => store(giveBackNamedAttempt(throttle, named)),
    persist() {
      if (throttle.counted.length + throttle.lastDay.length > 0) store(forgiveNamed(throttle, now()));
    },
  };
}

const throttleSchema: z.ZodType<NamedUserThrottle> = z.strictObject({
  v: z.literal(1),
  running: runningTimeField,
  counted: z.array(z.strictObject({ named: z.string(), until: durationField })),
  lastDay: z.array(durationField),
  pending: z.string().nullable(),
});
