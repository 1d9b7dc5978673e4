import * as z from 'zod';
import { renewedPin } from './credentials.ts';
import { idField, idParams, listQuery, nameField, pageOf, textField, timeField } from './fields.ts';
import { route } from './route.ts';
import { guessRisk } from './settings.ts';

export const deviceModelField = z.enum(['kyocera', 'ricoh', 'canon', 'generic', 'other']);
export type DeviceModel = z.infer<typeof deviceModelField>;

/**
 * `none` no terminal is enrolled yet · `online` · `degraded` linked, but the server answers it with errors or too slowly, as the
 * terminal itself says (C1) · `away` enrolled, no link now.
 */
export const deviceLinkField = z.enum(['none', 'online', 'degraded', 'away']);
export type DeviceLink = z.infer<typeof deviceLinkField>;

export const devicePrinter = z.strictObject({
  uri: z.string(),
  makeAndModel: z.string(),
  color: z.boolean(),
  duplex: z.boolean(),
  formats: z.array(z.string()),
  reportedAt: timeField,
  /** Over ipps. Nothing is printed while `pending` (nobody approved one yet) or `changed` (another one than the approved). */
  certificate: z
    .strictObject({
      state: z.enum(['pending', 'approved', 'changed']),
      pin: z.string(),
      subject: z.string(),
      notAfter: timeField,
    })
    .nullable(),
});
export type DevicePrinter = z.infer<typeof devicePrinter>;

export const device = z.strictObject({
  id: idField('device'),
  name: z.string(),
  model: deviceModelField,
  /** A3: false for `other`; the reason is a fixed text. */
  offlineLogin: z.boolean(),
  profileId: idField('profile'),
  address: z.string().nullable(),
  active: z.boolean(),
  deviceGroups: z.array(idField('deviceGroup')),
  terminal: z
    .strictObject({
      id: idField('terminal'),
      version: z.string(),
      keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
      link: deviceLinkField,
      enrolledAt: timeField,
      lastContactAt: timeField.nullable(),
      revisionApplied: z.int(),
      revisionDesired: z.int(),
      journalBacklog: z.int(),
      /** H5; null where a PIN alone opens nothing. */
      guessRisk: guessRisk.nullable(),
      /** F3: since when its identity is disputed: its journal is taken, it gets nothing until it is enrolled anew. */
      suspendedAt: timeField.nullable(),
      /** D3: how often *Unlock PIN login* can still be given within the present 24 hours. */
      pinUnlocksLeft: z.int(),
    })
    .nullable(),
  /** What its terminal last said of the printer; null before it did. */
  printer: devicePrinter.nullable(),
  /** When it was last reported stolen; null where it never was. */
  stolenReportedAt: timeField.nullable(),
  createdAt: timeField,
});
export type Device = z.infer<typeof device>;

export const newDevice = z.strictObject({
  name: nameField,
  model: deviceModelField,
  /** Absent: the default profile. */
  profileId: idField('profile').optional(),
  address: textField({ max: 300 }).nullable().default(null),
});

export const devicePatch = z.strictObject({
  name: nameField.optional(),
  model: deviceModelField.optional(),
  profileId: idField('profile').optional(),
  address: textField({ max: 300 }).nullable().optional(),
  active: z.boolean().optional(),
});

export const listDevices = route('listDevices', 'GET /devices', {
  summary: 'Devices with the state of their terminals',
  right: 'devices:read',
  query: listQuery.extend({
    deviceGroup: idField('deviceGroup').optional(),
    /** `false`: those in no group and no site. */
    grouped: z.enum(['true', 'false']).optional(),
    link: deviceLinkField.optional(),
    model: deviceModelField.optional(),
    profileId: idField('profile').optional(),
    active: z.enum(['true', 'false']).optional(),
    /** Those whose terminals said last that journal records wait there. */
    backlog: z.enum(['true']).optional(),
  }),
  answer: pageOf(device),
});
export const createDevice = route('createDevice', 'POST /devices', {
  summary: 'Add a device',
  right: 'devices:write',
  status: 201,
  body: newDevice,
  answer: device,
});
export const getDevice = route('getDevice', 'GET /devices/{id}', {
  summary: 'One device',
  right: 'devices:read',
  params: idParams('device'),
  answer: device,
});
export const patchDevice = route('patchDevice', 'PATCH /devices/{id}', {
  summary: 'Change a device; deactivating wipes its credential cache (A5)',
  right: 'devices:write',
  params: idParams('device'),
  body: devicePatch,
  answer: device,
});
export const deleteDevice = route('deleteDevice', 'DELETE /devices/{id}', {
  summary: 'Delete a device; its accounting stays',
  right: 'devices:write',
  params: idParams('device'),
  answer: null,
});
export const createEnrolment = route('createEnrolment', 'POST /devices/{id}/enrolment', {
  summary: 'Make a one-time enrolment code, valid for 24 hours; shown once',
  right: 'devices:write',
  status: 201,
  params: idParams('device'),
  answer: z.strictObject({ id: idField('enrolment'), code: z.string(), expiresAt: timeField }),
});

