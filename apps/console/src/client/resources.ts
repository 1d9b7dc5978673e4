import {
  getDevice,
  getMail,
  getOfflineLogin,
  getOrganisation,
  getPinRisk,
  getProfile,
  getRollout,
  getSpooling,
  getUser,
  listActivities,
  listCards,
  listDeviceGroups,
  listDevices,
  listGroups,
  listJobs,
  listPins,
  listProfiles,
  listQueues,
  listSessions,
  listUsers,
  offlineUsers,
  userOfflineDevices,
  type ApiClient,
  type Device,
  type DeviceModel,
  type JobStateName,
  type User,
} from '@holdover/api';
import type {
  ActivityId,
  DeviceGroupId,
  DeviceId,
  GroupId,
  Id,
  ProfileId,
  QueueId,
  SessionId,
  UserId,
  UserSourceId,
} from '@holdover/kernel';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { timeQuery, type TimeFilter } from '../kit/time-filter.ts';
import type { Zone } from '../kit/zoned-time.ts';
import { administrationResources } from './administration-resources.ts';
import { deviceResources } from './device-resources.ts';
import { directoryResources } from './directory-resources.ts';
import { createGateResources } from './gate-resources.ts';
import { overviewResources } from './overview-resources.ts';
import { reviewResources } from './review-resources.ts';
import { given, PAGE, pages, POLLED, WHOLE } from './query-builders.ts';
import { keys } from './query-keys.ts';
import { settingsResources } from './settings-resources.ts';

export interface UserFilter {
  readonly q?: string | undefined;
  readonly group?: GroupId | undefined;
  readonly enabled?: 'true' | 'false' | undefined;
  readonly source?: UserSourceId | undefined;
  /** B9: a PIN of theirs is shorter than the floor. */
  readonly pinBelowFloor?: 'true' | undefined;
  readonly sort?: string | undefined;
}
export interface DeviceFilter {
  readonly q?: string | undefined;
  readonly link?: 'none' | 'online' | 'degraded' | 'away' | undefined;
  /** A group or a site. */
  readonly deviceGroup?: DeviceGroupId | undefined;
  /** `false`: in no group and no site. */
  readonly grouped?: 'true' | 'false' | undefined;
  readonly model?: DeviceModel | undefined;
  readonly profileId?: ProfileId | undefined;
  readonly active?: 'true' | 'false' | undefined;
  /** Journal records wait there. */
  readonly backlog?: 'true' | undefined;
  readonly sort?: string | undefined;
}
export interface QueueFilter {
  readonly q?: string | undefined;
  readonly sort?: string | undefined;
}
/** Jobs that are not over, unless told otherwise. */
export interface JobFilter extends TimeFilter {
  readonly q?: string | undefined;
  readonly over?: 'true' | 'any' | undefined;
  readonly state?: JobStateName | undefined;
  readonly userId?: UserId | undefined;
  readonly queueId?: QueueId | undefined;
  readonly deviceId?: DeviceId | undefined;
}
export interface SessionFilter extends TimeFilter {
  readonly sessionId?: SessionId | undefined;
  readonly userId?: UserId | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly mode?: 'online' | 'offline' | undefined;
}

export interface ActivityFilter extends SessionFilter {
  readonly activityId?: ActivityId | undefined;
  readonly unauthenticated?: 'true' | undefined;
}

/** Everything the pages read, each with the name it is cached under. */
export function createResources(api: ApiClient) {
  return {
    ...createGateResources(api),
    ...peopleResources(api),
    ...directoryResources(api),
    ...deviceResources(api),
    ...administrationResources(api),
    ...overviewResources(api),
    ...fleetResources(api),
    ...printingResources(api),
    ...recordResources(api),
    ...reviewResources(api),
    ...settingsResources(api),
  };
}
export type Resources = ReturnType<typeof createResources>;

function peopleResources(api: ApiClient) {
  return {
    users: (filter: UserFilter) =>
      pages([...keys.users, filter], (at) => api.call(listUsers, { query: { limit: PAGE, ...given(filter), ...at } })),
    user: (id: UserId) =>
      queryOptions({ queryKey: keys.user(id), queryFn: () => api.call(getUser, { params: { id } }) }),
    findUsers: (q: string) =>
      queryOptions({
        queryKey: [...keys.users, 'find', q],
        queryFn: async (): Promise<User[]> =>
          (await api.call(listUsers, { query: { limit: 20, ...given({ q }) } })).items,
        placeholderData: keepPreviousData,
      }),
    pinRisk: () => queryOptions({ queryKey: keys.pinRisk, queryFn: () => api.call(getPinRisk, {}), retry: false }),
    pins: (id: UserId) =>
      queryOptions({ queryKey: keys.pins(id), queryFn: () => api.call(listPins, { params: { id } }) }),
    cards: (id: UserId) =>
      queryOptions({ queryKey: keys.cards(id), queryFn: () => api.call(listCards, { params: { id } }) }),
    offlineDevices: (id: UserId) =>
      queryOptions({
        queryKey: keys.offlineDevices(id),
        queryFn: () => api.call(userOfflineDevices, { params: { id } }),
        ...POLLED,
      }),
  };
}

