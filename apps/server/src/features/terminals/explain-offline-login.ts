import type { Explanation, Language } from '@holdover/api';
import { toRfc3339, type DeviceId, type UserId } from '@holdover/kernel';
import { explain, type CredentialKind, type HoldingIntent } from '@holdover/offline-login';
import { createTranslators, explainPhrases } from '@holdover/phrases';
import { momentOf } from '../../moment-of.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { openStores } from '../../stores.ts';
import { readOrganisation } from '../settings/settings.ts';
import { viewDevice, type DeviceView, type DeviceViewDeps } from './device-view.ts';

const translators = createTranslators(explainPhrases);

/** Whether a person could log in at a device now, offline: how and until when, or why not and what would change it. */
export async function explainOfflineLoginOf(
  deps: DeviceViewDeps,
  { deviceId, userId }: { readonly deviceId: DeviceId; readonly userId: UserId },
  language: Language,
): Promise<Explanation> {
  const view = await viewDevice(deps, deviceId, userId);
  const found = view.held?.of(userId);
  const isHeld = found !== undefined && found.entries.length > 0;
  // A deleted user may still be in the cache of a terminal that is away.
  if (!view.snapshot.users.has(userId) && !isHeld) throw new ProblemFault('not-found');
  // A revoked terminal gets nobody new.
  const held = found === undefined || (!isHeld && view.terminal?.revokedAt !== null) ? nothingHeld(view) : found;
  const answer = explain({ held, intent: await intentOf(deps, view, userId) });
  const text = translators(language);
  const acknowledgedAt = view.terminal?.acknowledgedAt ?? null;
  const shared = { deviceId, userId, acknowledgedAt: acknowledgedAt === null ? null : toRfc3339(acknowledgedAt) };
  if (!answer.can) {
    const { reason } = answer;
    const [detail, change] = [text(`explain.reason.${reason}`), text(`explain.change.${reason}`)];
    return { ...shared, can: false, validUntil: null, ways: [], reason, detail, change };
  }
  const validUntil = toRfc3339(answer.validUntil);
  const ways = answer.ways.map((way) => ({
    method: way.method,
    validUntil: toRfc3339(way.validUntil),
    credentials: [...way.credentialIds],
  }));
  const { timeZone } = await readOrganisation(openStores(deps.database.queries).settings);
  const detail = text('explain.can', { until: momentOf(answer.validUntil, language, timeZone) });
  return { ...shared, can: true, validUntil, ways, reason: null, detail, change: null };
}

/** Nothing is held, whoever it is. */
export function nothingHeld({ terminal }: Pick<DeviceView, 'terminal'>): 'not-enrolled' | 'never-synchronized' {
  return terminal === undefined || terminal.revokedAt !== null ? 'not-enrolled' : 'never-synchronized';
}

async function intentOf(
  { database }: DeviceViewDeps,
  { snapshot, nobody, synchronized, now }: DeviceView,
  userId: UserId,
): Promise<HoldingIntent> {
  const credentials = await openStores(database.queries).credentials.ofUser(userId);
  const living = credentials.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const isIn = (users: readonly { readonly id: UserId }[]) => users.some(({ id }) => id === userId);
  const synchronization = !snapshot.offlineLogin.userSync.enabled
    ? 'off'
    : isIn(synchronized.included)
      ? 'included'
      : isIn(synchronized.leftOut)
        ? 'left-out'
        : 'not-assigned';
  return {
    nobody,
    userEnabled: snapshot.users.get(userId)?.enabled ?? false,
    kinds: new Set(living.map(({ kind }): CredentialKind => kind)),
    synchronization,
  };
}