/** What became of the newest code of a device; the code itself is never shown again. */
export const enrolment = z.strictObject({
  id: idField('enrolment'),
  /** `waiting` for its terminal · `used` by one · `expired` unused · `locked` after ten wrong tries. */
  state: z.enum(['waiting', 'used', 'expired', 'locked']),
  createdAt: timeField,
  expiresAt: timeField,
  usedAt: timeField.nullable(),
});
export type Enrolment = z.infer<typeof enrolment>;
export const getEnrolment = route('getEnrolment', 'GET /devices/{id}/enrolment', {
  summary: 'What became of the newest enrolment code of a device; 404 where none was made, or it was voided',
  right: 'devices:read',
  params: idParams('device'),
  answer: enrolment,
});

/** F7: the comparison of what a device counted with what records say. */
export const deviceCounters = z.strictObject({
  /** Pages the device has counted in its life, as last compared; null before it was. */
  lifetimeImpressions: z.int().nullable(),
  comparedAt: timeField.nullable(),
});
export type DeviceCounters = z.infer<typeof deviceCounters>;
export const getDeviceCounters = route('getDeviceCounters', 'GET /devices/{id}/counters', {
  summary: 'What the device has counted, as last compared with the records of its terminal',
  right: 'devices:read',
  params: idParams('device'),
  answer: deviceCounters,
});

const deviceAction = (name: string, action: string, summary: string) =>
  route(name, `POST /devices/{id}/${action}`, {
    summary,
    right: 'devices:write',
    status: 204,
    params: idParams('device'),
    answer: null,
  });

export const resetDevice = deviceAction('resetDevice', 'reset', 'Make its terminal pull everything afresh (A5)');
export const revokeDevice = deviceAction(
  'revokeDevice',
  'revoke',
  'Revoke its terminal: the link closes, the cache is wiped',
);
export const synchronizeDevice = deviceAction('synchronizeDevice', 'synchronize', 'Synchronize now (A7)');
export const unlockPin = deviceAction('unlockPin', 'unlock-pin', 'Unlock PIN login (D3)');

/** What a stolen terminal held when it was reported. */
const stolenUser = z.strictObject({
  userId: idField('user'),
  userName: z.string(),
  fullName: z.string(),
  pins: z.array(
    z.strictObject({
      id: idField('pin'),
      /** `replaced` by a generated one · `gone` deleted or ended since · `in-use` still opens: replace it. */
      state: z.enum(['in-use', 'replaced', 'gone']),
    }),
  ),
  cards: z.array(z.strictObject({ id: idField('card'), ending: z.string(), state: z.enum(['in-use', 'gone']) })),
});
export const stolenReport = z.strictObject({
  deviceId: idField('device'),
  deviceName: z.string(),
  reportedAt: timeField,
  /** What guarded the keys of its disk, and so whether the list below is what the thief has. */
  keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
  users: z.array(stolenUser),
  /** Documents that waited on it. */
  jobs: z.array(z.strictObject({ id: idField('job'), name: z.string(), userName: z.string() })),
  /** Users whose PINs are still to be replaced. */
  remaining: z.int(),
});
export type StolenReport = z.infer<typeof stolenReport>;

export const reportStolen = route('reportStolen', 'POST /devices/{id}/report-stolen', {
  summary: 'Revoke its terminal, list what it held and replace those PINs; again while some remain',
  right: 'devices:write',
  params: idParams('device'),
  answer: stolenReport.extend({
    /** Shown once; at most 200 an answer. */
    renewed: z.array(renewedPin),
  }),
});
export const getStolenReport = route('getStolenReport', 'GET /devices/{id}/stolen-report', {
  summary: 'What a device reported stolen held, and what still opens; 404 where none was reported',
  right: 'devices:read',
  params: idParams('device'),
  answer: stolenReport,
});

export const offlineCredentialMethod = z.enum(['pin', 'card', 'card+pin']);
export const offlineUser = z.strictObject({
  userId: idField('user'),
  userName: z.string(),
  fullName: z.string(),
  methods: z.array(offlineCredentialMethod),
  validUntil: timeField,
  source: z.enum(['sync', 'session']),
  credentials: z.array(
    z.strictObject({
      id: z.union([idField('pin'), idField('card')]),
      method: z.enum(['pin', 'card']),
      validUntil: timeField,
    }),
  ),
});
export type OfflineUser = z.infer<typeof offlineUser>;

/** Why somebody, or everybody, cannot log in at a device offline: stable codes, each with a text. */
export const nobodyReason = z.enum([
  'model-without-offline-login',
  'offline-login-off',
  'no-offline-method',
  'key-protector-too-weak',
  'not-enrolled',
  'never-synchronized',
  'device-inactive',
]);
export const explainReason = z.enum([
  ...nobodyReason.options,
  'time-uncertain',
  'user-disabled',
  'credential-denied',
  'ended',
  'no-credential',
  'no-fitting-credential',
  'synchronization-off',
  'not-assigned',
  'left-out',
  'on-its-way',
]);

