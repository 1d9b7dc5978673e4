import type { newUserSource, UserSourcePatch } from '@holdover/api';
import { hours, instant, makeId, type Entropy, type Instant, type UserSourceId } from '@holdover/kernel';
import type * as z from 'zod';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import { settingsFaults } from './source-address.ts';
import { sealPassword } from './source-secret.ts';
import type { LdapSettings, UserSource } from './user-source.ts';

/** Every refusal: `not-found`, `already-exists`, `source-running`, `invalid-body` with the fields. */
export interface UserSources {
  create(actor: Actor, given: z.output<typeof newUserSource>): Promise<UserSource>;
  patch(actor: Actor, id: UserSourceId, patch: UserSourcePatch, check: Check): Promise<UserSource>;
  /** Its users and groups stay, as this server's own. */
  delete(actor: Actor, id: UserSourceId, check: Check): Promise<void>;
}

/** Called with the present state before anything is changed. */
type Check = (current: UserSource, change: Change) => Promise<void>;

export interface UserSourcesDeps {
  readonly changes: Changes;
  readonly keys: Pick<ServerKeys, 'derive'>;
  readonly entropy: Entropy;
}

export function createUserSources({ changes, keys, entropy }: UserSourcesDeps): UserSources {
  return {
    create: (actor, given) => changes.make(actor, (change) => createSource(change, { keys, entropy }, given)),
    patch: (actor, id, patch, check) =>
      changes.make(actor, async (change) => {
        const current = await readSource(change, id);
        await check(current, change);
        return patchSource(change, { keys, entropy }, { current, patch });
      }),
    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await readSource(change, id);
        await check(current, change);
        // What it brings would be of nothing.
        if (await isRunning(change, current)) throw new ProblemFault('source-running');
        await change.stores.userSources.delete(id);
        const before = auditForm(current);
        await change.audit({ action: 'user-source.deleted', target: targetOf(current), before, after: null });
      }),
  };
}

type Making = Pick<UserSourcesDeps, 'keys' | 'entropy'>;

async function createSource(
  change: Change,
  { keys, entropy }: Making,
  { name, kind: _kind, enabled, bindPassword, ...settings }: z.output<typeof newUserSource>,
): Promise<UserSource> {
  await requireFreeName(change, name);
  requireRight([...settingsFaults(settings), ...passwordFaults(settings, bindPassword !== null)]);
  const id = makeId('userSource', change.at, entropy);
  const passwordSealed = bindPassword === null ? null : sealPassword(keys, id, bindPassword);
  const nextAt = nextTime({ enabled, settings }, change.at, entropy);
  const made = { id, name, enabled, settings, passwordSealed, lastImportId: null, nextAt, createdAt: change.at };
  await change.stores.userSources.create(made);
  const after = auditForm(made);
  await change.audit({ action: 'user-source.created', target: targetOf(made), before: null, after });
  return made;
}

async function patchSource(
  change: Change,
  { keys, entropy }: Making,
  { current, patch }: { readonly current: UserSource; readonly patch: UserSourcePatch },
): Promise<UserSource> {
  if (patch.name !== undefined && nameKey(patch.name) !== nameKey(current.name)) {
    await requireFreeName(change, patch.name);
  }
  const asked = patched(keys, current, patch);
  const faults = [...settingsFaults(asked.settings), ...passwordFaults(asked.settings, asked.passwordSealed !== null)];
  requireRight([...faults, ...elsewhereFaults(current, asked, patch)]);
  const [before, after] = [auditForm(current), auditForm(asked)];
  const passwordChanged = current.passwordSealed !== asked.passwordSealed;
  if (isSame(before, after) && !passwordChanged) return current;
  const isTimed = current.enabled === asked.enabled && current.settings.intervalHours === asked.settings.intervalHours;
  const next = { ...asked, nextAt: isTimed ? current.nextAt : nextTime(asked, change.at, entropy) };
  await change.stores.userSources.update(next);
  const target = targetOf(next);
  await change.audit({ action: 'user-source.changed', target, before, after: { ...after, passwordChanged } });
  return next;
}

/** @throws ProblemFault `not-found` */
export async function readSource({ stores }: Pick<Change, 'stores'>, id: UserSourceId): Promise<UserSource> {
  const found = await stores.userSources.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

/** Whether an import from it goes on. */
export async function isRunning({ stores }: Pick<Change, 'stores'>, { lastImportId }: UserSource): Promise<boolean> {
  const last = lastImportId === null ? undefined : await stores.imports.read(lastImportId);
  return last?.state === 'running';
}

/** So many do not come at once: up to a twentieth later. */
const JITTER = 0.05;

/** When it is synchronized next; null where it is only when asked for. */
export function nextTime(
  {
    enabled,
    settings: { intervalHours },
  }: Pick<UserSource, 'enabled'> & {
    readonly settings: Pick<LdapSettings, 'intervalHours'>;
  },
  now: Instant,
  entropy: Entropy,
): Instant | null {
  if (!enabled || intervalHours === null) return null;
  const [share = 0] = entropy.bytes(1);
  return instant(now + Math.round(hours(intervalHours) * (1 + (JITTER * share) / 255)));
}

function patched(
  keys: UserSourcesDeps['keys'],
  current: UserSource,
  { name, enabled, bindPassword, attributes, groups, ...rest }: UserSourcePatch,
): UserSource {
  const settings: LdapSettings = {
    ...current.settings,
    ...definedOf(rest),
    attributes: { ...current.settings.attributes, ...definedOf(attributes ?? {}) },
    groups: { ...current.settings.groups, ...definedOf(groups ?? {}) },
  };
  const passwordSealed =
    bindPassword === undefined
      ? current.passwordSealed
      : bindPassword === null
        ? null
        : sealPassword(keys, current.id, bindPassword);
  return { ...current, name: name ?? current.name, enabled: enabled ?? current.enabled, settings, passwordSealed };
}

/** RFC 4513 §5.1.2: a name without a password is nobody, and is not told so. */
function passwordFaults({ bindDn }: LdapSettings, hasPassword: boolean): FieldFault[] {
  if (bindDn !== '' && !hasPassword) return [{ pointer: '/bindPassword', code: 'required' }];
  return bindDn === '' && hasPassword ? [{ pointer: '/bindDn', code: 'required' }] : [];
}

/** Whoever may name another directory, or whom to believe that it is the one, could otherwise have the password sent to it. */
function elsewhereFaults(current: UserSource, next: UserSource, { bindPassword }: UserSourcePatch): FieldFault[] {
  const [old, now] = [current.settings, next.settings];
  const isElsewhere = old.url !== now.url || old.ca !== now.ca || (old.startTls && !now.startTls);
  const isKept = current.passwordSealed !== null && bindPassword === undefined;
  return isElsewhere && isKept ? [{ pointer: '/bindPassword', code: 'password-again' }] : [];
}

function requireRight(faults: readonly FieldFault[]): void {
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}

async function requireFreeName({ stores }: Change, name: string): Promise<void> {
  if ((await stores.userSources.findByName(name)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/name', code: 'taken', value: name }]);
}

export function targetOf({ id, name }: Pick<UserSource, 'id' | 'name'>) {
  return { kind: 'user-source', id, name };
}

function auditForm({ name, enabled, settings, passwordSealed }: UserSource) {
  const { attributes, groups, ...rest } = settings;
  return {
    name,
    enabled,
    ...rest,
    attributes: { ...attributes },
    groups: { ...groups },
    hasBindPassword: passwordSealed !== null,
  };
}
