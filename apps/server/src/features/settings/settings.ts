import {
  authenticationSettings,
  DEFAULT_AUTHENTICATION,
  DEFAULT_JOURNAL,
  DEFAULT_LINK,
  DEFAULT_LOGGING,
  DEFAULT_OFFLINE_LOGIN,
  DEFAULT_ORGANISATION,
  DEFAULT_SPOOLING,
  linkSettings,
  loggingSettings,
  journalSettings,
  offlineLoginSettings,
  organisationSettings,
  spoolingSettings,
  type AuthenticationSettings,
  type JournalSettings,
  type LinkSettings,
  type LoggingSettings,
  type OfflineLoginSettings,
  type OrganisationSettings,
  type SpoolingSettings,
} from '@holdover/api';
import { Fault } from '@holdover/kernel';
import * as z from 'zod';
import type { SettingStore } from './setting-store.ts';

/** Names of the documents. */
export const OFFLINE_LOGIN = 'offline-login';
export const AUTHENTICATION = 'authentication';
export const JOURNAL = 'journal';
export const SPOOLING = 'spooling';

export const ORGANISATION = 'organisation';
export const MAIL = 'mail';

export const LINK = 'link';
export const LOGGING = 'logging';

/** Set-up and what was stored before may name less than all of it. */
export async function readOrganisation(store: SettingStore): Promise<OrganisationSettings> {
  return readDocument(store, ORGANISATION, organisationDocument, DEFAULT_ORGANISATION);
}

/** Null until somebody has chosen one: then pages are in the zone of who reads them. */
export async function chosenTimeZone(store: SettingStore): Promise<string | null> {
  const chosen = z
    .looseObject({ timeZone: organisationSettings.shape.timeZone })
    .safeParse(await store.read(ORGANISATION));
  return chosen.success ? chosen.data.timeZone : null;
}

/** Whether e-mail can be sent at all. The rest of its settings is of nobody's concern but the sender's. */
export async function readCanMail(store: SettingStore): Promise<boolean> {
  const { enabled } = await readDocument(store, MAIL, mailDocument, { enabled: false });
  return enabled;
}

/** Where terminals reach this server. */
export function readLinkSettings(store: SettingStore): Promise<LinkSettings> {
  return readDocument(store, LINK, linkSettings, DEFAULT_LINK);
}

/** How much servers write to their logs. */
export function readLogging(store: SettingStore): Promise<LoggingSettings> {
  return readDocument(store, LOGGING, loggingSettings, DEFAULT_LOGGING);
}

/** A1. */
export function readOfflineLogin(store: SettingStore): Promise<OfflineLoginSettings> {
  return readDocument(store, OFFLINE_LOGIN, offlineLoginSettings, DEFAULT_OFFLINE_LOGIN);
}

/** B9, D3. */
export function readAuthentication(store: SettingStore): Promise<AuthenticationSettings> {
  return readDocument(store, AUTHENTICATION, authenticationSettings, DEFAULT_AUTHENTICATION);
}

/** F3. */
export function readJournalSettings(store: SettingStore): Promise<JournalSettings> {
  return readDocument(store, JOURNAL, journalSettings, DEFAULT_JOURNAL);
}

/** G3. */
export function readSpooling(store: SettingStore): Promise<SpoolingSettings> {
  return readDocument(store, SPOOLING, spoolingSettings, DEFAULT_SPOOLING);
}

const organisationDocument = organisationSettings.extend({
  timeZone: organisationSettings.shape.timeZone.default(DEFAULT_ORGANISATION.timeZone),
});
const mailDocument = z.object({ enabled: z.boolean() });

/** @throws Fault `setting-unreadable`: never a default in place of what an administrator chose */
async function readDocument<T>(store: SettingStore, name: string, schema: z.ZodType<T>, standard: T): Promise<T> {
  const stored = await store.read(name);
  if (stored === undefined) return standard;
  const read = schema.safeParse(stored);
  if (read.success) return read.data;
  throw new Fault({
    owner: 'environment',
    code: 'setting-unreadable',
    message: `The setting ${name} cannot be read`,
    cause: read.error,
  });
}
