import * as z from 'zod';
import { idField, timeField } from './fields.ts';
import { route } from './route.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The authority that certifies terminals, and the one beside it while one replaces the other. */
export const fleetAuthorityState = z.strictObject({
  /** SHA-256 of the public key of the one that issues. */
  spkiHash: hash,
  beside: z
    .strictObject({
      /** `next` terminals learn to trust it · `previous` it is trusted until no living certificate is of it. */
      state: z.enum(['next', 'previous']),
      spkiHash: hash,
      since: timeField,
    })
    .nullable(),
  /** Terminals that are not known to trust the next one yet. */
  terminalsBehind: z.int(),
  /** Living certificates of the previous one; they go with the renewals of 90 days. */
  certificatesOfPrevious: z.int(),
  /** Whom the next step waits for: the first hundred, by the name of the device. */
  waitsFor: z.array(
    z.strictObject({ deviceId: idField('device'), deviceName: z.string(), lastContactAt: timeField.nullable() }),
  ),
});
export type FleetAuthorityState = z.infer<typeof fleetAuthorityState>;

export const getFleetAuthority = route('getFleetAuthority', 'GET /authority', {
  summary: 'The authority of the fleet',
  right: 'settings:read',
  answer: fleetAuthorityState,
});

/** `prepare` make a second one · `roll` let it issue, once every terminal trusts it · `retire` trust the first no more. */
export const stepFleetAuthority = route('stepFleetAuthority', 'POST /authority/steps', {
  summary: 'Replace the authority of the fleet, a step at a time',
  right: 'settings:write',
  body: z.strictObject({ step: z.enum(['prepare', 'roll', 'retire']) }),
  answer: fleetAuthorityState,
});

/** Where terminals reach this server, in order of preference. None: where they were enrolled. */
export const linkSettings = z.strictObject({
  /** `host:port`, `[v6]:port`. */
  gateways: z
    .array(
      z
        .string()
        .max(300)
        .regex(
          /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+):([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/,
        ),
    )
    .max(16),
});
export type LinkSettings = z.infer<typeof linkSettings>;
export const DEFAULT_LINK: LinkSettings = { gateways: [] };

export const getLinkSettings = route('getLinkSettings', 'GET /settings/link', {
  summary: 'Where terminals reach this server',
  right: 'settings:read',
  answer: linkSettings,
});
export const putLinkSettings = route('putLinkSettings', 'PUT /settings/link', {
  summary: 'Save where terminals reach this server; they take it with their next state',
  right: 'settings:write',
  body: linkSettings,
  answer: linkSettings,
});