function fleetResources(api: ApiClient) {
  return {
    groups: () =>
      queryOptions({ queryKey: keys.groups, queryFn: () => api.call(listGroups, { query: { limit: WHOLE } }) }),
    deviceGroups: () =>
      queryOptions({
        queryKey: keys.deviceGroups,
        queryFn: () => api.call(listDeviceGroups, { query: { limit: WHOLE } }),
      }),
    profiles: () =>
      queryOptions({ queryKey: keys.profiles, queryFn: () => api.call(listProfiles, { query: { limit: WHOLE } }) }),
    profile: (id: ProfileId) =>
      queryOptions({ queryKey: keys.profile(id), queryFn: () => api.call(getProfile, { params: { id } }) }),
    mail: () => queryOptions({ queryKey: keys.mail, queryFn: () => api.call(getMail, {}) }),
    organisation: () => queryOptions({ queryKey: keys.organisation, queryFn: () => api.call(getOrganisation, {}) }),
    // Heartbeats are no news: last contact and what waits in a journal are asked for.
    devices: (filter: DeviceFilter) => ({
      ...pages([...keys.devices, filter], (at) =>
        api.call(listDevices, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
      ...POLLED,
    }),
    device: (id: DeviceId) =>
      queryOptions({ queryKey: keys.device(id), queryFn: () => api.call(getDevice, { params: { id } }), ...POLLED }),
    findDevices: (q: string) =>
      queryOptions({
        queryKey: [...keys.devices, 'find', q],
        queryFn: async (): Promise<Device[]> =>
          (await api.call(listDevices, { query: { limit: 20, ...given({ q }) } })).items,
        placeholderData: keepPreviousData,
      }),
    offlineUsers: (id: DeviceId) => ({
      ...pages(keys.offlineUsers(id), (at) =>
        api.call(offlineUsers, { params: { id }, query: { limit: PAGE, ...at } }),
      ),
      ...POLLED,
    }),
    rollout: () => queryOptions({ queryKey: keys.rollout, queryFn: () => api.call(getRollout, {}) }),
    offlineLogin: () => queryOptions({ queryKey: keys.offlineLogin, queryFn: () => api.call(getOfflineLogin, {}) }),
  };
}

function printingResources(api: ApiClient) {
  return {
    queues: (filter: QueueFilter) =>
      pages([...keys.queues, filter], (at) =>
        api.call(listQueues, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    allQueues: () =>
      queryOptions({
        queryKey: [...keys.queues, 'all'],
        queryFn: () => api.call(listQueues, { query: { limit: WHOLE } }),
      }),
    // Of jobs in the spools of devices there are no events.
    jobs: ({ over, time, from, until, ...filter }: JobFilter, zone?: Zone) => ({
      ...pages([...keys.jobs, { over, time, from, until, ...filter }, zone], (at) =>
        api.call(listJobs, {
          query: {
            limit: PAGE,
            ...given({ ...filter, ...timeQuery({ time, from, until }, zone, Date.now()) }),
            // A state says by itself whether the job is over.
            ...(over === 'any' || filter.state !== undefined ? {} : { over: over ?? 'false' }),
            ...at,
          },
        }),
      ),
      ...POLLED,
    }),
    spooling: () => queryOptions({ queryKey: keys.spooling, queryFn: () => api.call(getSpooling, {}) }),
  };
}

function recordResources(api: ApiClient) {
  return {
    sessions: (filter: SessionFilter, zone?: Zone) =>
      pages([...keys.sessions, filter, zone], (at) =>
        api.call(listSessions, { query: { limit: PAGE, ...given(recordQuery(filter, zone)), ...at } }),
      ),
    activities: (sessionId: Id<'session'>) =>
      queryOptions({
        queryKey: [...keys.activities, sessionId],
        queryFn: () => api.call(listActivities, { query: { sessionId, limit: WHOLE } }),
      }),
    allActivities: (filter: ActivityFilter, zone?: Zone) =>
      pages([...keys.activities, 'all', filter, zone], (at) =>
        api.call(listActivities, { query: { limit: PAGE, ...given(recordQuery(filter, zone)), ...at } }),
      ),
  };
}

function recordQuery<F extends TimeFilter>({ time, from, until, ...filter }: F, zone: Zone) {
  return { ...filter, ...timeQuery({ time, from, until }, zone, Date.now()) };
}
