import type { DeviceId, EnrolmentId, Instant } from '@holdover/kernel';
import type { Enrolment } from './enrolment.ts';

export interface EnrolmentStore {
  create(enrolment: Enrolment): Promise<void>;
  /** Codes whose secret begins so; mostly one. */
  byLookup(lookup: string): Promise<readonly Enrolment[]>;
  countWrongTry(id: EnrolmentId): Promise<void>;
  /** @returns false when another enrolment used it first */
  use(id: EnrolmentId, at: Instant): Promise<boolean>;
  /** The newest of a device; voided ones are gone. */
  newestOf(deviceId: DeviceId): Promise<Enrolment | undefined>;
  /** Earlier codes of a device end when a new one is made. */
  removeUnused(deviceId: DeviceId): Promise<void>;
  /** The authority that codes name is another from now on. */
  removeAllUnused(): Promise<void>;
}
