import * as z from 'zod';
import { deviceLinkField, deviceModelField } from './devices.ts';
import { idField, listQuery, pageOf, timeField } from './fields.ts';
import { route } from './route.ts';

/** How the terminals of a set of devices stand with the server; `inactive` counts deactivated devices, whatever their link. */
export const linkCounts = z.strictObject({
  online: z.int(),
  degraded: z.int(),
  away: z.int(),
  none: z.int(),
  inactive: z.int(),
});
export type LinkCounts = z.infer<typeof linkCounts>;

/** One device on the map. */
export const mapDevice = z.strictObject({
  id: idField('device'),
  name: z.string(),
  model: deviceModelField,
  link: deviceLinkField,
  active: z.boolean(),
  /** An alert stands for it. */
  alert: z.boolean(),
});
export type MapDevice = z.infer<typeof mapDevice>;

/** The most devices that a group of the map names one by one; those in trouble come first. */
export const MAP_DEVICES_MOST = 200;
/** Of all groups together: what a page can draw. From the first group that goes beyond it, groups are counts alone. */
export const MAP_DEVICES_MOST_IN_ALL = 800;

export const overview = z.strictObject({
  devices: linkCounts.extend({ total: z.int() }),
  users: z.strictObject({ total: z.int(), enabled: z.int() }),
  /** Terminals that have applied the newest settings, of those enrolled (A4). */
  rollout: z.strictObject({ applied: z.int(), total: z.int() }),
  /** Journal records that wait at terminals, as they last said. */
  journal: z.strictObject({ backlog: z.int(), terminals: z.int() }),
  standingAlerts: z.int(),
  /** Open items of the review; null without the right to read them. */
  openReview: z.int().nullable(),
  /** Credential caches of terminals that are away and end within a day, or have ended, soonest first (B5, B6). */
  endingCaches: z.strictObject({
    count: z.int(),
    items: z
      .array(
        z.strictObject({
          deviceId: idField('device'),
          deviceName: z.string(),
          /** When the last synchronized credential ends there. */
          validUntil: timeField,
        }),
      )
      .max(50),
  }),
  /** Sites, then other device groups, by name; last, with a null id, devices in no group. Built-in groups are left out. */
  groups: z.array(
    z.strictObject({
      id: idField('deviceGroup').nullable(),
      name: z.string(),
      site: z.boolean(),
      devices: linkCounts.extend({ total: z.int() }),
      items: z.array(mapDevice).max(MAP_DEVICES_MOST),
    }),
  ),
  /** What is set up, for the checklist. */
  setUp: z.strictObject({
    hasUsers: z.boolean(),
    hasCredentials: z.boolean(),
    hasDevices: z.boolean(),
    hasTerminals: z.boolean(),
    synchronizes: z.boolean(),
    /** The first offline login has worked. */
    hasOfflineLogin: z.boolean(),
  }),
  /** When this was computed. */
  at: timeField,
});
export type Overview = z.infer<typeof overview>;

export const getOverview = route('getOverview', 'GET /overview', {
  summary: 'The fleet at a glance',
  right: 'devices:read',
  answer: overview,
});

/** A time a terminal had no link to any server. */
export const outage = z.strictObject({
  deviceId: idField('device'),
  deviceName: z.string(),
  terminalId: idField('terminal'),
  /** The last contact before it. */
  from: timeField,
  /** The first contact after it; null while it lasts. */
  until: timeField.nullable(),
});
export type Outage = z.infer<typeof outage>;

/** Shorter ones are a restart or a flap, not an outage (seconds). */
export const OUTAGE_LEAST_SECONDS = 30;
/** They are forgotten after this (days). */
export const OUTAGES_KEPT_DAYS = 90;

export const listOutages = route('listOutages', 'GET /outages', {
  summary: 'When terminals had no link to the server: those that last, then newest first',
  right: 'devices:read',
  query: listQuery.omit({ sort: true }).extend({
    deviceId: idField('device').optional(),
    /** Those that last still or ended after this. */
    from: z.iso.datetime({ offset: true }).optional(),
    /** Those that began before this. */
    until: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: pageOf(outage),
});
