import { alertKindField, deviceLinkField, deviceModelField, jobStateField, reviewKindField } from '@holdover/api';
import type { AuditFilter } from '../client/administration-resources.ts';
import type { DeviceGroupFilter } from '../client/device-resources.ts';
import type { ImportFilter } from '../client/directory-resources.ts';
import type { AlertFilter } from '../client/overview-resources.ts';
import type {
  ActivityFilter,
  DeviceFilter,
  JobFilter,
  QueueFilter,
  SessionFilter,
  UserFilter,
} from '../client/resources.ts';
import type { ReviewFilter } from '../client/review-resources.ts';
import { timeFilterOf } from '../kit/time-filter.ts';
import { optionalId, optionalOneOf, optionalText } from './search-params.ts';

type Search = Record<string, unknown>;

/** What the address of each list may say. */
export const alertSearch = (search: Search): AlertFilter => ({
  state: optionalOneOf(['cleared', 'all'] as const, search['state']),
  kind: optionalOneOf(alertKindField.options, search['kind']),
  deviceId: optionalId('device', search['deviceId']),
});
export const userSearch = (search: Search): UserFilter => ({
  q: optionalText(search['q']),
  group: optionalId('group', search['group']),
  enabled: optionalOneOf(['true', 'false'] as const, search['enabled']),
  source: optionalId('userSource', search['source']),
  pinBelowFloor: optionalOneOf(['true'] as const, search['pinBelowFloor']),
  sort: optionalText(search['sort']),
});
export const deviceSearch = (search: Search): DeviceFilter => ({
  q: optionalText(search['q']),
  link: optionalOneOf(deviceLinkField.options, search['link']),
  deviceGroup: optionalId('deviceGroup', search['deviceGroup']),
  grouped: optionalOneOf(['true', 'false'] as const, search['grouped']),
  model: optionalOneOf(deviceModelField.options, search['model']),
  profileId: optionalId('profile', search['profileId']),
  active: optionalOneOf(['true', 'false'] as const, search['active']),
  backlog: optionalOneOf(['true'] as const, search['backlog']),
  sort: optionalText(search['sort']),
});
export const deviceGroupSearch = (search: Search): DeviceGroupFilter => ({
  q: optionalText(search['q']),
  site: optionalOneOf(['true', 'false'] as const, search['site']),
  sort: optionalText(search['sort']),
});
export const queueSearch = (search: Search): QueueFilter => ({
  q: optionalText(search['q']),
  sort: optionalText(search['sort']),
});
export const jobSearch = (search: Search): JobFilter => ({
  q: optionalText(search['q']),
  over: optionalOneOf(['true', 'any'] as const, search['over']),
  state: optionalOneOf(jobStateField.options, search['state']),
  userId: optionalId('user', search['userId']),
  queueId: optionalId('queue', search['queueId']),
  deviceId: optionalId('device', search['deviceId']),
  ...timeFilterOf(search),
});
export const sessionSearch = (search: Search): SessionFilter => ({
  ...timeFilterOf(search),
  sessionId: optionalId('session', search['sessionId']),
  mode: optionalOneOf(['online', 'offline'] as const, search['mode']),
  userId: optionalId('user', search['userId']),
  deviceId: optionalId('device', search['deviceId']),
});
export const activitySearch = (search: Search): ActivityFilter => ({
  ...sessionSearch(search),
  activityId: optionalId('activity', search['activityId']),
  unauthenticated: optionalOneOf(['true'] as const, search['unauthenticated']),
});
export const reviewSearch = (search: Search): ReviewFilter => ({
  state: optionalOneOf(['decided', 'all'] as const, search['state']),
  kind: optionalOneOf(reviewKindField.options, search['kind']),
  deviceId: optionalId('device', search['deviceId']),
});
export const importSearch = (search: Search): ImportFilter => ({ source: optionalId('userSource', search['source']) });
const ACTOR_KINDS = ['administrator', 'api-token', 'user', 'terminal', 'system'] as const;
export const auditSearch = (search: Search): AuditFilter => ({
  q: optionalText(search['q']),
  action: optionalText(search['action']),
  target: optionalText(search['target']),
  targetKind: optionalText(search['targetKind']),
  actor: optionalText(search['actor']),
  actorKind: optionalOneOf(ACTOR_KINDS, search['actorKind']),
  ...timeFilterOf(search),
});
