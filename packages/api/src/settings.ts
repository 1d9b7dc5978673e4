import * as z from 'zod';
import { idField, timeField } from './fields.ts';
import { route } from './route.ts';

/** The ranges of A1, in one place for schema, console and texts. */
export const OFFLINE_LOGIN_LIMITS = {
  cacheHours: { min: 1, max: 720, default: 72 },
  intervalHours: { min: 1, max: 168, default: 4 },
  uncertainHours: { min: 0, max: 72, default: 8 },
  offlinePageLimit: { min: 1, max: 100_000 },
  assignments: { max: 1_000 },
} as const;

const limits = OFFLINE_LOGIN_LIMITS;

/** A row of {devices or device groups} × {users or user groups}; rows count in the order given (B2). */
export const assignment = z.strictObject({
  devices: z.array(idField('device')).max(10_000),
  deviceGroups: z.array(idField('deviceGroup')).max(1_000),
  users: z.array(idField('user')).max(10_000),
  groups: z.array(idField('group')).max(1_000),
  rankByUse: z.boolean(),
});
export type Assignment = z.infer<typeof assignment>;

export const offlineLoginSettings = z
  .strictObject({
    enabled: z.boolean(),
    cacheHours: z.int().min(limits.cacheHours.min).max(limits.cacheHours.max),
    shareWithinSite: z.boolean(),
    uncertainHours: z.int().min(limits.uncertainHours.min).max(limits.uncertainHours.max),
    offlineBooking: z.enum(['none', 'afterwards']),
    offlinePageLimit: z.int().min(limits.offlinePageLimit.min).max(limits.offlinePageLimit.max).nullable(),
    userSync: z.strictObject({
      enabled: z.boolean(),
      intervalHours: z.int().min(limits.intervalHours.min).max(limits.intervalHours.max),
      assignments: z.array(assignment).max(limits.assignments.max),
    }),
  })
  .superRefine((settings, context) => {
    const { cacheHours, userSync } = settings;
    // A cacheHours out of its own range is one mistake, not two.
    if (cacheHours >= limits.cacheHours.min && userSync.intervalHours > cacheHours) {
      context.addIssue({
        code: 'too_big',
        origin: 'int',
        maximum: cacheHours,
        inclusive: true,
        input: userSync.intervalHours,
        path: ['userSync', 'intervalHours'],
        message: 'not above cacheHours',
      });
    }
  });
export type OfflineLoginSettings = z.infer<typeof offlineLoginSettings>;

export const DEFAULT_OFFLINE_LOGIN: OfflineLoginSettings = {
  enabled: true,
  cacheHours: limits.cacheHours.default,
  shareWithinSite: false,
  uncertainHours: limits.uncertainHours.default,
  offlineBooking: 'none',
  offlinePageLimit: null,
  userSync: { enabled: false, intervalHours: limits.intervalHours.default, assignments: [] },
};

export const getOfflineLogin = route('getOfflineLogin', 'GET /settings/offline-login', {
  summary: 'Settings › Printers & Terminals › Offline Login',
  right: 'settings:read',
  answer: offlineLoginSettings,
});
export const putOfflineLogin = route('putOfflineLogin', 'PUT /settings/offline-login', {
  summary: 'Save the settings; reset=true also resets all terminals (A4)',
  right: 'settings:write',
  query: z.strictObject({ reset: z.enum(['true', 'false']).default('false') }),
  body: offlineLoginSettings,
  answer: offlineLoginSettings,
});

/** How many devices an answer of the preview has, and whose names it has of those left out. */
export const PREVIEW_LIMITS = { devices: { max: 100, default: 20 }, names: 100, namesOfOne: 1_000 } as const;

/** Who would be synchronized to each device under settings not yet saved: places used and people left out (B2). */
export const previewOfflineLogin = route('previewOfflineLogin', 'POST /settings/offline-login/preview', {
  summary: 'What unsaved assignments would synchronize, for the dialog',
  right: 'settings:read',
  body: z.strictObject({
    assignments: z.array(assignment).max(limits.assignments.max),
    /** A part of the name of a device. */
    q: z.string().max(200).optional(),
    /** This one alone, with more names of those left out. */
    deviceId: idField('device').optional(),
    limit: z.int().min(1).max(PREVIEW_LIMITS.devices.max).default(PREVIEW_LIMITS.devices.default),
  }),
  answer: z.strictObject({
    /** How many devices a row names. */
    devices: z.int(),
    /** Of those with offline login, where somebody is left out. */
    crowded: z.int(),
    /** Those asked for: where somebody is left out first, where nobody can be last (A3), then by name. */
    items: z.array(
      z.strictObject({
        deviceId: idField('device'),
        deviceName: z.string(),
        /** A3. */
        offlineLogin: z.boolean(),
        places: z.int(),
        used: z.int(),
        /** All are counted; the first are named. */
        leftOut: z.strictObject({ count: z.int(), userNames: z.array(z.string()) }),
      }),
    ),
  }),
});
export type OfflineLoginPreview = z.infer<typeof previewOfflineLogin.answer>;

export const AUTHENTICATION_LIMITS = {
  pinMinLength: { min: 4, max: 16 },
  pinAttempts: { min: 1, max: 100 },
  pinRefillMinutes: { min: 1, max: 144_000 },
} as const;
const pinLimits = AUTHENTICATION_LIMITS;

