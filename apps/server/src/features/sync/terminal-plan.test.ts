import {
  DEFAULT_AUTHENTICATION,
  DEFAULT_JOURNAL,
  DEFAULT_OFFLINE_LOGIN,
  DEFAULT_SPOOLING,
  type OfflineLoginSettings,
} from '@holdover/api';
import {
  ALL_DEVICES,
  ALL_USERS,
  hours,
  instant,
  later,
  makeId,
  type DeviceGroupId,
  type TerminalId,
} from '@holdover/kernel';
import { createNodeDigest, createSeededEntropy } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../credentials/credential.ts';
import type { ListedDevice } from '../devices/device.ts';
import { NO_SCAN_TARGETS, type Profile } from '../profiles/profile.ts';
import type { User } from '../users/user.ts';
import { createDirectory, type FleetSnapshot } from './fleet-snapshot.ts';
import type { Holding } from './holding.ts';
import { candidates, planFor, type PlanQuestion, type TerminalPlan } from './terminal-plan.ts';
import { sampleUser } from '../../testing/sample-job.ts';

const NOW = instant(1_790_000_000_000);
const entropy = createSeededEntropy('terminal-plan');
const digest = createNodeDigest();

function user(userName: string, change: Partial<User> = {}): User {
  return sampleUser(userName, { createdAt: NOW, ...change });
}

function credential(owner: User, kind: 'pin' | 'card', change: Partial<Credential> = {}): Credential {
  const id = makeId(kind, NOW, entropy);
  const secret = { lookup: '', sealed: '', generation: 1, fingerprint: null, length: 6, ending: '' };
  return { id, userId: owner.id, kind, ...secret, createdAt: NOW, expiresAt: null, ...change };
}

const profile: Profile = {
  id: makeId('profile', NOW, entropy),
  name: 'Default',
  loginMethods: ['pin', 'card'],
  idleTimeoutSeconds: 60,
  maxSyncedUsers: 2,
  requireProtector: 'any',
  cardTransformation: null,
  actions: ['print'],
  ...NO_SCAN_TARGETS,
  default: true,
  createdAt: NOW,
};

const device: ListedDevice = {
  id: makeId('device', NOW, entropy),
  name: 'Lift',
  model: 'kyocera',
  profileId: profile.id,
  address: null,
  active: true,
  printerPin: null,
  createdAt: NOW,
  deviceGroups: [],
};

const everybody = {
  ...DEFAULT_OFFLINE_LOGIN.userSync,
  enabled: true,
  assignments: [{ devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false }],
};

const HASHING = {
  use: { generation: 1, links: [{ salt: 'A'.repeat(22), parameters: { memoryKiB: 8, passes: 1, lanes: 1 } }] },
  target: null,
  former: null,
};

interface World {
  readonly users: readonly User[];
  readonly credentials: readonly Credential[];
  readonly holdings?: readonly Holding[];
  readonly ranks?: PlanQuestion['ranks'];
  readonly settings?: Partial<OfflineLoginSettings>;
  readonly retentionHours?: number;
  readonly canMail?: boolean;
  readonly device?: Partial<ListedDevice>;
  readonly profile?: Partial<Profile>;
  readonly keyProtector?: PlanQuestion['keyProtector'];
}

function plan(world: World): TerminalPlan {
  const users = new Map(world.users.map((one) => [one.id, one]));
  const snapshot: FleetSnapshot = {
    revision: 1,
    at: NOW,
    offlineLogin: { ...DEFAULT_OFFLINE_LOGIN, userSync: everybody, ...world.settings },
    authentication: DEFAULT_AUTHENTICATION,
    hashing: { pin: HASHING, card: HASHING },
    trust: { authority: null, gateways: [] },
    journal: DEFAULT_JOURNAL,
    spooling: { ...DEFAULT_SPOOLING, retentionHours: world.retentionHours ?? DEFAULT_SPOOLING.retentionHours },
    language: 'en',
    canMail: world.canMail ?? false,
    devices: new Map(),
    profiles: new Map(),
    users,
    directory: createDirectory(users, [], []),
    pinsByLength: new Map(),
    unusedPins: new Set(),
    sites: new Map<typeof device.id, DeviceGroupId>(),
  };
  const asked = {
    snapshot,
    device: { ...device, ...world.device },
    profile: { ...profile, ...world.profile },
    sessionHoldings: world.holdings ?? [],
    ranks: world.ranks ?? new Map(),
  };
  const wanted = new Set(candidates(asked));
  const credentials = new Map(
    [...wanted].map((id) => [id, world.credentials.filter(({ userId }) => userId === id)] as const),
  );
  return planFor({ ...asked, credentials, keyProtector: world.keyProtector ?? 'keyfile', now: NOW }, digest);
}

