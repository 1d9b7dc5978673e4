import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue, type DurableValue } from '../store/durable-value.ts';
import type { Synchronizer } from '../sync/synchronizer.ts';

/**
 * Whether this terminal left its fleet (service page).
 * Invariant: who left takes nothing in any more; what the journal holds goes up until the server has all of it.
 */
export interface Membership {
  hasLeft(): boolean;
  /** On disk when it returns. */
  leave(): void;
}

export function createMembership(database: SealedDatabase): Membership {
  const durable = membershipIn(database);
  let hasLeft = durable.read()?.left ?? false;
  return {
    hasLeft: () => hasLeft,
    leave() {
      durable.write({ v: 1, left: true });
      hasLeft = true;
    },
  };
}

/** An enrolment makes the folder a member again. */
export function joinFleet(database: SealedDatabase): void {
  membershipIn(database).write({ v: 1, left: false });
}

export function pullsOfMembers(membership: Pick<Membership, 'hasLeft'>, synchronizer: Synchronizer): Synchronizer {
  const ifMember =
    <A>(act: (argument: A) => void) =>
    (argument: A): void => {
      if (!membership.hasLeft()) act(argument);
    };
  return {
    takeDenyList: () => (membership.hasLeft() ? Promise.resolve('done') : synchronizer.takeDenyList()),
    reachDesiredState: () => (membership.hasLeft() ? Promise.resolve('done') : synchronizer.reachDesiredState()),
    weigh: ifMember((heard) => synchronizer.weigh(heard)),
    request: ifMember((reason) => synchronizer.request(reason)),
    facts: () => synchronizer.facts(),
    close: () => synchronizer.close(),
  };
}

const schema = z.strictObject({ v: z.literal(1), left: z.boolean() });

function membershipIn(database: SealedDatabase): DurableValue<z.infer<typeof schema>> {
  return createDurableValue(database, 'membership', schema);
}
