import * as z from 'zod';
import { idField, languageField, loginMethodField, timeField } from './fields.ts';
import { panelTasks } from './panel-scans.ts';
import { panelActionField } from './profiles.ts';
import { unavailableReasonField } from './unavailable.ts';

/** C1. */
export const linkStateField = z.enum(['online', 'degraded', 'offline', 'returning', 'refused']);
export type LinkState = z.infer<typeof linkStateField>;

/** The profile's actions, and what people do for themselves. */
export const sessionActionField = z.enum([...panelActionField.options, 'register-card', 'change-pin']);
export type SessionAction = z.infer<typeof sessionActionField>;

export const panelSession = z.strictObject({
  id: idField('session'),
  userName: z.string(),
  fullName: z.string(),
  language: languageField.nullable(),
  mode: z.enum(['online', 'offline']),
  endsAt: timeField,
  /** Seconds until idle logout as the answer left the terminal: the panel's clock may be wrong. */
  endsInSeconds: z.number(),
  actions: z.array(
    z.strictObject({ name: sessionActionField, available: z.boolean(), reason: unavailableReasonField.optional() }),
  ),
  /** The device's own panel is free for this person; null while it is locked. Pages as far as its counter told. */
  unlocked: z.strictObject({ impressions: z.int().nullable() }).nullable(),
});
export type PanelSession = z.infer<typeof panelSession>;

/** What the idle screen must say: a stable code with a text in both languages. */
export const panelMessage = z.strictObject({
  code: z.enum([
    'offline-mode',
    'model-without-offline-login',
    'no-offline-method',
    'offline-login-off',
    'pin-locked',
    'journal-nearly-full',
    'journal-full',
    'terminal-refused',
    'printer-unreachable',
    'printer-certificate',
    'not-enrolled',
    'card-reader-away',
    'device-unlocked',
  ]),
  retryAfterSeconds: z.int().optional(),
});
export type PanelMessage = z.infer<typeof panelMessage>;

export const panelState = z.strictObject({
  link: linkStateField,
  device: z.strictObject({
    name: z.string(),
    model: z.string(),
    language: languageField,
    offlineLogin: z.boolean(),
  }),
  methods: z.array(
    z.strictObject({ method: loginMethodField, available: z.boolean(), reason: unavailableReasonField.optional() }),
  ),
  pinMinLength: z.int(),
  /** An unknown card can be made one's own now: the profile says so, and the server is there. */
  cardRegistration: z.boolean(),
  session: panelSession.nullable(),
  messages: z.array(panelMessage),
  /** Records not yet acknowledged by the server. */
  journalBacklog: z.int(),
});
export type PanelState = z.infer<typeof panelState>;

export const panelLoginRequest = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('pin'), pin: z.string().min(1).max(64) }),
  z.strictObject({ method: z.literal('card'), card: z.string().min(1).max(128) }),
  z.strictObject({ method: z.literal('card+pin'), card: z.string().min(1).max(128), pin: z.string().min(1).max(64) }),
  z.strictObject({
    method: z.literal('password'),
    userName: z.string().min(1).max(256),
    password: z.string().min(1).max(1_024),
  }),
]);
export type PanelLoginRequest = z.infer<typeof panelLoginRequest>;

/** `card` may be a card's number, or the `token` of an event `card`: what PC/SC reads never reaches the page. */
export const panelCard = z.strictObject({ token: z.string() });
export type PanelCard = z.infer<typeof panelCard>;

/** How people prove who they are, for what a session alone does not allow. */
const proof = z.discriminatedUnion('method', [panelLoginRequest.options[0], panelLoginRequest.options[3]]);

/** POST /register-card → 200 `panelLoginAnswer`: without a session it opens one. `card` as in a login. */
export const panelCardRegistration = z.strictObject({ card: z.string().min(1).max(128), proof });
export type PanelCardRegistration = z.infer<typeof panelCardRegistration>;

