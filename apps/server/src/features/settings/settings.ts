import {
  authenticationSettings,
  DEFAULT_AUTHENTICATION,
  DEFAULT_JOURNAL,
  DEFAULT_LINK,
  DEFAULT_OFFLINE_LOGIN,
  DEFAULT_SPOOLING,
  linkSettings,
  journalSettings,
  offlineLoginSettings,
  spoolingSettings,
  type AuthenticationSettings,
  type JournalSettings,
  type LinkSettings,
  type OfflineLoginSettings,
  type SpoolingSettings,
} from '@holdover/api';
import { Fault } from '@holdover/kernel';
import type * as z from 'zod';
import type { SettingStore } from './setting-store.ts';

/** Names of the documents. */
export const OFFLINE_LOGIN = 'offline-login';
export const AUTHENTICATION = 'authentication';
export const JOURNAL = 'journal';
export const SPOOLING = 'spooling';

export const LINK = 'link';

/** Where terminals reach this server. */
export function readLinkSettings(store: SettingStore): Promise<LinkSettings> {
  return readDocument(store, LINK, linkSettings, DEFAULT_LINK);
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
