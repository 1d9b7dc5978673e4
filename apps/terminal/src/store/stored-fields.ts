import { bootTime, milliseconds } from '@holdover/kernel';
import type { RunningTime } from '@holdover/offline-login';
import * as z from 'zod';

/** A length of time as a durable value has it: milliseconds, as fine as the boot clock. */
export const durationField = z.number().transform(milliseconds);
export const bootField = z.number().transform(bootTime);

export const runningTimeField: z.ZodType<RunningTime> = z.strictObject({
  total: durationField,
  seen: z.strictObject({ bootId: z.string(), boot: bootField }).nullable(),
});