/** D3 and B9. */
export const authenticationSettings = z.strictObject({
  pinMinLength: z.int().min(pinLimits.pinMinLength.min).max(pinLimits.pinMinLength.max),
  pinAttempts: z.int().min(pinLimits.pinAttempts.min).max(pinLimits.pinAttempts.max),
  pinRefillMinutes: z.int().min(pinLimits.pinRefillMinutes.min).max(pinLimits.pinRefillMinutes.max),
  /** B9: PINs may be shorter than the floor, down to `pinMinLength`. Who accepted it, and when, is recorded. */
  acceptRisk: z.boolean().default(false),
});
export type AuthenticationSettings = z.infer<typeof authenticationSettings>;
export const DEFAULT_AUTHENTICATION: AuthenticationSettings = {
  pinMinLength: 6,
  pinAttempts: 5,
  pinRefillMinutes: 90,
  acceptRisk: false,
};

/** Argon2id (RFC 9106). Upwards bounded by what a terminal computes at each login. */
export const HASH_COST_LIMITS = {
  memoryKiB: { min: 8, max: 262_144 },
  passes: { min: 1, max: 16 },
  lanes: { min: 1, max: 4 },
} as const;
const cost = HASH_COST_LIMITS;

const hashCost = z.strictObject({
  memoryKiB: z.int().min(cost.memoryKiB.min).max(cost.memoryKiB.max),
  passes: z.int().min(cost.passes.min).max(cost.passes.max),
  lanes: z.int().min(cost.lanes.min).max(cost.lanes.max),
});
/** Of the newest link of the slow hash, by kind of credential (security chapter, PINs and cards). It can only be raised. */
export const hashCosts = z.strictObject({ pin: hashCost, card: hashCost });
export type HashCosts = z.infer<typeof hashCosts>;

export const getAuthentication = route('getAuthentication', 'GET /settings/authentication', {
  summary: 'PIN length, throttle, and cost of the slow hash',
  right: 'settings:read',
  answer: authenticationSettings.extend({ hashCost: hashCosts }),
});
/** H5: the chance a day that random tries at a panel find a working PIN, and what would mend it. */
export const guessRisk = z.strictObject({
  /** N: PINs that match there online; none where a PIN alone opens nothing. */
  pinsThatMatch: z.int(),
  /** L: the digits that are guessed with most success; null without PINs. */
  pinLength: z.int().nullable(),
  /** A, with the unlocks of the last 24 hours. */
  triesADay: z.number(),
  /** 0 to 1. */
  aDay: z.number(),
  /** Above 0.1 %. */
  warns: z.boolean(),
  /** Digits that would end the warning, if all PINs had them; null where there is none. */
  proposedPinLength: z.int().nullable(),
  /** Or the method *ID card and PIN* in the place of *PIN*. */
  proposesCardAndPin: z.boolean(),
});
export type GuessRisk = z.infer<typeof guessRisk>;

/** What the PIN settings are worth against guessing (B9, H5). */
export const pinRisk = z.strictObject({
  /** B9: digits below which a day of tries at one terminal succeeds with more than 1 %. */
  pinFloor: z.int(),
  /** Digits that a new PIN has at least. */
  leastPinLength: z.int(),
  /** Users with a PIN below the floor: `GET /users?pinBelowFloor=true`. */
  usersBelowFloor: z.int(),
  acceptedRisk: z.strictObject({ at: timeField, by: z.string(), pinFloor: z.int() }).nullable(),
  guessRisk,
});
export type PinRisk = z.infer<typeof pinRisk>;

export const getPinRisk = route('getPinRisk', 'GET /settings/authentication/risk', {
  summary: 'What the PIN settings are worth against guessing (B9, H5)',
  right: 'settings:read',
  answer: pinRisk,
});
export const previewAuthentication = route('previewAuthentication', 'POST /settings/authentication/preview', {
  summary: 'What unsaved PIN settings would be worth against guessing',
  right: 'settings:read',
  body: authenticationSettings,
  answer: pinRisk,
});
/** Without `hashCost` it stays. A higher one is wrapped around every credential in the background, and comes into use then. */
export const putAuthentication = route('putAuthentication', 'PUT /settings/authentication', {
  summary: 'Save PIN length and throttle; raise the cost of the slow hash',
  right: 'settings:write',
  body: authenticationSettings.extend({ hashCost: hashCosts.optional() }),
  answer: authenticationSettings.extend({ hashCost: hashCosts }),
});

/** F3. */
export const JOURNAL_LIMITS = { keepDays: { min: 7, max: 365, default: 7 } } as const;

export const journalSettings = z.strictObject({
  /** How long a terminal keeps what was acknowledged: at least as long as the oldest backup that may be restored. */
  keepDays: z.int().min(JOURNAL_LIMITS.keepDays.min).max(JOURNAL_LIMITS.keepDays.max),
});
export type JournalSettings = z.infer<typeof journalSettings>;
export const DEFAULT_JOURNAL: JournalSettings = { keepDays: JOURNAL_LIMITS.keepDays.default };

export const getJournalSettings = route('getJournalSettings', 'GET /settings/journal', {
  summary: 'How long terminals keep acknowledged records',
  right: 'settings:read',
  answer: journalSettings,
});
export const putJournalSettings = route('putJournalSettings', 'PUT /settings/journal', {
  summary: 'Save how long terminals keep acknowledged records',
  right: 'settings:write',
  body: journalSettings,
  answer: journalSettings,
});
