import type { ScanTargetInput } from '@holdover/api';
import {
  canonicalJson,
  fromBase64Url,
  fromUtf8,
  makeId,
  present,
  toBase64Url,
  utf8,
  type Entropy,
  type Id,
  type Instant,
  type ProfileId,
} from '@holdover/kernel';
import { open, seal } from '@holdover/nodejs';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { nameKey } from '../users/user.ts';
import type { ScanTarget } from './profile.ts';
import { scanTargetFaults, serverOf } from './scan-target-faults.ts';

interface Given {
  readonly profileId: ProfileId;
  readonly given: readonly ScanTargetInput[];
  /** What the profile has; empty for a new one. */
  readonly current: readonly ScanTarget[];
  readonly at: Instant;
}

export interface ScanTargetsDeps {
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly entropy: Entropy;
}

/**
 * What was given, as it is stored: those named by id are changed, and keep their password unless another is given or the folder is
 * on another server now.
 * @throws ProblemFault `invalid-body`
 */
export function scanTargetsOf(deps: ScanTargetsDeps, { profileId, given, current, at }: Given): ScanTarget[] {
  const faults = given.flatMap((target, index) => faultsOf(target, index, { given, current }));
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
  return given.map(({ id: known, password, hasPassword: _said, ...fields }) => {
    const before = current.find(({ id }) => id === known);
    const id = before?.id ?? makeId('scanTarget', at, deps.entropy);
    const kept = { passwordSealed: before?.passwordSealed ?? null, passwordSince: before?.passwordSince ?? null };
    if (password === undefined) return { id, ...fields, ...kept };
    if (password === '') return { id, ...fields, passwordSealed: null, passwordSince: null };
    return { id, ...fields, passwordSealed: sealPassword(deps.keys, { profileId, id, password }), passwordSince: at };
  });
}

type TargetId = Id<'scanTarget'>;

/** As a terminal needs it; empty without one. */
export function passwordOf(
  keys: Pick<ServerKeys, 'derive'>,
  profileId: ProfileId,
  { id, passwordSealed }: Pick<ScanTarget, 'id' | 'passwordSealed'>,
): string {
  if (passwordSealed === null) return '';
  const { id: keyId, key } = sealingKey(keys);
  const sealed = present(fromBase64Url(passwordSealed), 'a sealed password');
  return fromUtf8(open((asked) => (asked === keyId ? key : undefined), sealed, associated(profileId, id)));
}

function sealPassword(
  keys: Pick<ServerKeys, 'derive'>,
  { profileId, id, password }: { profileId: ProfileId; id: TargetId; password: string },
): string {
  return toBase64Url(seal(sealingKey(keys), utf8(password), associated(profileId, id)));
}

function sealingKey(keys: Pick<ServerKeys, 'derive'>) {
  return { id: 'scan-target-1', key: keys.derive('holdover scan target 1') };
}

function associated(profileId: ProfileId, id: TargetId): Uint8Array {
  return utf8(canonicalJson([profileId, id]));
}

function faultsOf(target: ScanTargetInput, index: number, { given, current }: Pick<Given, 'given' | 'current'>) {
  const at = `/scanTargets/${index}`;
  const faults: FieldFault[] = scanTargetFaults(target, at);
  const before = current.find(({ id }) => id === target.id);
  const earlier = given.slice(0, index);
  if (target.id !== undefined && before === undefined) {
    faults.push({ pointer: `${at}/id`, code: 'does-not-exist', value: target.id });
  }
  if (target.id !== undefined && earlier.some(({ id }) => id === target.id)) {
    faults.push({ pointer: `${at}/id`, code: 'given-twice', value: target.id });
  }
  // People tell folders by their names.
  if (earlier.some(({ name }) => nameKey(name) === nameKey(target.name))) {
    faults.push({ pointer: `${at}/name`, code: 'taken', value: target.name });
  }
  const hasMoved = before !== undefined && before.passwordSealed !== null && serverOf(before) !== serverOf(target);
  if (hasMoved && target.password === undefined) faults.push({ pointer: `${at}/password`, code: 'password-again' });
  return faults;
}
