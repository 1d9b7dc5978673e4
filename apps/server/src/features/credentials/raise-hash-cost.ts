import type { HashCosts } from '@holdover/api';
import type { Entropy } from '@holdover/kernel';
import type { HashParameters, MethodHashing } from '@holdover/protocol';
import type { Change } from '../../changes/change.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import type { CredentialKind } from './credential.ts';
import { costOf, newSalt, readHashingPlan, writeStages } from './hashing.ts';
import { createSqlStretchStore } from './stretch-store-sql.ts';

const KINDS: readonly CredentialKind[] = ['pin', 'card'];

/** security chapter: `Argon2id(stretched, new salt, new parameters)`, at most two links. */
const MOST_LINKS = 2;

/**
 * Asks for another cost of the slow hash. Where there are credentials it can only rise, once: they are wrapped in the background.
 * @returns whether anything is to be wrapped
 * @throws ProblemFault `invalid-body`, `hash-cost-changing`, `hash-cost-final`
 */
export async function askHashCost(change: Change, wanted: HashCosts, entropy: Entropy): Promise<boolean> {
  let asked = false;
  for (const kind of KINDS) {
    const stages = (await readHashingPlan(change.stores.settings))[kind];
    const present = costOf(stages);
    const parameters = wanted[kind];
    if (isSame(present, parameters)) continue;
    requireSane(kind, parameters);
    if (stages.target !== null || stages.former !== null) throw new ProblemFault('hash-cost-changing');
    const isFree = !(await createSqlStretchStore(change.queries).any(kind));
    if (!isFree) requireHigher(kind, parameters, present);
    if (!isFree && stages.use.links.length >= MOST_LINKS) throw new ProblemFault('hash-cost-final');
    const link = { salt: newSalt(entropy), parameters };
    const next: MethodHashing = {
      generation: stages.use.generation + 1,
      links: isFree ? [link] : [...stages.use.links, link],
    };
    // With nobody to wrap it is in use at once.
    await writeStages(change.stores.settings, kind, isFree ? { ...stages, use: next } : { ...stages, target: next });
    await change.audit({
      action: 'hashing.asked',
      target: { kind: 'settings', id: null, name: `hashing of ${kind}` },
      before: { ...present },
      after: { ...parameters, generation: next.generation },
    });
    asked = true;
  }
  return asked;
}

function isSame(a: HashParameters, b: HashParameters): boolean {
  return a.memoryKiB === b.memoryKiB && a.passes === b.passes && a.lanes === b.lanes;
}

/** RFC 9106 §3.1: at least 8 KiB a lane. */
function requireSane(kind: CredentialKind, { memoryKiB, lanes }: HashParameters): void {
  const minimum = 8 * lanes;
  if (memoryKiB >= minimum) return;
  throw new ProblemFault('invalid-body', [
    { pointer: `/hashCost/${kind}/memoryKiB`, code: 'memory-below-lanes', value: memoryKiB, limit: { minimum } },
  ]);
}

function requireHigher(kind: CredentialKind, wanted: HashParameters, present: HashParameters): void {
  const faults = (['memoryKiB', 'passes'] as const).flatMap((name): FieldFault[] => {
    if (wanted[name] >= present[name]) return [];
    const limit = { minimum: present[name] };
    return [{ pointer: `/hashCost/${kind}/${name}`, code: 'below-present-cost', value: wanted[name], limit }];
  });
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}
