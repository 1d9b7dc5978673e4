import type { Language } from '@holdover/api';
import {
  canonicalJson,
  hours,
  later,
  toHex,
  utf8,
  type Digest,
  type Instant,
  type ProfileId,
  type UserId,
} from '@holdover/kernel';
import {
  coversDevice,
  DEVICE_MODELS,
  desiredState,
  digestOf,
  holdsUsers,
  members,
  offlineMethods,
  sessionCached,
  syncedUsersCap,
  synchronizedCredentials,
  type Members,
  type NobodyReason,
} from '@holdover/offline-login';
import type { ScanTarget as TerminalScanTarget, TerminalProfile, TerminalSettings } from '@holdover/protocol';
import type { Credential } from '../credentials/credential.ts';
import type { ListedDevice } from '../devices/device.ts';
import type { Profile } from '../profiles/profile.ts';
import type { User } from '../users/user.ts';
import type { KeyProtector } from '../terminals/terminal.ts';
import type { FleetSnapshot } from './fleet-snapshot.ts';
import type { Holding } from './holding.ts';

/** What A7 lets wait: taken together, at a synchronization or a reset. Stored as it is: no secret is in it but sealed ones. */
export interface CarriedSettings {
  readonly settings: TerminalSettings;
  readonly profile: CarriedProfile;
  /** Of the panel while nobody is logged in. */
  readonly language: Language;
}

export type CarriedProfile = Omit<TerminalProfile, 'scanTargets'> & {
  /** Whose targets they are: a sealed password opens for no other. */
  readonly id: ProfileId;
  readonly scanTargets: (Omit<TerminalScanTarget, 'password'> & { readonly passwordSealed: string | null })[];
};

export interface PlannedCredential {
  readonly credential: Credential;
  readonly source: 'sync' | 'session';
  /** Of a session's; a synchronized one is confirmed by the snapshot itself. */
  readonly confirmedAt: Instant | null;
}

/** What one terminal should hold now. */
export interface TerminalPlan {
  readonly nobody: NobodyReason | null;
  readonly users: readonly User[];
  readonly credentials: readonly PlannedCredential[];
  readonly leftOut: readonly User[];
  /** Hex, over users, credentials and device; settings wait and verifiers differ, so neither is in it. */
  readonly contentDigest: string;
  readonly carried: CarriedSettings;
}

export interface PlanQuestion {
  readonly snapshot: FleetSnapshot;
  readonly device: ListedDevice;
  readonly profile: Profile;
  readonly keyProtector: KeyProtector;
  /** B4: at this terminal, and at its site's if the setting shares them. */
  readonly sessionHoldings: readonly Holding[];
  /** B2: recent use of this device, 0 the most recent; frozen for the day. */
  readonly ranks: ReadonlyMap<UserId, number>;
  /** Of `candidates`. */
  readonly credentials: ReadonlyMap<UserId, readonly Credential[]>;
  readonly now: Instant;
}

/** B2: whom synchronization wants at this device, before anything is read about them. */
export function synchronizedUsers({
  snapshot,
  device,
  profile,
  ranks,
}: Pick<PlanQuestion, 'snapshot' | 'device' | 'profile' | 'ranks'>): Members<User> {
  const { userSync } = snapshot.offlineLogin;
  if (!userSync.enabled) return { included: [], leftOut: [] };
  const cap = syncedUsersCap(DEVICE_MODELS[device.model], profile.maxSyncedUsers);
  return members(userSync.assignments, snapshot.directory, { id: device.id, groups: device.deviceGroups, ranks }, cap);
}

/** B2: whether anybody's place at this device depends on who used it. */
export function ranksMatter({ offlineLogin }: FleetSnapshot, device: ListedDevice): boolean {
  const { enabled, assignments } = offlineLogin.userSync;
  const place = { id: device.id, groups: device.deviceGroups };
  return enabled && assignments.some((row) => row.rankByUse && coversDevice(row, place));
}