const terminalId: TerminalId = makeId('terminal', NOW, entropy);

function session({ id, userId, kind, expiresAt }: Credential, hoursAgo: number): Holding {
  const confirmedAt = instant(NOW - hours(hoursAgo));
  const fields = { source: 'session', endsAt: expiresAt, knownAt: null, acknowledged: true } as const;
  return { terminalId, credentialId: id, userId, method: kind, confirmedAt, ...fields };
}

const [anna, bert, carl] = [user('anna'), user('bert'), user('carl')];
const [annaPin, bertCard, carlPin] = [credential(anna, 'pin'), credential(bert, 'card'), credential(carl, 'pin')];
const all = { users: [anna, bert, carl], credentials: [annaPin, bertCard, carlPin] };
const ids = ({ credentials }: TerminalPlan) => credentials.map(({ credential: { id }, source }) => [id, source]);

describe('what a terminal should hold', () => {
  test('[B2c] the first of the profile’s number, and the others by name as left out', () => {
    const { users, leftOut } = plan(all);
    expect(users.map(({ userName }) => userName)).toEqual(['anna', 'bert']);
    expect(leftOut.map(({ userName }) => userName)).toEqual(['carl']);
  });

  test('[B4b] who logged in there is held beyond that number', () => {
    expect(ids(plan({ ...all, holdings: [session(carlPin, 1)] }))).toEqual([
      [annaPin.id, 'sync'],
      [bertCard.id, 'sync'],
      [carlPin.id, 'session'],
    ]);
  });

  test('[B4d] what a login left stays up to its own end when the assignment of its owner goes', () => {
    const holdings = [session(annaPin, 10)];
    const assigned = plan({ ...all, holdings });
    expect(ids(assigned)).toEqual([
      [annaPin.id, 'sync'],
      [bertCard.id, 'sync'],
      [annaPin.id, 'session'],
    ]);
    const nobody = { ...everybody, assignments: [] };
    const after = plan({ ...all, holdings, settings: { userSync: nobody } });
    expect(ids(after)).toEqual([[annaPin.id, 'session']]);
    expect(after.credentials[0]?.confirmedAt).toBe(NOW - hours(10));
  });

  test('[B2e] who used the device most lately comes first where the row asks for it', () => {
    const ranked = { ...everybody, assignments: everybody.assignments.map((row) => ({ ...row, rankByUse: true })) };
    const ranks = new Map([
      [carl.id, 0],
      [bert.id, 1],
    ]);
    const names = (settings: Partial<OfflineLoginSettings>) =>
      plan({ ...all, ranks, settings }).leftOut.map(({ userName }) => userName);
    expect(names({ userSync: ranked })).toEqual(['anna']);
    expect(names({ userSync: everybody })).toEqual(['carl']);
  });

  test('[B5d] a session’s credential keeps the moment of its login, and is gone after cacheHours', () => {
    const kept = plan({ ...all, holdings: [session(carlPin, 71)] });
    expect(kept.credentials.at(-1)).toMatchObject({ source: 'session', confirmedAt: NOW - hours(71) });
    expect(ids(plan({ ...all, holdings: [session(carlPin, 72)] }))).toHaveLength(2);
  });

  test('[B7e] nothing is held of a disabled user, of a credential taken away or given to somebody else', () => {
    const disabled = plan({
      ...all,
      users: [anna, bert, { ...carl, enabled: false }],
      holdings: [session(carlPin, 1)],
    });
    const removed = plan({ ...all, credentials: [annaPin, bertCard], holdings: [session(carlPin, 1)] });
    const moved = plan({
      ...all,
      credentials: [annaPin, bertCard, { ...carlPin, userId: anna.id }],
      holdings: [session(carlPin, 1)],
    });
    for (const { users } of [disabled, removed, moved]) expect(users.map(({ id }) => id)).not.toContain(carl.id);
  });

  test.each([
    ['model-without-offline-login', { device: { model: 'other' } }],
    ['device-inactive', { device: { active: false } }],
    ['offline-login-off', { settings: { enabled: false } }],
    ['no-offline-method', { profile: { loginMethods: ['password'] } }],
    ['key-protector-too-weak', { profile: { requireProtector: 'tpm2' } }],
  ] as const)('[A3b] [A5a] nobody, because of %s', (nobody, change) => {
    const result = plan({ ...all, holdings: [session(carlPin, 1)], ...(change as Partial<World>) });
    expect(result).toMatchObject({ nobody, users: [], credentials: [] });
  });

  test('below the protector that is asked for, only ID card and PIN together are cached', () => {
    const strict = { requireProtector: 'tpm2', loginMethods: ['card+pin', 'password'] } as const;
    expect(plan({ ...all, profile: strict }).nobody).toBeNull();
    expect(plan({ ...all, profile: { requireProtector: 'tpm2' }, keyProtector: 'tpm2' }).nobody).toBeNull();
  });
});

