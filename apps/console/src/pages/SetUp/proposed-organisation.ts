import type { OrganisationSettings } from '@holdover/api';
import type { Language } from '@holdover/phrases';

/** What a browser knows of where it is. */
export interface Surroundings {
  readonly language: Language;
  /** Of the IANA database; empty where the browser does not say. */
  readonly timeZone: string;
}

/** Fills in what nobody chose yet; what somebody saved stays as it is. */
export function proposedOrganisation(
  saved: OrganisationSettings,
  { language, timeZone }: Surroundings,
): OrganisationSettings {
  const untouched = saved.name === '' && saved.language === 'en' && saved.timeZone === 'UTC';
  return untouched ? { ...saved, language, timeZone: timeZone === '' ? saved.timeZone : timeZone } : saved;
}