/** Everybody whose credentials `planFor` may need. */
export function candidates(question: Omit<PlanQuestion, 'credentials' | 'now' | 'keyProtector'>): readonly UserId[] {
  const { included } = synchronizedUsers(question);
  return [...new Set([...included.map(({ id }) => id), ...question.sessionHoldings.map(({ userId }) => userId)])];
}

/** Pure: the same snapshot, holdings and credentials give the same plan. */
export function planFor(question: PlanQuestion, digest: Digest): TerminalPlan {
  const { snapshot, device, profile } = question;
  const carried = carriedSettings(snapshot, profile);
  const nobody = whyNobody(question);
  const synced = nobody === null ? synchronizedUsers(question) : { included: [], leftOut: [] };
  const fromSync = synced.included.flatMap(({ id }) => syncCredentials(question, id));
  const fromSessions =
    nobody === null ? sessionCredentials(question, new Set(synced.included.map(({ id }) => id))) : [];
  const credentials = [...fromSync, ...fromSessions];
  const holders = new Set(credentials.map(({ credential }) => credential.userId));
  const users = [...holders].flatMap((id) => snapshot.users.get(id) ?? []);
  return {
    nobody,
    users,
    credentials,
    leftOut: synced.leftOut,
    contentDigest: contentDigest({ device, carried, users, credentials, snapshot }, digest),
    carried,
  };
}

export function whyNobody({
  snapshot,
  device,
  profile,
  keyProtector,
}: Pick<PlanQuestion, 'snapshot' | 'device' | 'profile' | 'keyProtector'>): NobodyReason | null {
  if (!device.active) return 'device-inactive';
  if (!DEVICE_MODELS[device.model].offlineLogin) return 'model-without-offline-login';
  if (!holdsUsers(snapshot.offlineLogin, device)) return 'offline-login-off';
  const methods = offlineMethods(profile.loginMethods);
  const bothOnly = methods.length === 1 && methods[0] === 'card+pin';
  // security.md: below the required protector only *ID card and PIN* users are cached.
  const protectedEnough = profile.requireProtector === 'any' || keyProtector === profile.requireProtector || bothOnly;
  if (methods.length === 0) return 'no-offline-method';
  return protectedEnough ? null : 'key-protector-too-weak';
}

function syncCredentials({ credentials, now }: PlanQuestion, userId: UserId): PlannedCredential[] {
  const dated = (credentials.get(userId) ?? []).map((credential) => ({ ...credential, ownEnd: credential.expiresAt }));
  return synchronizedCredentials(dated, now).map(({ ownEnd: _end, ...credential }) => ({
    credential,
    source: 'sync',
    confirmedAt: null,
  }));
}

/**
 * B4, B5: with unchanged ends; the newest login wins where several devices of a site know one credential. Whom synchronization
 * holds too keeps what logins left, so that it is there up to its own end once the assignment goes.
 */
function sessionCredentials(question: PlanQuestion, synced: ReadonlySet<UserId>): PlannedCredential[] {
  const { snapshot, sessionHoldings, credentials, now } = question;
  const newest = new Map<string, PlannedCredential & { readonly confirmedAt: Instant }>();
  for (const { credentialId, userId, confirmedAt } of sessionHoldings) {
    const credential = credentials.get(userId)?.find(({ id }) => id === credentialId);
    const enabled = snapshot.users.get(userId)?.enabled ?? false;
    if (credential === undefined || !enabled) continue;
    if (hasEnded(credential, confirmedAt, { now, cacheHours: snapshot.offlineLogin.cacheHours })) continue;
    if ((newest.get(credentialId)?.confirmedAt ?? -1) < confirmedAt) {
      newest.set(credentialId, { credential, source: 'session', confirmedAt });
    }
  }
  return capped([...newest.values()], synced);
}

function hasEnded(
  credential: Credential,
  confirmedAt: Instant,
  { now, cacheHours }: { now: Instant; cacheHours: number },
): boolean {
  return later(confirmedAt, hours(cacheHours)) <= now || (credential.expiresAt !== null && credential.expiresAt <= now);
}

