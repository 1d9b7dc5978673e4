import {
  addGroupMember,
  addNestedGroup,
  ApiFault,
  createCard,
  createPin,
  DEFAULT_OFFLINE_LOGIN,
  deleteCard,
  deletePin,
  deleteUser,
  patchDevice,
  patchProfile,
  patchUser,
  putAuthentication,
  putOfflineLogin,
  removeGroupMember,
  removeNestedGroup,
  resetDevice,
  resetTerminals,
  synchronizeDevice,
  unlockPin,
  type ApiClient,
  type OfflineLoginSettings,
} from '@holdover/api';
import {
  ALL_DEVICES,
  later,
  minutes,
  toRfc3339,
  type DeviceId,
  type GroupId,
  type Instant,
  type ProfileId,
} from '@holdover/kernel';
import { holdsNow, type Person, type Secret } from './people.ts';
import type { AdminAction } from './step.ts';

/** What the server was told, as far as its answers say. */
export interface Orders {
  settings: OfflineLoginSettings;
  authentication: { pinMinLength: number; pinAttempts: number; pinRefillMinutes: number };
  mostUsers: number;
}

export const FIRST_ORDERS: Orders = {
  settings: { ...DEFAULT_OFFLINE_LOGIN, cacheHours: 8 },
  authentication: { pinMinLength: 12, pinAttempts: 5, pinRefillMinutes: 90 },
  mostUsers: 5,
};

export interface AdministratorsDeps {
  readonly api: ApiClient;
  readonly now: () => Instant;
  readonly people: readonly Person[];
  readonly devices: readonly DeviceId[];
  readonly profile: ProfileId;
  readonly orders: Orders;
  /** One that may be in the other. */
  readonly groups: { readonly outer: GroupId; readonly inner: GroupId };
  /** A number nobody ever had. */
  readonly newSecret: (kind: Secret['kind']) => string;
  /** An unlock that the server took. */
  readonly onUnlocked: (device: number) => void;
}

/** Does at the console what a step says. @returns what came of it, for the trace */
export async function administer(deps: AdministratorsDeps, action: AdminAction): Promise<string> {
  switch (action.do) {
    case 'disable':
    case 'enable':
      return setEnabled(deps, person(deps, action.who), action.do === 'enable');
    case 'delete':
      return remove(deps, person(deps, action.who));
    case 'give-pin':
    case 'give-card': {
      const kind = action.do === 'give-pin' ? 'pin' : 'card';
      const endsAt = action.forMinutes === null ? null : later(deps.now(), minutes(action.forMinutes));
      return give(deps, person(deps, action.who), { kind, text: deps.newSecret(kind), endsAt });
    }
    case 'take-pin':
    case 'take-card':
      return take(deps, person(deps, action.who), action.do === 'take-pin' ? 'pin' : 'card', action.nth);
    case 'move-card':
    case 'move-pin':
      return move(deps, action);
    case 'settings': {
      const { cacheHours, uncertainHours, intervalHours, reset } = action;
      const userSync = { ...deps.orders.settings.userSync, intervalHours };
      return saveSettings(deps, { ...deps.orders.settings, cacheHours, uncertainHours, userSync }, reset);
    }
    case 'feature':
      return saveSettings(deps, { ...deps.orders.settings, enabled: action.on }, true);
    case 'synchronization': {
      const userSync = { ...deps.orders.settings.userSync, enabled: action.on };
      return saveSettings(deps, { ...deps.orders.settings, userSync }, false);
    }
    case 'nest':
      return nest(deps, action.on);
    case 'assign': {
      if (action.inner !== undefined) return assignGroup(deps, action.order, action.inner);
      const users = action.order.map((number) => person(deps, number)).filter(({ deleted }) => !deleted);
      const row = {
        devices: [],
        deviceGroups: [ALL_DEVICES],
        users: users.map(({ id }) => id),
        groups: [],
        rankByUse: false,
      };
      return saveSettings(
        deps,
        { ...deps.orders.settings, userSync: { ...deps.orders.settings.userSync, assignments: [row] } },
        false,
      );
    }
    case 'throttle': {
      const body = {
        ...deps.orders.authentication,
        pinAttempts: action.attempts,
        pinRefillMinutes: action.refillMinutes,
      };
      return attempt(async () => {
        await deps.api.call(putAuthentication, { body });
        deps.orders.authentication = body;
      });
    }
    case 'most-users':
      return attempt(async () => {
        await deps.api.call(patchProfile, { params: { id: deps.profile }, body: { maxSyncedUsers: action.most } });
        deps.orders.mostUsers = action.most;
      });
    case 'reset-all':
      return attempt(() => deps.api.call(resetTerminals, {}));
    case 'synchronize':
      return attempt(() => deps.api.call(synchronizeDevice, { params: { id: device(deps, action.at) } }));
    case 'reset':
      return attempt(() => deps.api.call(resetDevice, { params: { id: device(deps, action.at) } }));
    case 'unlock-pin':
      return attempt(
        async () => {
          await deps.api.call(unlockPin, { params: { id: device(deps, action.at) } });
          deps.onUnlocked(action.at);
        },
        () => deps.onUnlocked(action.at),
      );
    case 'deactivate':
    case 'activate': {
      const active = action.do === 'activate';
      return attempt(() => deps.api.call(patchDevice, { params: { id: device(deps, action.at) }, body: { active } }));
    }
  }
}