describe('the digest of it', () => {
  const before = plan(all).contentDigest;

  test('[G3e] terminals hold jobs for the hours that are set', () => {
    const { carried } = plan({ ...all, retentionHours: 7 });
    expect(carried.settings.retentionHours).toBe(7);
  });

  test('[A7a] does not count settings and profile, which wait', () => {
    const settings = { cacheHours: 24, uncertainHours: 1 };
    expect(plan({ ...all, settings, profile: { idleTimeoutSeconds: 30, name: 'Other' } }).contentDigest).toBe(before);
  });

  test('[A7a] folders, card registration and the language wait as the rest of a profile does', () => {
    const target = { id: makeId('scanTarget', NOW, entropy), name: 'In', kind: 'smb', url: 'smb://files/in' } as const;
    const scanTargets = [{ ...target, userName: '', trust: null, passwordSealed: 'AAAA', passwordSince: NOW }];
    const changed = plan({ ...all, profile: { cardRegistration: true, scanToUsb: false, scanTargets } });
    expect(changed.contentDigest).toBe(before);
    expect(changed.carried.profile).toMatchObject({ cardRegistration: true, scanToUsb: false, scanTargets: [target] });
    expect(changed.carried.language).toBe('en');
  });

  test('counts whether scans can be sent to somebody: by their address, and by whether the server sends e-mail', () => {
    const users = [{ ...anna, email: 'anna@example.org' }, bert, carl];
    expect(plan({ ...all, users }).contentDigest).toBe(before);
    expect(plan({ ...all, canMail: true }).contentDigest).toBe(before);
    expect(plan({ ...all, users, canMail: true }).contentDigest).not.toBe(before);
  });

  test('counts users, credentials, their ends and the device', () => {
    const expiring = { ...annaPin, expiresAt: later(NOW, hours(1)) };
    const changes: Partial<World>[] = [
      { users: [{ ...anna, fullName: 'Anna A.' }, bert, carl] },
      { users: [{ ...anna, color: false }, bert, carl] },
      { credentials: [expiring, bertCard, carlPin] },
      { credentials: [{ ...annaPin, generation: 2 }, bertCard, carlPin] },
      { holdings: [session(carlPin, 1)] },
      { device: { name: 'Stairs' } },
    ];
    const digests = changes.map((change) => plan({ ...all, ...change }).contentDigest);
    expect(new Set([before, ...digests]).size).toBe(changes.length + 1);
  });

  test('[B4d] counts whether synchronization or a login holds a credential: a terminal must not confirm what nobody assigns', () => {
    const holdings = [session(annaPin, 1)];
    const only = (userSync: OfflineLoginSettings['userSync']) =>
      plan({ users: [anna], credentials: [annaPin], holdings, settings: { userSync } }).contentDigest;
    expect(only({ ...everybody, assignments: [] })).not.toBe(only(everybody));
    expect(plan({ users: [anna], credentials: [annaPin] }).contentDigest).toBe(only(everybody));
  });

  test('[B5d] does not count when a session was confirmed: an online login is no reason to pull', () => {
    const at = (hoursAgo: number) => plan({ ...all, holdings: [session(carlPin, hoursAgo)] }).contentDigest;
    expect(at(1)).toBe(at(5));
  });
});