/** B2: assigned, and no place. */
const leftOutUser = z.strictObject({
  userId: idField('user'),
  userName: z.string(),
  /** Up to when an online login, or what is still held, lets them in all the same; null when nothing does. */
  validUntil: timeField.nullable(),
});

/** Who could log in there now, from what the terminal acknowledged (H1). */
export const offlineUsers = route('offlineUsers', 'GET /devices/{id}/offline-users', {
  summary: 'Who could log in at this device now, offline',
  right: 'devices:read',
  params: idParams('device'),
  query: listQuery.extend({ source: z.enum(['sync', 'session']).optional() }),
  answer: z.strictObject({
    items: z.array(offlineUser),
    nextCursor: z.string().nullable(),
    /** When the terminal acknowledged what this is computed from; null if it never did. */
    acknowledgedAt: timeField.nullable(),
    /** Why nobody is cached there, whoever it is. */
    reason: nobodyReason.nullable(),
    /** The first thousand; all of them at `/devices/{id}/left-out-users`. */
    leftOut: z.strictObject({ count: z.int(), items: z.array(leftOutUser) }),
  }),
});
export const leftOutUsers = route('leftOutUsers', 'GET /devices/{id}/left-out-users', {
  summary: 'Who is assigned to this device and has no place there, in the order of the assignments (B2)',
  right: 'devices:read',
  params: idParams('device'),
  query: listQuery,
  answer: pageOf(leftOutUser),
});

/** Could this person log in there now, offline: how and until when, or why not and what would change it. */
export const explainOfflineLogin = route('explainOfflineLogin', 'GET /devices/{id}/offline-users/{userId}', {
  summary: 'Why a person can, or cannot, log in at this device offline now',
  right: 'devices:read',
  params: z.strictObject({ id: idField('device'), userId: idField('user') }),
  answer: z.strictObject({
    deviceId: idField('device'),
    userId: idField('user'),
    can: z.boolean(),
    validUntil: timeField.nullable(),
    ways: z.array(
      z.strictObject({
        method: offlineCredentialMethod,
        validUntil: timeField,
        credentials: z.array(z.union([idField('pin'), idField('card')])),
      }),
    ),
    /** Null for who can. */
    reason: explainReason.nullable(),
    /** In the language asked for. */
    detail: z.string(),
    /** What would change it; null for who can. */
    change: z.string().nullable(),
    /** When the terminal acknowledged what this is computed from. */
    acknowledgedAt: timeField.nullable(),
  }),
});
export type Explanation = z.infer<typeof explainOfflineLogin.answer>;

/** One action of H1's readiness in small: what the fleet has applied. */
export const terminal = z.strictObject({
  id: idField('terminal'),
  deviceId: idField('device'),
  deviceName: z.string(),
  version: z.string(),
  keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
  link: deviceLinkField,
  lastContactAt: timeField.nullable(),
  revisionApplied: z.int(),
  revisionDesired: z.int(),
  generationApplied: z.int(),
  generationDesired: z.int(),
  /** H5; null where a PIN alone opens nothing. */
  guessRisk: guessRisk.nullable(),
});
export type Terminal = z.infer<typeof terminal>;
export const listTerminals = route('listTerminals', 'GET /terminals', {
  summary: 'Terminals with version, key protector, link and applied revision',
  right: 'devices:read',
  query: listQuery,
  answer: pageOf(terminal),
});

export const rollout = z.strictObject({
  total: z.int(),
  applied: z.int(),
  items: z.array(
    z.strictObject({
      terminalId: idField('terminal'),
      deviceId: idField('device'),
      deviceName: z.string(),
      /**
       * `waits` for its next synchronization: the settings were saved without a reset (A7) · `on-its-way` not confirmed yet ·
       * `suspended` gets nothing until it is enrolled anew (F3).
       */
      state: z.enum(['applied', 'waits', 'on-its-way', 'away', 'suspended']),
      revisionApplied: z.int(),
      revisionDesired: z.int(),
      lastContactAt: timeField.nullable(),
    }),
  ),
});
export type Rollout = z.infer<typeof rollout>;
export const getRollout = route('getRollout', 'GET /terminals/rollout', {
  summary: 'Which terminals have applied the newest settings, and which have not and why (A4)',
  right: 'devices:read',
  answer: rollout,
});
export const resetTerminals = route('resetTerminals', 'POST /terminals/reset', {
  summary: 'Reset all terminals (A5)',
  right: 'settings:write',
  status: 202,
  answer: rollout,
});

/** For the service page of the panel; made at enrolment. Reading it is audited. */
export const getServicePin = route('getServicePin', 'POST /devices/{id}/service-pin', {
  summary: 'Show the service PIN of a device',
  right: 'devices:write',
  params: idParams('device'),
  answer: z.strictObject({ servicePin: z.string() }),
});