/**
 * Invariant: `done` stands for durable, a refusal for nothing changed; where the server broke down on the way, either may be
 * true, and `vague` says so.
 */
async function attempt(work: () => Promise<unknown>, vague: () => void = () => undefined): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof ApiFault && error.problem.status < 500) return error.code;
    vague();
    return 'broken';
  }
}

async function setEnabled({ api, now }: AdministratorsDeps, who: Person, enabled: boolean): Promise<string> {
  if (who.deleted) return 'deleted';
  return attempt(
    async () => {
      await api.call(patchUser, { params: { id: who.id }, body: { enabled } });
      if (!enabled && who.enabled) who.barredSince = now();
      if (enabled) who.barredSince = null;
      who.enabled = enabled;
      who.vague = false;
    },
    () => {
      who.vague = true;
    },
  );
}

async function remove({ api, now }: AdministratorsDeps, who: Person): Promise<string> {
  if (who.deleted) return 'deleted';
  return attempt(
    async () => {
      await api.call(deleteUser, { params: { id: who.id } });
      who.deleted = true;
      who.barredSince ??= now();
      who.vague = false;
      for (const secret of who.secrets) secret.takenAt ??= now();
    },
    () => {
      who.vague = true;
    },
  );
}

/** Those of the order who are not in the inner group are put into the outer one, which is assigned. */
async function assignGroup(deps: AdministratorsDeps, order: readonly number[], inner: number): Promise<string> {
  const { api, groups, orders } = deps;
  const wanted = order.map((number) => person(deps, number)).filter(({ deleted }) => !deleted);
  const put = (who: Person, id: GroupId, isIn: boolean) =>
    api.call(isIn ? addGroupMember : removeGroupMember, { params: { id, userId: who.id } });
  const moved = await attempt(async () => {
    for (const who of deps.people.filter(({ deleted }) => !deleted)) {
      const place = wanted.indexOf(who);
      await put(who, groups.inner, place >= 0 && place < inner);
      await put(who, groups.outer, place >= inner);
    }
  });
  if (moved !== 'done') return moved;
  const nested = await nest(deps, true);
  if (nested !== 'done') return nested;
  const row = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [groups.outer], rankByUse: false };
  return saveSettings(
    deps,
    { ...orders.settings, userSync: { ...orders.settings.userSync, assignments: [row] } },
    false,
  );
}

function nest({ api, groups }: AdministratorsDeps, on: boolean): Promise<string> {
  const params = { id: groups.outer, groupId: groups.inner };
  return attempt(() => api.call(on ? addNestedGroup : removeNestedGroup, { params }));
}

type NewSecret = Pick<Secret, 'kind' | 'text' | 'endsAt'>;

async function give({ api, now }: AdministratorsDeps, who: Person, { kind, text, endsAt }: NewSecret): Promise<string> {
  if (who.deleted) return 'deleted';
  const expiresAt = endsAt === null ? null : toRfc3339(endsAt);
  const params = { id: who.id };
  const keep = (id: Secret['id']): void => {
    who.secrets.push({ kind, text, id, endsAt, givenAt: now(), takenAt: null, vague: id === undefined });
  };
  return attempt(
    async () => {
      const { id } =
        kind === 'pin'
          ? await api.call(createPin, { params, body: { pin: text, expiresAt } })
          : await api.call(createCard, { params, query: { move: 'true' }, body: { number: text, expiresAt } });
      keep(id);
    },
    () => keep(undefined),
  );
}

async function take({ api, now }: AdministratorsDeps, who: Person, kind: Secret['kind'], nth: number): Promise<string> {
  const secret = holdsNow(who, kind, now()).filter(({ id }) => id !== undefined)[nth];
  if (secret?.id === undefined) return 'none';
  const { id } = secret;
  return attempt(
    async () => {
      await (kind === 'pin'
        ? api.call(deletePin, { params: { id: who.id, pinId: id as never } }) // a PIN's id, of a secret of that kind
        : api.call(deleteCard, { params: { id: who.id, cardId: id as never } })); // likewise
      secret.takenAt = now();
      secret.vague = false;
    },
    () => {
      secret.vague = true;
    },
  );
}

/** Taken from one and given to another: a card at once, a PIN only when no terminal opens with it any more (B9). */
async function move(
  deps: AdministratorsDeps,
  action: { readonly do: 'move-card' | 'move-pin'; readonly who: number; readonly to: number; readonly nth: number },
): Promise<string> {
  const kind = action.do === 'move-card' ? 'card' : 'pin';
  const from = person(deps, action.who);
  const secret = holdsNow(from, kind, deps.now()).filter(({ id }) => id !== undefined)[action.nth];
  const taken = await take(deps, from, kind, action.nth);
  if (taken !== 'done' || secret === undefined) return taken;
  return `taken, ${await give(deps, person(deps, action.to), { kind, text: secret.text, endsAt: null })}`;
}

function saveSettings(
  { api, orders }: AdministratorsDeps,
  body: OfflineLoginSettings,
  reset: boolean,
): Promise<string> {
  return attempt(async () => {
    await api.call(putOfflineLogin, { body, query: { reset: reset ? 'true' : 'false' } });
    orders.settings = body;
  });
}

function person({ people }: AdministratorsDeps, number: number): Person {
  return people[number % people.length] as Person; // a cast of at least one
}

function device({ devices }: AdministratorsDeps, at: number): DeviceId {
  return devices[at % devices.length] as DeviceId; // a fleet of at least one
}
