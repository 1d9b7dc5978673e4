import { Fault, type FaultOwner } from '@holdover/kernel';
import type { DeliveryReason } from './delivery.ts';

const OWNERS: Readonly<Record<DeliveryReason, FaultOwner>> = {
  'target-unreachable': 'environment',
  'target-sign-in': 'peer',
  'target-refused': 'peer',
  'target-full': 'peer',
  'target-not-trusted': 'peer',
  'no-usb-stick': 'environment',
  'too-large': 'peer',
  'no-email': 'caller',
  'disk-full': 'environment',
};

/** Why a scan did not get to its target. @param message never a secret, nor the target's own words where those may name one */
export function refused(reason: DeliveryReason, message: string, cause?: unknown): Fault {
  return new Fault({ owner: OWNERS[reason], code: reason, message, retryable: reason === 'target-unreachable', cause });
}

/** What the panel says of a fault: what nobody has named is a target that cannot be reached. */
export function reasonOf(error: unknown): DeliveryReason {
  return error instanceof Fault && isReason(error.code) ? error.code : 'target-unreachable';
}

function isReason(code: string): code is DeliveryReason {
  return code in OWNERS;
}