/** POST /change-pin, in a session. The new PIN is made by the server and shown once. */
export const panelPinChange = z.strictObject({ proof });
export type PanelPinChange = z.infer<typeof panelPinChange>;
export const panelPinChanged = z.strictObject({ pin: z.string() });

/** POST /switch-user, in the session that is there: another person's card was read. Accepted it is answered as that one's login. */
export const panelSwitch = z.strictObject({ accept: z.boolean() });

export const panelLoginAnswer = z.strictObject({ session: panelSession });

/** Refusals of a login (403), the throttle (429) and the session guard (409). */
export const panelProblemCode = z.enum([
  'unknown-credential',
  'expired',
  'method-not-allowed',
  'offline-login-unavailable',
  'disabled',
  'locked',
  'session-active',
  'session-ended',
  'journal-full',
  'not-available',
  'not-found',
  'card-taken',
  'too-many-cards',
  'too-many-pins',
  'registration-not-allowed',
  'task-active',
  'bad-request',
  'foreign-origin',
  'terminal-fault',
]);
export type PanelProblemCode = z.infer<typeof panelProblemCode>;
export const panelProblem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: panelProblemCode,
  retryAfterSeconds: z.int().optional(),
  reason: unavailableReasonField.optional(),
});
export type PanelProblem = z.infer<typeof panelProblem>;

export const panelJob = z.strictObject({
  id: idField('job'),
  name: z.string(),
  /** Null when not known before printing. */
  pages: z.int().nullable(),
  color: z.boolean(),
  copies: z.int(),
  createdAt: timeField,
  ageSeconds: z.number(),
  waits: z.enum(['device', 'workstation', 'server']),
  available: z.boolean(),
  reason: unavailableReasonField.optional(),
  state: z.enum(['held', 'printing', 'printed', 'cancelled', 'failed']),
  /** Pages out so far while printing. */
  impressions: z.int(),
  /** While printing: why nothing comes out. `busy` the device prints something else · `attention` somebody must see to it. */
  waitsFor: z.enum(['busy', 'paper', 'attention']).optional(),
});
export type PanelJob = z.infer<typeof panelJob>;

export const panelJobs = z.strictObject({ items: z.array(panelJob) });
export const panelPrintRequest = z.strictObject({ ids: z.array(idField('job')).min(1).max(1_000) });

/** Named events of the panel's GET /events. */
export const panelEvents = { state: panelState, jobs: panelJobs, tasks: panelTasks, card: panelCard } as const;

/** The header that ties a call to one session: a late call of one person never runs in the next one's. */
export const SESSION_HEADER = 'holdover-session';

/** POST /service/login `{pin}` → 200. The token is good for five minutes; the other calls of the service page carry it. */
export const panelServiceLogin = z.strictObject({ pin: z.string().min(1).max(64) });
export const panelServiceToken = z.strictObject({ token: z.string(), expiresInSeconds: z.int() });
export const SERVICE_HEADER = 'holdover-service';

/** GET /service/status. */
export const panelServiceStatus = z.strictObject({
  link: linkStateField,
  linkSince: timeField,
  lastSynchronizedAt: timeField.nullable(),
  cachedUsers: z.int(),
  journalBacklog: z.int(),
  keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
  terminalVersion: z.string(),
  deviceName: z.string(),
  terminalId: idField('terminal'),
  printer: z.strictObject({ uri: z.string(), makeAndModel: z.string(), trouble: unavailableReasonField.nullable() }),
  scanner: z.strictObject({ url: z.string(), trouble: unavailableReasonField.nullable() }).nullable(),
  cardReader: z.enum(['none', 'ready', 'away']),
  deviceAdapter: z.strictObject({ name: z.string(), trouble: unavailableReasonField.nullable() }).nullable(),
  heldScans: z.int(),
});
export type PanelServiceStatus = z.infer<typeof panelServiceStatus>;