/** B4: at most 1,000 users beyond those synchronization holds. */
function capped<C extends PlannedCredential & { readonly confirmedAt: Instant }>(
  planned: readonly C[],
  synced: ReadonlySet<UserId>,
): C[] {
  const lastUse = new Map<UserId, Instant>();
  for (const { credential, confirmedAt } of planned) {
    const before = lastUse.get(credential.userId);
    if (before === undefined || before < confirmedAt) lastUse.set(credential.userId, confirmedAt);
  }
  const used = [...lastUse].map(([userId, lastUsedAt]) => ({ userId, lastUsedAt }));
  const kept = new Set(sessionCached(used, synced).kept.map(({ userId }) => userId));
  return planned.filter(({ credential }) => kept.has(credential.userId));
}

export function carriedSettings(
  { offlineLogin, authentication, journal, spooling, language }: FleetSnapshot,
  profile: Profile,
): CarriedSettings {
  const { enabled, cacheHours, uncertainHours, userSync } = offlineLogin;
  const { pinMinLength, pinAttempts, pinRefillMinutes } = authentication;
  return {
    settings: {
      enabled,
      cacheHours,
      uncertainHours,
      intervalHours: userSync.intervalHours,
      pinMinLength,
      pinAttempts,
      pinRefillMinutes,
      retentionHours: spooling.retentionHours,
      offlinePageLimit: offlineLogin.offlinePageLimit,
      journalKeepDays: journal.keepDays,
    },
    language,
    profile: {
      id: profile.id,
      name: profile.name,
      loginMethods: [...profile.loginMethods],
      idleTimeoutSeconds: profile.idleTimeoutSeconds,
      actions: [...profile.actions],
      cardTransformation: profile.cardTransformation,
      cardRegistration: profile.cardRegistration,
      scanToUsb: profile.scanToUsb,
      scanTargets: profile.scanTargets.map(({ passwordSince: _since, ...target }) => target),
    },
  };
}

/** E: there is an address to send this person's scans to, and the server can send them. */
export function scanToMe({ canMail }: Pick<FleetSnapshot, 'canMail'>, { email }: Pick<User, 'email'>): boolean {
  return canMail && email !== null;
}

interface Content extends Pick<TerminalPlan, 'users' | 'credentials' | 'carried'> {
  readonly device: ListedDevice;
  readonly snapshot: Pick<FleetSnapshot, 'canMail' | 'hashing' | 'trust'>;
}

function contentDigest({ device, carried, users, credentials, snapshot }: Content, digest: Digest): string {
  const { id, name, model, active } = device;
  const byUser = new Map(users.map((user): [UserId, PlannedCredential[]] => [user.id, []]));
  const synced = new Set(credentials.flatMap(({ source, credential: { id } }) => (source === 'sync' ? [id] : [])));
  for (const planned of credentials) byUser.get(planned.credential.userId)?.push(planned);
  const state = desiredState({
    settings: carried.settings,
    device: { id, name, model, active },
    profile: carried.profile,
    users: users.map((user) => ({
      ...user,
      scanToMe: scanToMe(snapshot, user),
      // What came by both is synchronized: that a login left it too is no reason to pull.
      credentials: (byUser.get(user.id) ?? []).map(
        ({ credential: { id: credentialId, kind, expiresAt, generation } }) => ({
          id: credentialId,
          kind,
          ownEnd: expiresAt,
          source: synced.has(credentialId) ? 'sync' : 'session',
          generation: String(generation),
        }),
      ),
    })),
  });
  const digests = [...state].filter(([record]) => record !== 'settings' && record !== 'profile');
  const lines = digests
    .map(([record, value]) => [record, digestOf(value, digest)])
    .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
  // A terminal that holds nobody is told as well how to stretch, whom to trust and where to turn to.
  const { hashing, trust } = snapshot;
  const printer = device.printerPin === null ? {} : { printerPin: device.printerPin };
  const common = { pin: hashing.pin.use.generation, card: hashing.card.use.generation, ...trust, ...printer };
  return toHex(digest.sha256(utf8(canonicalJson([lines, common]))));
}
